"""The works of a search, or one work, as a file."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kb.document import Document
from kb.engine import Engine, Results
from kb.errors import EngineUnavailable, NotFound
from kb.export import csvw, reference
from kb.export.columns import WORKS
from kb.export.reference import Reference
from kb.query import MAX_PER_PAGE, Search, keyword
from kb.web import caching, links
from kb.web.formats import FORMATS, Format, Refer
from kb.web.site import Site

MOST = 10_000
"""An export holds so many works at most; `X-Total-Count` says how many there are."""

IGNORED = ("page", "per_page", "meaning")
"""Parameters of a search that a file has no use for, whatever they hold."""

DICTIONARY = f"{links.SEARCH}.csv-metadata.json"

Endpoint = Callable[[Request], Response]


class Exports:
    """The endpoints of the exports, one for each form."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[Route]:
        """The addresses of all forms, of searches and of works, and of the dictionary of the columns."""
        searches = [Route(f"{links.SEARCH}.{form.suffix}", self._search(form)) for form in FORMATS]
        works = [Route(f"/documents/{{id}}.{form.suffix}", self._work(form)) for form in FORMATS]
        return [*searches, *works, Route(DICTIONARY, self.dictionary)]

    def _search(self, form: Format) -> Endpoint:
        def search(request: Request) -> Response:
            asked = replace(self._site.read(request, but=IGNORED), per_page=MAX_PER_PAGE, only_hits=True)
            description = self._site.engine.describe()
            site = self._site.address(request)
            tag = self._site.tag(description, site + links.export(asked, form.suffix))
            if held := caching.not_modified(request, tag):
                return held
            # Before the first byte is sent, so that a search that fails is an error and not a short file.
            first = self._site.engine.search(asked)
            found = pages(self._site.engine, asked, first, description.build)
            headers = {**_headers(form, form.file, tag), "X-Total-Count": str(first.total)}
            body = form.pieces(found, self._refer(site, None))
            return StreamingResponse(body, headers=headers, media_type=form.media_type)

        return search

    def _work(self, form: Format) -> Endpoint:
        def work(request: Request) -> Response:
            id_, asked = request.path_params["id"], request.query_params.get("language", "").strip()
            language = keyword("language", asked) if asked else None
            site = self._site.address(request)
            address = site + links.work_as(id_, form.suffix, language)
            tag = self._site.tag(self._site.engine.describe(), address)
            if held := caching.not_modified(request, tag):
                return held
            document = self._site.engine.get(id_)
            if document is None:
                raise NotFound(f"There is no work {id_!r} in this collection.", "id")
            body = "".join(form.pieces([[document]], self._refer(site, language)))
            return Response(body, headers=_headers(form, f"{id_}.{form.suffix}", tag), media_type=form.media_type)

        return work

    def dictionary(self, request: Request) -> Response:
        """`GET /search.csv-metadata.json`: what each column means (CSV on the Web)."""
        tag = self._site.tag(self._site.engine.describe(), DICTIONARY)
        if held := caching.not_modified(request, tag):
            return held
        told = json.loads(csvw.metadata([WORKS]))
        told["tables"][0]["url"] = f"{links.SEARCH}.csv".removeprefix("/")
        body = json.dumps(told, ensure_ascii=False, indent=2)
        return Response(body, headers=caching.headers(tag), media_type="application/csvm+json")

    def _refer(self, site: str, language: str | None) -> Refer:
        vocabulary = self._site.labels.vocabulary

        def refer(document: Document) -> Reference:
            return reference.of(document, vocabulary, site, language)

        return refer


def pages(engine: Engine, search: Search, first: Results, build: str) -> Iterator[Sequence[Document]]:
    """The works of a search in its order, up to `MOST`, page by page.

    `EngineUnavailable` when another build took over on the way: half of each would be neither.
    """
    yield [hit.document for hit in first.hits]
    for number in range(2, -(-min(first.total, MOST) // search.per_page) + 1):
        results = engine.search(replace(search, page=number))
        if engine.describe().build != build:
            raise EngineUnavailable("The collection changed while it was exported.")
        yield [hit.document for hit in results.hits]


def _headers(form: Format, file: str, tag: str) -> dict[str, str]:
    headers = {
        **caching.headers(tag),
        "Content-Disposition": f'attachment; filename="{file}"',
        "X-Robots-Tag": "noindex",
    }
    if form.suffix == "csv":
        headers["Link"] = f'<{DICTIONARY}>; rel="describedby"; type="application/csvm+json"'
    return headers
