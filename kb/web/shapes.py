"""The shapes of the JSON that the API answers with; its description is made from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

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


class ValueAnswer(msgspec.Struct, frozen=True, gc=False):
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
    """What was searched for too, with its labels: a concept of the thesaurus, by its id, with the path of its page
    (`url`), or an everyday word (money, pay), which is no theme and has no page: its `concept` is the id of the word
    and its `url` null."""

    concept: str
    terms: tuple[str, ...]
    url: str | None


@dataclass(frozen=True)
class HintAnswer:
    """A filter that some typed `words` stand for, and how many works (`count`) the search at the path `url` finds, with
    the filter in their place."""

    field: str
    value: str
    label: str
    words: str
    count: int
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
