"""The thesaurus on the site: a page to browse, a page for each theme, and SKOS for programs."""

from starlette.requests import Request
from starlette.responses import Response

from kb.engine import Hit
from kb.errors import NotFound
from kb.export import skos
from kb.query import Search
from kb.web import caching, links
from kb.web.accept import prefers
from kb.web.pages import theme_page, themes_page
from kb.web.site import Site
from kb.web.tallies import Tally

LATEST = 6
TURTLE = "text/turtle"
ALTERNATE = f'<{links.TURTLE}>; rel="alternate"; type="{TURTLE}"'


class Thesaurus:
    """The endpoints of the thesaurus. A client that asks for Turtle gets the whole scheme at each of them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._vocabulary = site.labels.vocabulary

    def themes(self, request: Request) -> Response:
        """`GET /themes`."""
        if _wants_turtle(request):
            return self.turtle(request)
        description = self._site.engine.describe()
        tag = self._site.tag(description, links.THEMES)
        if held := caching.not_modified(request, tag):
            return held
        page = themes_page(self._vocabulary, self._site.tallies.of(description.build))
        return self._site.render(request, "themes.html", page, headers=_headers(tag))

    def theme(self, request: Request) -> Response:
        """`GET /themes/{id}`."""
        id_ = request.path_params["id"]
        concept = self._vocabulary.concepts.get(id_)
        if concept is None:
            raise NotFound(f"There is no theme {id_!r} in the thesaurus.", "id")
        if _wants_turtle(request):
            return self.turtle(request)
        description = self._site.engine.describe()
        tag = self._site.tag(description, links.theme(id_))
        if held := caching.not_modified(request, tag):
            return held
        tallies = self._site.tallies.of(description.build)
        page = theme_page(concept, self._site.labels, tallies, self._latest(tallies[id_]))
        return self._site.render(request, "theme.html", page, headers=_headers(tag))

    def _latest(self, tally: Tally) -> tuple[Hit, ...]:
        """The newest works filed under a theme; where there are none, those under the narrower ones."""
        themes = tally.used[:1] if tally.own else tally.used
        if not themes:
            return ()
        newest = Search(filters={"theme": themes}, sort="newest", per_page=LATEST, only_hits=True)
        return self._site.engine.search(newest).hits

    def turtle(self, request: Request) -> Response:
        """`GET /themes.ttl`: the concept scheme, its addresses those of this site."""
        base = self._site.address(request)
        tag = self._site.tag(self._site.engine.describe(), base + links.TURTLE)
        if held := caching.not_modified(request, tag):
            return held
        headers = {**caching.headers(tag), "Vary": "Accept"}
        return Response(skos.scheme(self._vocabulary, base), headers=headers, media_type=skos.MEDIA_TYPE)


def _wants_turtle(request: Request) -> bool:
    return prefers(request.headers.get("accept", ""), TURTLE)


def _headers(tag: str) -> dict[str, str]:
    return {**caching.headers(tag), "Vary": "Accept", "Link": ALTERNATE}
