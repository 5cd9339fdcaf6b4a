"""The first page: what this is, what is in it, and ways in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.engine import Facet, FacetValue, Results
from kb.web import links
from kb.web.labels import Labels, Text, count, joined, own_language, types
from kb.web.pages.hits import HitView, hit_view

EXAMPLES = ("participatory budgeting youth", '"citizens\' assembly" climate', "presupuestos participativos")
THEMES = 24
COUNTRIES = 18
SPAN = 5
"""Years in one bar of the histogram."""

STEPS = 10
"""Heights that a bar can have."""


@dataclass(frozen=True)
class Entry:
    """A way into the collection: its `label`, how many works are there, and the search for them."""

    label: Text
    count: int
    url: str


@dataclass(frozen=True)
class Bar:
    """Some years: their `label`, the works that began in them, the `height` of the bar, 1 to 10, and the search."""

    label: str
    count: int
    height: int
    url: str


@dataclass(frozen=True)
class HomePage:
    """The first page.

    - `summary`: how much there is, in one sentence
    - `examples`: queries to try, each with its search
    - `types`, `countries`, `languages`: what is in here, most frequent first
    - `more_countries`: how many countries are not shown
    - `periods`: works by the years in which they began
    - `themes`: the most frequent concepts
    - `latest`: the latest works
    - `all_url`: all works
    """

    summary: str
    examples: tuple[tuple[str, str], ...]
    types: tuple[Entry, ...]
    countries: tuple[Entry, ...]
    more_countries: int
    languages: tuple[Entry, ...]
    periods: tuple[Bar, ...]
    themes: tuple[Entry, ...]
    latest: tuple[HitView, ...]
    all_url: str


def home_page(results: Results, labels: Labels) -> HomePage:
    """The first page for the answer to the search for everything, newest first."""
    countries = _entries(results.facets["country"], lambda code: Text(labels.value("country", code)))
    return HomePage(
        summary=_summary(results),
        examples=tuple((example, links.to_search(example)) for example in EXAMPLES),
        types=_entries(results.facets["type"], lambda name: Text(types(name))),
        countries=countries[:COUNTRIES],
        more_countries=len(countries[COUNTRIES:]),
        languages=_entries(results.facets["language"], own_language),
        periods=periods(results.facets["year"].values),
        themes=_entries(results.facets["theme"], lambda id_: Text(labels.value("theme", id_)))[:THEMES],
        latest=tuple(hit_view(hit, labels) for hit in results.hits),
        all_url=links.SEARCH,
    )


def _summary(results: Results) -> str:
    sizes = {name: len(facet.values) for name, facet in results.facets.items()}
    parts = [
        count(sizes["city"], "city", "cities"),
        count(sizes["country"], "country", "countries"),
        count(sizes["language"], "language"),
    ]
    return f"{count(results.total, 'work')} from {joined(parts[:2])}, in {parts[2]}"


def _entries(facet: Facet, label: Callable[[str], Text]) -> tuple[Entry, ...]:
    return tuple(
        Entry(label(each.value), each.count, links.to_search(**{facet.field: each.value})) for each in facet.values
    )


def periods(values: Iterable[FacetValue]) -> tuple[Bar, ...]:
    """Works by spans of five years, empty spans between two others included."""
    counts: dict[int, int] = {}
    for value in values:
        first = int(value.value) // SPAN * SPAN
        counts[first] = counts.get(first, 0) + value.count
    if not counts:
        return ()
    highest = max(counts.values())
    return tuple(_bar(first, counts.get(first, 0), highest) for first in range(min(counts), max(counts) + 1, SPAN))


def _bar(first: int, total: int, highest: int) -> Bar:
    last = first + SPAN - 1
    return Bar(
        label=f"{first}–{last % 100:02}",
        count=total,
        height=-(-total * STEPS // highest),
        url=links.to_search(year_from=str(first), year_to=str(last)),
    )
