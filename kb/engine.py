"""The port: what every engine does, and what it answers with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from kb.document import Document
from kb.query import Search

FACET_SIZE = 1000
"""A facet shows at most so many values and says when there are more."""

PAST = 999_999_999
"""A page beyond all works, and the last that may be asked for."""

NEARBY_BELOW = 20
"""Nearby works are looked for when fewer works than this have all the words, and at most so many are given."""


@dataclass(frozen=True)
class Matched:
    """Why a work was found: a term of the text, how it was reached (word, synonym, translation, narrower:
    the work is filed under a concept below), and its field."""

    term: str
    via: str
    field: str


@dataclass(frozen=True)
class Hit:
    """A work found, in the version that fits best. `snippet` is text in pieces, each with whether it is marked;
    `missing` are the words that a nearby work lacks."""

    document: Document
    language: str
    score: float
    snippet: tuple[tuple[str, bool], ...] = ()
    matched: tuple[Matched, ...] = ()
    missing: tuple[str, ...] = ()


class FacetValue(msgspec.Struct, frozen=True, gc=False):
    """A value of a facet (a year as digits) and in how many works it would be found if it were ticked too."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class Facet:
    """The values of a field over the hits, its own filter aside; most frequent first, ticked values always there."""

    field: str
    values: tuple[FacetValue, ...]
    truncated: bool = False


@dataclass(frozen=True)
class Expanded:
    """A concept that the thesaurus added to the query, with the labels that were searched for."""

    concept: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """The answer to a search: exact total, one page of hits, every facet (none where only hits are asked for), and
    works that nearly match."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    nearby: tuple[Hit, ...] = ()
    suggestion: str | None = None
    expansions: tuple[Expanded, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A completion: its text, what it is (title, city, theme), and the id or value that it stands for."""

    text: str
    kind: str
    value: str


@dataclass(frozen=True)
class Description:
    """The state of an engine: its name, how many works it holds, the build they are in and their languages."""

    engine: str
    documents: int
    build: str
    languages: tuple[str, ...] = field(default=())


class Engine(Protocol):
    """A store of works that finds them. The rules that every engine keeps:

    1. Words are ANDed; OR, -not, "phrase", prefix* and field:value come only from the tree. When fewer than 20 works
       have all the words, `nearby` holds up to 20 more that have at least half of them, rounded down, or are on a
       concept near in meaning: first those that have what fewest works have, each saying what it misses. They are
       never counted in `total` or facets, and filters and exclusions hold for them too.
    2. A blank query means all works; filters still apply.
    3. Values of one filter are ORed, filters are ANDed; a facet's counts ignore its own filter. Where
       `Search.all_of` asks for all values they do not: there, as in a facet with nothing ticked, the count shown is
       the number of hits after ticking it too. A ticked value never vanishes, even at 0.
    4. Facets are complete up to `FACET_SIZE` values and say `truncated`. Missing is `None`, never 0 or "".
    5. `total` is exact. A page past the end is empty with the true total.
    6. Ties are broken by id, so pages never overlap. A missing year sorts last in both directions.
    7. Unknown fields, sorts and bad syntax are `BadQuery`, raised before the engine (by `kb.query`).
    8. An engine that cannot answer raises `EngineUnavailable`, never an empty list.
    9. `replace` and `update` are all or nothing: written beside, checked, swapped; the old build answers until the
       last step, and after a kill at any moment. A reader never sees half a batch.
    10. A manifest beside the build holds the analysis version, the field table's fingerprint, the vocabulary's, the
        version of what engines write, and the count; a mismatch is `StaleIndex`.
    11. Matching, totals and facets are equal on all engines; ranking is asked only of clear pairs (title beats
        body, both words beat one).
    """

    def replace(self, documents: Iterable[Document]) -> int:
        """Make these the only works; returns how many. Documents may be a stream; ids must be unique."""

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> int:
        """Add or replace works by id and take out the removed; returns how many works there are then."""

    def search(self, search: Search) -> Results:
        """Find works."""

    def get(self, id_: str) -> Document | None:
        """One work, whole; `None` when there is none."""

    def suggest(self, prefix: str, language: str, limit: int = 10) -> list[Suggestion]:
        """Completions of what is being typed, titles, cities and themes, best first."""

    def describe(self) -> Description:
        """Name, count, build and languages; the health check."""

    def close(self) -> None:
        """Let go of files and connections."""


def count(engine: Engine, search: Search) -> int:
    """How many works a search finds, and nothing else: a page past the end needs no order and no records."""
    return engine.search(replace(search, page=PAST, only_hits=True)).total
