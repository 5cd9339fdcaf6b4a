"""The page of results: everything that it says, before any template."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import itemgetter

from kb.document import FACETS, FIELD
from kb.engine import Expanded, Hit, Results
from kb.hints import Hint
from kb.query import EVERYTHING, Search
from kb.related import about
from kb.text import words
from kb.web import links as addresses
from kb.web.formats import FORMATS
from kb.web.labels import Labels, Text, count, joined
from kb.web.links import Links
from kb.web.pages.alternatives import Alternative
from kb.web.pages.facets import (
    AppliedFilter,
    FacetView,
    YearForm,
    applied_filters,
    facet_view,
    year_form,
)
from kb.web.pages.hits import HitView, hit_view
from kb.web.pages.pagination import PageLink, last_page, page_links
from kb.web.params import holds_nothing
from kb.web.unknown import Unknown

TERMS = 4
"""Terms that were added and are shown at once; all open on demand."""


@dataclass(frozen=True)
class SortLink:
    """An order: its `label`, and the `url` of the results in it, `None` when they already are."""

    label: str
    url: str | None


@dataclass(frozen=True)
class ExpansionView:
    """What was searched for too: all its names, the first of each language before the second of any."""

    terms: tuple[Text, ...]


@dataclass(frozen=True)
class Advice:
    """What a reader may do about a search: wider ones with how many works each finds, filters that its words stand for,
    and what it asks for that nothing has."""

    wider: Sequence[tuple[Alternative, int]] = ()
    hints: Sequence[Hint] = ()
    unknown: Sequence[Unknown] = ()


@dataclass(frozen=True)
class UnknownView:
    """Something asked for that nothing has: a sentence (`text`), the `nearest` labels, each with the search for it
    instead, and the page of all (`every`, `every_url`)."""

    text: str
    nearest: tuple[tuple[str, str], ...]
    every: str
    every_url: str


@dataclass(frozen=True)
class AlternativeView:
    """A wider search: its `label`, how many works it finds, and its `url`."""

    label: str
    count: str
    url: str


@dataclass(frozen=True)
class HintView:
    """A filter that some typed `words` stand for: the `name` of the facet, the `label`, how many works it leads to
    (`count`), and the `url` that accepts it."""

    name: str
    label: str
    words: str
    count: int
    url: str


@dataclass(frozen=True)
class SearchPage:
    """The page of results.

    - `title`: what the window is called
    - `q`: the query as typed
    - `hidden`: names and values that the search form carries along
    - `summary`: how many works for what, in one sentence
    - `note`: what could not be searched for; `None` when all could
    - `unknown`: themes and cities that it asks for and nothing has
    - `suggestion`, `suggestion_url`: a query that finds more; `None` when there is none
    - `hints`: filters to be accepted in place of words
    - `also`, `also_more`: some of the names that the thesaurus added, and how many others it did
    - `expansions`: all of them, concepts before everyday words
    - `expand_url`: the search without it, or with it when it is off; `None` when no word is searched for
    - `expand_on`: whether synonyms and translations are searched for
    - `applied`, `clear_url`: the filters that are on, and the search without any
    - `facets`, `year_form`: what can be ticked, facets without values left out, and the range of years
    - `sorts`: the orders
    - `hits`, `first`: this page of results and the number of its first one
    - `pages`, `last_page_url`: the other pages; where the last one is, for a page past the end
    - `nearby`: works that nearly match
    - `related`: works found by meaning alone, when they are asked for and not merged
    - `meanings`: the other ways to show such works, none where the site cannot
    - `alternatives`: wider searches, when nothing is found
    - `canonical`, `json_url`: the address of this search, and its answer as JSON
    - `exports`: forms in which all works found can be taken away, each with its address
    - `explain_url`: where one can ask why it does not find a work
    - `indexable`: whether a search engine may list the page
    """

    title: str
    q: str
    hidden: tuple[tuple[str, str], ...]
    summary: str
    note: str | None
    unknown: tuple[UnknownView, ...]
    suggestion: str | None
    suggestion_url: str | None
    hints: tuple[HintView, ...]
    also: tuple[Text, ...]
    also_more: int
    expansions: tuple[ExpansionView, ...]
    expand_url: str | None
    expand_on: bool
    applied: tuple[AppliedFilter, ...]
    clear_url: str
    facets: tuple[FacetView, ...]
    year_form: YearForm
    sorts: tuple[SortLink, ...]
    hits: tuple[HitView, ...]
    first: int
    pages: tuple[PageLink, ...]
    last_page_url: str | None
    nearby: tuple[HitView, ...]
    related: tuple[HitView, ...]
    meanings: tuple[SortLink, ...]
    alternatives: tuple[AlternativeView, ...]
    canonical: str
    json_url: str
    exports: tuple[tuple[str, str], ...]
    explain_url: str
    indexable: bool


def search_page(
    search: Search,
    results: Results,
    labels: Labels,
    advice: Advice = Advice(),
    related: Sequence[Hit] | None = None,
) -> SearchPage:
    """The page for a search and its results; `related` are works found by meaning, `None` where the site cannot."""
    links = Links(search)
    last = last_page(results.total, search.per_page)
    ticked = search.filters.get("language", ())
    summary = summary_line(search, results.total, labels)
    expansions = _expansions(results, search, labels)
    also = _first(expansions)
    return SearchPage(
        title=summary,
        q=search.text,
        hidden=links.hidden("q"),
        summary=summary,
        note=_note(search),
        unknown=tuple(_unknown(each, search, labels) for each in advice.unknown),
        suggestion=results.suggestion,
        suggestion_url=links.query(results.suggestion) if results.suggestion else None,
        hints=tuple(_hint(hint, search, labels) for hint in advice.hints),
        also=also,
        also_more=sum(len(each.terms) for each in expansions) - len(also),
        expansions=expansions,
        expand_url=links.expand(not search.expand) if results.expansions or not search.expand else None,
        expand_on=search.expand,
        applied=applied_filters(search, labels, links),
        clear_url=links.cleared(),
        facets=_facets(search, results, labels, links),
        year_form=year_form(search, links),
        sorts=_sorts(search, links),
        hits=tuple(hit_view(hit, labels, ticked) for hit in results.hits),
        first=(search.page - 1) * search.per_page + 1,
        pages=page_links(search.page, last, links.page),
        last_page_url=links.page(last) if search.page > last else None,
        nearby=tuple(hit_view(hit, labels, ticked) for hit in results.nearby),
        related=tuple(hit_view(hit, labels, ticked) for hit in related or ()),
        meanings=() if related is None else tuple(_meanings(search, results, links)),
        alternatives=_alternatives(advice.wider),
        canonical=links.here(),
        json_url=links.here(addresses.API),
        exports=tuple((form.label, addresses.export(search, form.suffix)) for form in FORMATS) if results.total else (),
        explain_url=addresses.explain(replace(search, page=1)),
        indexable=links.here() == addresses.SEARCH,
    )


def _facets(search: Search, results: Results, labels: Labels, links: Links) -> tuple[FacetView, ...]:
    views = (facet_view(results.facets[row.name], search, labels, links) for row in FACETS)
    ranged = (search.year_from, search.year_to) != (None, None)
    return tuple(view for view in views if view.values or (view.field == "year" and ranged))


def summary_line(search: Search, total: int, labels: Labels) -> str:
    """How many works for what: `12 works for “budget” in theme Youth or Women and country Spain`."""
    line = count(total, "work") if total else "No works"
    if search.text and not holds_nothing(search):
        line += f" for “{search.text}”"
    conditions = []
    for row in FACETS:
        ticked = search.filters.get(row.name, ())
        names = [labels.value(row.name, value) for value in ticked]
        if names:
            conditions.append(f"{row.label.lower()} {joined(names, 'and' if row.name in search.all_of else 'or')}")
    if conditions:
        line += f" in {joined(conditions)}"
    return line + _years(search)


def _years(search: Search) -> str:
    match search.year_from, search.year_to:
        case None, None:
            return ""
        case low, None:
            return f" since {low}"
        case None, high:
            return f" up to {high}"
    return f" from {search.year_from} to {search.year_to}"


def _note(search: Search) -> str | None:
    if not holds_nothing(search):
        return None
    return f"Nothing in “{search.text}” can be searched for: it holds no letter or digit. These are all works."


def _hint(hint: Hint, search: Search, labels: Labels) -> HintView:
    label, url = labels.value(hint.field, hint.value), addresses.derived(hint.search, search)
    return HintView(FIELD[hint.field].label, label, hint.words, hint.works, url)


def _unknown(unknown: Unknown, search: Search, labels: Labels) -> UnknownView:
    near = tuple(
        (labels.value(unknown.field, value), addresses.derived(other, search)) for value, other in unknown.near
    )
    if unknown.field == "theme":
        return UnknownView(f"The thesaurus has no theme “{unknown.value}”.", near, "all themes", addresses.THEMES)
    every = addresses.values(Search(sort="newest"), "city")
    return UnknownView(f"No work is in a city “{unknown.value}”.", near, "all cities", every)


def _expansions(results: Results, search: Search, labels: Labels) -> tuple[ExpansionView, ...]:
    themes = labels.vocabulary.concepts
    ordered = sorted(results.expansions, key=lambda each: each.concept not in themes)
    views = (_expansion(expanded, search, labels) for expanded in ordered)
    return tuple(view for view in views if view.terms)


def _first(expansions: Sequence[ExpansionView]) -> tuple[Text, ...]:
    """The first name of each expansion, then the second of each, and so on."""
    rounds = zip_longest(*(each.terms[:TERMS] for each in expansions))
    return tuple([term for names in rounds for term in names if term][:TERMS])


def _expansion(expanded: Expanded, search: Search, labels: Labels) -> ExpansionView:
    """What was added to what was typed, the first label of each language before the second of any."""
    typed = f" {' '.join(words(search.text))} "
    terms = [labels.term(term) for term in expanded.terms if f" {' '.join(words(term))} " not in typed]
    seen: Counter[str | None] = Counter()
    ranked = []
    for term in terms:
        ranked.append((seen[term.language], term))
        seen[term.language] += 1
    return ExpansionView(tuple(term for _, term in sorted(ranked, key=itemgetter(0))))


def _sorts(search: Search, links: Links) -> tuple[SortLink, ...]:
    orders = {"relevance": "Best match", "newest": "Newest", "oldest": "Oldest", "title": "Title"}
    if search.tree == EVERYTHING and search.sort != "relevance":
        del orders["relevance"]
    return tuple(SortLink(label, None if search.sort == name else links.sort(name)) for name, label in orders.items())


def _meanings(search: Search, results: Results, links: Links) -> Iterator[SortLink]:
    """The ways to show related works that the page does not show now; hits in another order cannot be merged."""
    if not about(search.tree):
        return
    labels = {"1": "Also show works related by meaning" if search.meaning == "0" else "Show related works apart"}
    if search.meaning != "0" and search.sort == "relevance" and results.total:
        labels["merge"] = "Merge related works into the results"
    labels["0"] = "Hide related works"
    yield from (SortLink(label, links.meaning(way)) for way, label in labels.items() if way != search.meaning)


def _alternatives(wider: Sequence[tuple[Alternative, int]]) -> tuple[AlternativeView, ...]:
    return tuple(
        AlternativeView(each.label, count(total, "work"), Links(each.search).here()) for each, total in wider if total
    )
