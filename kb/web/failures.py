"""What a reader or a program gets when something goes wrong: a page or JSON, never a traceback."""

import logging
import re
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kb.errors import KbError, StaleIndex
from kb.web import params
from kb.web.api import json_response
from kb.web.formats import FORMATS
from kb.web.pages import error_page
from kb.web.security import secure
from kb.web.shapes import ErrorAnswer, Failure
from kb.web.site import Site

REBUILD = "python ingest.py --rebuild"
RETRY_AFTER = "30"
JSON_PATHS = ("/api/", "/healthz", "/openapi.json")
FILES = re.compile(
    rf"/(?:search|documents/[^/]+)\.(?:{'|'.join(re.escape(form.suffix) for form in FORMATS)})|/themes\.ttl"
)
"""Addresses of files: whoever asks for one is a program, or saves what comes."""

STALE = "The index has to be made anew before it can be searched."
MISTAKE = "This is our mistake, and it has been written down. Please try again."

_log = logging.getLogger("kb.web")


class Failures:
    """The handlers of exceptions."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def known(self, request: Request, error: Exception) -> Response:
        """An error of ours: what the reader can mend is told in full, what whoever keeps the site has to mend is
        logged, for it may name files and hosts."""
        assert isinstance(error, KbError), "registered for KbError alone"
        message = error.message
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _log.error("%s: %s", request.url.path, error.message)
            message = STALE if isinstance(error, StaleIndex) else _SENTENCES.get(error.status, MISTAKE)
        command = REBUILD if isinstance(error, StaleIndex) else None
        response = self._answer(request, error.status, message, error.field, command)
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
        response = self._answer(request, 500, MISTAKE)
        secure(response.headers)
        return response

    def _answer(
        self, request: Request, status: int, message: str, field: str | None = None, command: str | None = None
    ) -> Response:
        if request.url.path.startswith(JSON_PATHS):
            return json_response(ErrorAnswer(Failure(status, message, field)), status=status)
        if FILES.match(request.url.path):
            return PlainTextResponse(f"{message}\n", status, {"Cache-Control": "no-store"})
        q = params.typed(request.query_params.multi_items())
        page = error_page(status, message, field, q, command)
        return self._site.render(request, "error.html", page, status, {"Cache-Control": "no-store"})


_SENTENCES = {
    404: "Nothing is at this address. It may have been mistyped, or the page may have moved.",
    405: "This address can only be read (GET, HEAD).",
    503: "The collection cannot be searched at this moment. Please try again in half a minute.",
}
