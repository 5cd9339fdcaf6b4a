"""What the API answers: the shapes of its JSON, and how they are filled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from markupsafe import escape

from kb.engine import Description, Facet, Hit, Results, Suggestion
from kb.explain import Explanation
from kb.hints import Hint
from kb.query import MEANINGS, Search
from kb.web import links
from kb.web.labels import Labels

Via = Literal["word", "synonym", "translation", "meaning"]


@dataclass(frozen=True)
class MatchedAnswer:
    """Why a work was found: a term, how it was reached, and the field that it stands in."""

    term: str
    via: Via
    field: str


@dataclass(frozen=True)
class ResultAnswer:
    """A work found. `title`, `summary` and `snippet` are in `language`; `snippet` is HTML, escaped, with `<mark>`;
    `url` is the path of its page. What is unknown is null."""

    id: str
    type: str
    title: str
    summary: str
    language: str
    languages: tuple[str, ...]
    city: str | None
    country: str | None
    year: int | None
    year_end: int | None
    themes: tuple[str, ...]
    url: str
    snippet: str
    matched: tuple[MatchedAnswer, ...]


@dataclass(frozen=True)
class NearbyAnswer(ResultAnswer):
    """A work that lacks some of the words: `missing`."""

    missing: tuple[str, ...]


@dataclass(frozen=True)
class ValueAnswer:
    """A value of a facet, what it is called, and how many works there would be with it ticked too."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetAnswer:
    """The values of a facet, most frequent first; `truncated` when there are more."""

    values: tuple[ValueAnswer, ...]
    truncated: bool


@dataclass(frozen=True)
class QueryAnswer:
    """The search as understood: the query, every filter with its values (`year_from`, `year_to` and `theme_all`
    among them), and the order."""

    q: str
    filters: Mapping[str, tuple[str, ...]]
    sort: Literal["relevance", "newest", "oldest", "title"]


@dataclass(frozen=True)
class ExpansionAnswer:
    """A concept that was searched for too, with its labels."""

    concept: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class HintAnswer:
    """A filter that some typed `words` stand for, and the path of the search with the filter in their place."""

    field: str
    value: str
    label: str
    words: str
    url: str


@dataclass(frozen=True)
class FacetsAnswer:
    """Every facet."""

    theme: FacetAnswer
    city: FacetAnswer
    country: FacetAnswer
    year: FacetAnswer
    language: FacetAnswer
    type: FacetAnswer


@dataclass(frozen=True)
class SearchAnswer:
    """The answer to a search: exact `total`, one page of `results`, all `facets`; `nearby` works that have most of
    the words, never counted; `suggestion`, a query that finds more; `expansions`, what was searched for too;
    `hints`, filters to be offered for words, none of them applied;
    `related`, only where it is asked for, works found by meaning alone, never counted. Merged, they stand in `results`,
    which then may be more than `per_page`."""

    query: QueryAnswer
    total: int
    page: int
    per_page: int
    took_ms: float
    results: tuple[ResultAnswer, ...]
    facets: FacetsAnswer
    nearby: tuple[NearbyAnswer, ...]
    suggestion: str | None
    expansions: tuple[ExpansionAnswer, ...]
    hints: tuple[HintAnswer, ...]
    related: tuple[ResultAnswer, ...] | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True)
class ConditionAnswer:
    """One thing that a search asks for, whether the work has it (`met`), how many works would be found `without` it,
    and the path of that search."""

    kind: Literal["query", "filter"]
    text: str
    met: bool
    without: int
    url: str


@dataclass(frozen=True)
class ExplainAnswer:
    """Whether a search finds a work, at which `rank` (from 1; null when it is not found or beyond 1,000) of how many,
    and every condition of the search."""

    id: str
    found: bool
    rank: int | None
    total: int
    conditions: tuple[ConditionAnswer, ...]


@dataclass(frozen=True)
class SuggestionAnswer:
    """A completion: its text, what it is (title, city, theme), the id or value behind it, and the path to go to."""

    text: str
    kind: str
    value: str
    url: str


@dataclass(frozen=True)
class SuggestAnswer:
    """The completions of what is being typed, best first."""

    q: str
    suggestions: tuple[SuggestionAnswer, ...]


@dataclass(frozen=True)
class HealthAnswer:
    """The site answers, with this engine and so many works."""

    status: Literal["ok"]
    engine: str
    documents: int


