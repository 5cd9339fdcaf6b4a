"""Every address of the site, built here: canonical order, defaults left out, each page from the first."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, quote_plus

from kb.document import FACETS, FIELD
from kb.query import MEANINGS, Search
from kb.web.params import PARAMETERS, PER_PAGE, default_sort, reordered

SEARCH = "/search"
VALUES = "/search/values"
API = "/api/search"
THEMES = "/themes"
EXPLAIN = "/explain"
TURTLE = "/themes.ttl"

_ORDER = tuple(parameter.name for parameter in PARAMETERS)
_FACET_NAMES = tuple(row.name for row in FACETS)


def work(id_: str, language: str | None = None) -> str:
    """The address of a work's page, in one of its languages."""
    path = f"/documents/{quote(id_, safe='')}"
    return path + (f"?language={quote(language)}" if language else "")


def work_as(id_: str, suffix: str, language: str | None = None) -> str:
    """The address of a work as a file, its reference in one of its languages."""
    path, _, asked = work(id_, language).partition("?")
    return _join(f"{path}.{suffix}", [asked] if asked else [])


def export(search: Search, suffix: str) -> str:
    """The address of all works of a search as a file."""
    return Links(replace(search, page=1, per_page=PER_PAGE, meaning=MEANINGS[0])).here(f"{SEARCH}.{suffix}")


def theme(id_: str) -> str:
    """The address of a theme's page."""
    return f"{THEMES}/{quote(id_, safe='')}"


def explain(search: Search, id_: str = "", path: str = EXPLAIN) -> str:
    """The address that says why a search does not find a work."""
    asked = Links(search).here(path).partition("?")[2]
    return _join(path, [part for part in (_part("id", (id_,)) if id_ else "", asked) if part])


def values(search: Search, facet: str) -> str:
    """The address of all values of a facet for a search."""
    asked = Links(replace(search, page=1)).here(VALUES).partition("?")[2]
    return _join(VALUES, [part for part in (_part("facet", (facet,)), asked) if part])


def derived(search: Search, before: Search) -> str:
    """The address of a search made from another one, in the default order where that was."""
    return Links(reordered(search, before)).here()


def to_themes(ids: Iterable[str]) -> str:
    """The address of the search for works on any of these themes."""
    return _join(SEARCH, [_part("theme", sorted(ids))])


def to_search(text: str = "", **filters: str) -> str:
    """The address of a new search: a query, and a value for any of the filters."""
    given = {"q": text, **filters}
    pairs = ((name, given[name]) for name in _ORDER if given.get(name))
    return _join(SEARCH, (f"{name}={quote_plus(value)}" for name, value in pairs))


