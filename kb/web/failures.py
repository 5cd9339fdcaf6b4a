"""What a reader or a program gets when something goes wrong: a page or JSON, never a traceback."""

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kb.errors import KbError, StaleIndex
from kb.web import params
from kb.web.api import json_response
from kb.web.pages import error_page
from kb.web.security import secure
from kb.web.shapes import ErrorAnswer, Failure
from kb.web.site import Site

REBUILD = "python ingest.py --rebuild"
RETRY_AFTER = "30"
JSON_PATHS = ("/api/", "/healthz", "/openapi.json")

_log = logging.getLogger("kb.web")


class Failures:
    """The handlers of exceptions."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def known(self, request: Request, error: Exception) -> Response:
        """An error of ours: its message and status are for the user."""
        assert isinstance(error, KbError), "registered for KbError alone"
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _log.error("%s: %s", request.url.path, error.message)
        command = REBUILD if isinstance(error, StaleIndex) else None
        response = self._answer(request, error.status, error.message, error.field, command)
        if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = RETRY_AFTER
        return response

    def http(self, request: Request, error: Exception) -> Response:
        """An address that does not exist, or a method that it does not take."""
        assert isinstance(error, HTTPException), "registered for HTTPException alone"
        response = self._answer(request, error.status_code, _SENTENCES.get(error.status_code, error.detail))
        response.headers.update(error.headers or {})
        return response

    def unknown(self, request: Request, _error: Exception) -> Response:
        """A defect of ours: logged in full by the server, said plainly to the reader."""
        response = self._answer(request, 500, "This is our mistake, and it has been written down. Please try again.")
        secure(response.headers)
        return response

    def _answer(
        self, request: Request, status: int, message: str, field: str | None = None, command: str | None = None
    ) -> Response:
        if request.url.path.startswith(JSON_PATHS):
            return json_response(ErrorAnswer(Failure(status, message, field)), status=status)
        q = params.typed(request.query_params.multi_items())
        page = error_page(status, message, field, q, command)
        return self._site.render(request, "error.html", page, status, {"Cache-Control": "no-store"})


_SENTENCES = {
    404: "Nothing is at this address. It may have been mistyped, or the page may have moved.",
    405: "This address can only be read (GET, HEAD).",
}
