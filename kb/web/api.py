"""The API: the same searches as the pages, answered as JSON."""

import time
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kb import related
from kb.document import to_json
from kb.errors import BadQuery, NotFound
from kb.explain import explain
from kb.query import keyword
from kb.web import caching, links, params
from kb.web.answers import explain_answer, health_answer, search_answer, suggest_answer
from kb.web.labels import READER
from kb.web.links import Links
from kb.web.openapi import openapi
from kb.web.site import Site

COMPLETIONS = 8


class Api:
    """The endpoints of the API. They are plain functions, so that a slow search holds up nobody else."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def search(self, request: Request) -> Response:
        """`GET /api/search`."""
        asked = self._site.read(request)
        description = self._site.engine.describe()
        search, vectors = self._site.meant(asked, description)
        tag = self._site.tag(description, Links(search).here(links.API))
        if held := caching.not_modified(request, tag):
            return held
        start = time.perf_counter()
        results, near = related.find(self._site.engine, search, vectors)
        took_ms = (time.perf_counter() - start) * 1000
        hints = self._site.names.hints(search, description.build)
        labels = self._site.labels_for(results, description, ((hint.field, hint.value) for hint in hints))
        return json_response(search_answer(search, results, labels, took_ms, near, hints), tag)

    def work(self, request: Request) -> Response:
        """`GET /api/documents/{id}`."""
        id_ = request.path_params["id"]
        tag = self._site.tag(self._site.engine.describe(), f"/api{links.work(id_)}")
        if held := caching.not_modified(request, tag):
            return held
        document = self._site.engine.get(id_)
        if document is None:
            raise NotFound(f"There is no work {id_!r} in this collection.", "id")
        return Response(to_json(document), media_type="application/json", headers=caching.headers(tag))

    def explain(self, request: Request) -> Response:
        """`GET /api/explain?id=`."""
        id_, search = params.work(request.query_params.multi_items()), self._site.read(request)
        if not id_:
            raise BadQuery("Which work is to be explained? It takes the id of one, or its address.", "id")
        tag = self._site.tag(self._site.engine.describe(), links.explain(search, id_, "/api/explain"))
        if held := caching.not_modified(request, tag):
            return held
        return json_response(
            explain_answer(id_, search, explain(self._site.engine, id_, search, self._site.names.matcher)), tag
        )

    def suggest(self, request: Request) -> Response:
        """`GET /api/suggest?q=`."""
        typed = params.typed(request.query_params.multi_items())
        language = keyword("language", request.query_params.get("language", "").strip() or READER)
        tag = self._site.tag(self._site.engine.describe(), f"/api/suggest\n{typed}\n{language}")
        if held := caching.not_modified(request, tag):
            return held
        found = self._site.engine.suggest(typed, language, COMPLETIONS) if typed else []
        return json_response(suggest_answer(typed, found), tag)

    def health(self, _request: Request) -> Response:
        """`GET /healthz`."""
        return json_response(health_answer(self._site.engine.describe()))

    def description(self, request: Request) -> Response:
        """`GET /openapi.json`."""
        tag = self._site.tag(self._site.engine.describe(), "/openapi.json")
        if held := caching.not_modified(request, tag):
            return held
        return Response(openapi(), media_type="application/json", headers=caching.headers(tag))


def json_response(answer: Any, tag: str | None = None, status: int = 200) -> Response:
    """An answer as JSON, to be kept under its tag; without one it is not kept."""
    headers = caching.headers(tag) if tag else {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(answer), status, headers, media_type="application/json")