class Links:
    """The addresses that lead on from one search. Whatever changes the works found leads to their first page."""

    def __init__(self, search: Search, path: str = SEARCH) -> None:
        self._search = search
        self._path = path
        self._parts = {name: _part(name, values) for name, values in pairs(search).items()}

    def here(self, path: str | None = None) -> str:
        """The canonical address of the search itself, or of the same search in another form (`API`)."""
        return self._with({}, path)

    def page(self, number: int) -> str:
        """Another page of the same results."""
        return self._with({"page": "" if number == 1 else f"page={number}"})

    def query(self, text: str) -> str:
        """Another query with the same filters."""
        return self._from_first({"q": _part("q", (text,))})

    def sort(self, order: str) -> str:
        """The same works in another order."""
        default = default_sort(self._search.tree)
        return self._from_first({"sort": "" if order == default else f"sort={order}"})

    def expand(self, on: bool) -> str:
        """With or without synonyms and translations."""
        return self._from_first({"expand": "" if on else "expand=0"})

    def meaning(self, choice: str) -> str:
        """Without works related by meaning (0), with them apart (1), or merged with the hits (merge)."""
        return self._from_first({"meaning": "" if choice == MEANINGS[0] else f"meaning={choice}"})

    def all_of(self, on: bool) -> str:
        """Works that have all of the ticked themes, or any of them."""
        return self._from_first({"theme_all": "theme_all=1" if on else ""})

    def without_years(self, name: str) -> str:
        """Without one end (`year_from`, `year_to`) of the range of years."""
        return self._from_first({name: ""})

    def cleared(self) -> str:
        """The query alone, every filter taken off."""
        names = (*_FACET_NAMES, "theme_all", "year_from", "year_to")
        return self._from_first(dict.fromkeys(names, ""))

    def toggles(self, facet: str) -> "Toggles":
        """The addresses that tick or untick the values of a facet."""
        at = _ORDER.index(facet)
        before = [self._parts[name] for name in _ORDER[:at] if name in self._parts]
        after = [self._parts[name] for name in _ORDER[at + 1 :] if name in self._parts and name != "page"]
        without = self._from_first({facet: "", **({"theme_all": ""} if facet == "theme" else {})})
        return Toggles(facet, self._search.filters.get(facet, ()), without, f"{self._path}?" + _glue(before), after)

    def hidden(self, *but: str) -> tuple[tuple[str, str], ...]:
        """Names and values that a form has to carry along, those that it asks for itself left out."""
        left_out = {*but, "page"}
        return tuple(
            (name, value) for name, values in pairs(self._search).items() if name not in left_out for value in values
        )

    def _from_first(self, changed: Mapping[str, str]) -> str:
        return self._with({"page": "", **changed})

    def _with(self, changed: Mapping[str, str], path: str | None = None) -> str:
        parts = {**self._parts, **changed}
        return _join(path or self._path, (parts[name] for name in _ORDER if parts.get(name)))


class Toggles:
    """The links of one facet; a page has hundreds, so what they share is joined once."""

    def __init__(self, facet: str, ticked: tuple[str, ...], without: str, head: str, after: list[str]) -> None:
        self._facet = facet
        self._ticked = ticked
        self._without = without
        self._head = head
        self._tail = "".join(f"&{part}" for part in after)

    def toggle(self, value: str) -> str:
        """The same search with a value ticked, or no longer ticked."""
        ticked = self._ticked
        if not ticked:
            return f"{self._head}{self._facet}={_quoted(value)}{self._tail}"
        others = tuple(each for each in ticked if each != value) if value in ticked else (*ticked, value)
        kept = sorted(others, key=int) if FIELD[self._facet].kind == "integer" else sorted(others)
        if not kept:
            return self._without
        return f"{self._head}{_part(self._facet, kept)}{self._tail}"


def pairs(search: Search) -> dict[str, tuple[str, ...]]:
    """The parameters of a search in canonical order, each with its values; defaults are left out."""
    themes = search.filters.get("theme")
    found: dict[str, tuple[str, ...]] = {
        "q": (search.text,) if search.text else (),
        **search.filters,
        "theme_all": ("1",) if themes and "theme" in search.all_of else (),
        "year_from": () if search.year_from is None else (str(search.year_from),),
        "year_to": () if search.year_to is None else (str(search.year_to),),
        "sort": () if search.sort == default_sort(search.tree) else (search.sort,),
        "page": () if search.page == 1 else (str(search.page),),
        "per_page": () if search.per_page == PER_PAGE else (str(search.per_page),),
        "expand": () if search.expand else ("0",),
        "meaning": () if search.meaning == MEANINGS[0] else (search.meaning,),
    }
    return {name: found[name] for name in _ORDER if found.get(name)}


def _part(name: str, values: Iterable[str]) -> str:
    return "&".join(f"{name}={_quoted(value)}" for value in values)


@lru_cache(maxsize=16_384)
def _quoted(value: str) -> str:
    return quote_plus(value)


def _glue(parts: Iterable[str]) -> str:
    return "".join(f"{part}&" for part in parts)


def _join(path: str, parts: Iterable[str]) -> str:
    query = "&".join(parts)
    return f"{path}?{query}" if query else path
