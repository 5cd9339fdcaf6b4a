"""What an engine has to do itself: match, rank, count and keep records. All else is shared (`kb.engines.answer`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import msgspec

from kb.document import Document
from kb.plan import Leaf, Node
from kb.planner import Planner
from kb.zones import Card, Reading, card, indexed, read

HAD = 32.0
"""What a leaf counts in the order of nearby works, times its weight, beside what it scores: a work that has the name of
the place and the subject in passing comes before one that is all about the subject elsewhere."""


class Record(NamedTuple):
    """A work as it is kept: whole, with its texts already read and the numbers of the terms of the thesaurus that they
    hold (see `kb.terms`)."""

    document: Document
    readings: tuple[Reading, ...]
    terms: tuple[int, ...] = ()


STORE_VERSION = "4"
"""Changes with what engines write: the fields of their indexes, and how records and cards are kept."""

KEPT_RECORDS = 512
"""So many records are kept while a build is open: some works are found again and again."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Record)


def encode(record: Record) -> bytes:
    """A record as an engine stores it."""
    return _encoder.encode(record)


def decode(data: bytes | memoryview) -> Record:
    """The record that `encode` wrote."""
    return _decoder.decode(data)


class Entry(NamedTuple):
    """A work analysed for the index: the tokens of each zone, and what is kept of it."""

    record: Record
    tokens: dict[str, list[str]]
    card: Card


def entry(document: Document, planner: Planner) -> Entry:
    """A work, analysed once for whatever engine."""
    readings = read(document, planner.analysis)
    tokens, terms = indexed(readings, planner.terms)
    return Entry(Record(document, readings, terms), tokens, card(document, planner.vocabulary))


@dataclass(frozen=True)
class Question:
    """The works that `node` matches: those from `start` up to `stop` in an order, and for each facet how many works of
    another node have which value."""

    node: Node
    sort: str = "relevance"
    start: int = 0
    stop: int = 0
    facets: Mapping[str, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """How many works there are in all, one page of them with their scores, and the counts of facets, zeros left out."""

    total: int
    works: tuple[tuple[float, Record], ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Near:
    """A work that lacks some of what was asked for: `missing` are the positions of the leaves that it lacks."""

    score: float
    record: Record
    missing: tuple[int, ...]


class Store(Protocol):
    """One open build. Orders are those of `kb.query.SORTS`; ties are broken by id; a missing year comes last."""

    count: int
    languages: tuple[str, ...]

    def find(self, question: Question) -> Found:
        """Match, order, count."""

    def totals(self, nodes: Sequence[Node]) -> list[int]:
        """How many works each node matches."""

    def near(
        self, must: Node, wanted: tuple[Leaf, ...], weights: tuple[float, ...], least: int, limit: int
    ) -> list[Near]:
        """Works that match `must` and at least `least` but not all of `wanted`: by `HAD` times the weights of the
        leaves that they have plus their scores, then by id."""

    def get(self, id_: str) -> Record | None:
        """One record."""

    def alike(self, word: str, distance: int) -> Mapping[str, int]:
        """The folded words of the index that are at most so many letters away, with the number of works, about."""