@dataclass(frozen=True)
class Failure:
    """What is wrong: the HTTP status, a sentence, and the parameter where it is one."""

    status: int
    message: str
    field: str | None


@dataclass(frozen=True)
class ErrorAnswer:
    """The answer when there is none."""

    error: Failure


def search_answer(
    search: Search,
    results: Results,
    labels: Labels,
    took_ms: float,
    related: tuple[Hit, ...] = (),
    hints: Iterable[Hint] = (),
) -> SearchAnswer:
    """The answer for a search and its results, found in so many milliseconds."""
    return SearchAnswer(
        query=QueryAnswer(search.text, _filters(search), search.sort),  # type: ignore[arg-type]
        total=results.total,
        page=search.page,
        per_page=search.per_page,
        took_ms=round(took_ms, 2),
        results=tuple(ResultAnswer(**_result(hit)) for hit in results.hits),
        facets=FacetsAnswer(**{name: _facet(facet, labels) for name, facet in results.facets.items()}),
        nearby=tuple(NearbyAnswer(**_result(hit), missing=hit.missing) for hit in results.nearby),
        suggestion=results.suggestion,
        expansions=tuple(ExpansionAnswer(each.concept, each.terms) for each in results.expansions),
        hints=tuple(_hint(hint, search, labels) for hint in hints),
        related=_related(search, related),
    )


def _related(search: Search, hits: tuple[Hit, ...]) -> tuple[ResultAnswer, ...] | msgspec.UnsetType:
    return msgspec.UNSET if search.meaning == MEANINGS[0] else tuple(ResultAnswer(**_result(hit)) for hit in hits)


def _hint(hint: Hint, search: Search, labels: Labels) -> HintAnswer:
    label, url = labels.value(hint.field, hint.value), links.derived(hint.search, search)
    return HintAnswer(hint.field, hint.value, label, hint.words, url)


def _filters(search: Search) -> dict[str, tuple[str, ...]]:
    unlike = {"q", "sort", "page", "per_page", "expand", "meaning"}
    return {name: values for name, values in links.pairs(search).items() if name not in unlike}


def _result(hit: Hit) -> dict[str, Any]:
    document = hit.document
    version = document.version(hit.language)
    return {
        "id": document.id,
        "type": document.type,
        "title": version.title,
        "summary": version.summary,
        "language": version.language,
        "languages": document.languages,
        "city": document.city,
        "country": document.country,
        "year": document.year,
        "year_end": document.year_end,
        "themes": document.themes,
        "url": links.work(document.id),
        "snippet": marked(hit.snippet),
        "matched": tuple(MatchedAnswer(each.term, each.via, each.field) for each in hit.matched),  # type: ignore[arg-type]
    }


def marked(snippet: tuple[tuple[str, bool], ...]) -> str:
    """A snippet as HTML: everything escaped, the words that were found inside `<mark>`."""
    return "".join(f"<mark>{escape(text)}</mark>" if is_marked else str(escape(text)) for text, is_marked in snippet)


def _facet(facet: Facet, labels: Labels) -> FacetAnswer:
    values = (
        ValueAnswer(each.value, labels.value(facet.field, each.value), each.count, each.selected)
        for each in facet.values
    )
    return FacetAnswer(tuple(values), facet.truncated)


def explain_answer(id_: str, search: Search, found: Explanation) -> ExplainAnswer:
    """The answer to why a search does not find a work, or where it does."""
    conditions = tuple(
        ConditionAnswer(each.kind, each.text, each.met, each.without, links.derived(each.rest, search))
        for each in found.conditions
    )
    return ExplainAnswer(id_, found.found, found.rank, found.total, conditions)


def suggest_answer(typed: str, found: list[Suggestion]) -> SuggestAnswer:
    """The completions of what was typed, each with the page that it leads to."""
    return SuggestAnswer(
        typed, tuple(SuggestionAnswer(each.text, each.kind, each.value, _destination(each)) for each in found)
    )


def _destination(found: Suggestion) -> str:
    if found.kind in ("theme", "city"):
        return links.to_search(**{found.kind: found.value})
    return links.work(found.value) if found.kind == "title" else links.to_search(found.text)


def health_answer(description: Description) -> HealthAnswer:
    """The health of an engine that answers."""
    return HealthAnswer("ok", description.engine, description.documents)
