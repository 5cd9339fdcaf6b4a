"""The pages: read the address, ask the engine, hand the page to its template."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kb import related
from kb.document import Document
from kb.engine import count
from kb.errors import NotFound
from kb.explain import explain
from kb.query import And, Filter, Not, Search, keyword
from kb.similar import similar
from kb.web import caching, links, params
from kb.web.labels import Labels
from kb.web.links import Links
from kb.web.pages import (
    Advice,
    Alternative,
    NamedBy,
    about_page,
    alternatives,
    explanation_page,
    home_page,
    search_page,
    values_page,
    work_page,
)
from kb.web.site import Site

LATEST = 6
SIMILAR = 6
NAMED_BY = 12
EVERYTHING = Search(sort="newest", per_page=LATEST)


class Views:
    """The endpoints of the pages. They are plain functions, so that a slow search holds up nobody else."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def home(self, request: Request) -> Response:
        """`GET /`."""
        description = self._site.engine.describe()
        tag = self._site.tag(description, "/")
        if held := caching.not_modified(request, tag):
            return held
        results = self._site.engine.search(EVERYTHING)
        page = home_page(results, self._site.labels_for(results, description))
        return self._site.render(request, "home.html", page, headers=caching.headers(tag))

    def search(self, request: Request) -> Response:
        """`GET /search`."""
        asked = self._site.read(request)
        description = self._site.engine.describe()
        search, vectors = self._site.meant(asked, description)
        tag = self._site.tag(description, Links(search).here() + ("\nmeaning" if vectors else ""))
        if held := caching.not_modified(request, tag):
            return held
        results, near = related.find(self._site.engine, search, vectors)
        hints = self._site.names.hints(search, description.build)
        unknown = self._site.names.unknown(search, description.build)
        offered = [(hint.field, hint.value) for hint in hints]
        offered += [(each.field, value) for each in unknown for value, _ in each.near]
        labels = self._site.labels_for(results, description, offered)
        advice = Advice(() if results.total else self._wider(search, labels), hints, unknown)
        page = search_page(search, results, labels, advice, near if vectors else None)
        return self._site.render(request, "search.html", page, headers=caching.headers(tag))

    def _wider(self, search: Search, labels: Labels) -> tuple[tuple[Alternative, int], ...]:
        return tuple((each, count(self._site.engine, each.search)) for each in alternatives(search, labels))

    def values(self, request: Request) -> Response:
        """`GET /search/values`: all values of one facet, to pick from."""
        (name, find), search = params.facet(request.query_params.multi_items()), self._site.read(request)
        description = self._site.engine.describe()
        tag = self._site.tag(description, f"{links.values(search, name)}\n{find}")
        if held := caching.not_modified(request, tag):
            return held
        results = self._site.engine.search(replace(search, page=1, per_page=1))
        labels = self._site.labels_for(results, description)
        page = values_page(search, results.total, results.facets[name], labels, find)
        return self._site.render(request, "values.html", page, headers=caching.headers(tag))

    def work(self, request: Request) -> Response:
        """`GET /documents/{id}`."""
        id_, asked = request.path_params["id"], request.query_params.get("language", "").strip()
        language = keyword("language", asked) if asked else None
        description = self._site.engine.describe()
        site = self._site.address(request)
        tag = self._site.tag(description, site + links.work(id_, language))
        if held := caching.not_modified(request, tag):
            return held
        document = self._site.engine.get(id_)
        if document is None:
            raise NotFound(f"There is no work {id_!r} in this collection.")
        named, named_by = self._named(document), self._named_by(document)
        alike = [hit.document for hit in similar(self._site.engine, document, self._site.labels.vocabulary, SIMILAR)]
        page = work_page(document, language, self._site.labels, site, named, named_by, alike)
        return self._site.render(request, "work.html", page, headers=caching.headers(tag))

    def _named(self, document: Document) -> dict[str, Document]:
        ids = dict.fromkeys(related.work for related in document.related)
        found = ((id_, self._site.engine.get(id_)) for id_ in ids)
        return {id_: other for id_, other in found if other is not None}

    def _named_by(self, document: Document) -> NamedBy:
        """The newest works that name one, without those that it names itself, which the page shows already."""
        known = dict.fromkeys(related.work for related in document.related)
        tree = And((Filter("related", document.id), *(Not(Filter("id", other)) for other in known)))
        found = self._site.engine.search(Search(tree=tree, sort="newest", per_page=NAMED_BY, only_hits=True))
        return NamedBy(tuple(hit.document for hit in found.hits), found.total)

    def explain(self, request: Request) -> Response:
        """`GET /explain`: an unknown work is an answer too, and a 404."""
        id_, search = params.work(request.query_params.multi_items()), self._site.read(request)
        description = self._site.engine.describe()
        tag = self._site.tag(description, links.explain(search, id_))
        if held := caching.not_modified(request, tag):
            return held
        document = self._site.engine.get(id_) if id_ else None
        found = explain(self._site.engine, id_, search, self._site.names.matcher) if document else None
        labels = self._site.labels_with(search.filters.get("city", ()), description)
        page = explanation_page(id_, search, labels, document, found)
        if page.problem:
            return self._site.render(request, "explain.html", page, 404, {"Cache-Control": "no-store"})
        return self._site.render(request, "explain.html", page, headers=caching.headers(tag))

    def about(self, request: Request) -> Response:
        """`GET /about`."""
        description = self._site.engine.describe()
        tag = self._site.tag(description, "/about")
        if held := caching.not_modified(request, tag):
            return held
        return self._site.render(request, "about.html", about_page(description), headers=caching.headers(tag))
