"""The log of searches that every system is asked, as ours and in a form that others can be asked in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec

from kb.query import And, Node, Phrase, Prefix, Search, Word, parse

LOG = Path(__file__).parent / "queries.jsonl"

PER_PAGE = 20

Part = Word | Phrase | Prefix

WARM_UP = ("street", "mayor", "river", "escuela", "école", "praça", "carrer", "Kinder", "piazza", '"city hall"', "vot*")
"""Searches that are asked before any is timed; none of them stands in the log."""


@dataclass(frozen=True)
class Query:
    """A search of the log: words, at most one kind of them special, and ticked filters; `kind` says what it is for."""

    kind: str
    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None

    @cached_property
    def search(self) -> Search:
        """As our engines are asked it, one page of results; with nothing typed the newest come first."""
        sort = "relevance" if self.q else "newest"
        return Search.of(
            self.q, filters=self.filters, year_from=self.year_from, year_to=self.year_to, sort=sort, per_page=PER_PAGE
        )

    @cached_property
    def plain_search(self) -> Search:
        """The same without synonyms and translations: no more than what other systems are asked."""
        return replace(self.search, expand=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The words, phrases and prefixes, all of which a work must have."""
        return _parts(parse(self.q)) if self.q else ()

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters of the search's address in our API."""
        ticked = [(name, value) for name, values in self.filters.items() for value in values]
        years = [("year_from", self.year_from), ("year_to", self.year_to)]
        return (*((("q", self.q),) if self.q else ()), *ticked, *((name, str(y)) for name, y in years if y is not None))


def _parts(node: Node) -> tuple[Part, ...]:
    if isinstance(node, And):
        return tuple(part for child in node.children for part in _parts(child))
    if isinstance(node, Word | Phrase | Prefix) and node.field is None:
        return (node,)
    raise ValueError(f"The log holds a search that others cannot be asked: {node}")


def load(path: Path = LOG) -> list[Query]:
    """The log, in its order."""
    decoder = msgspec.json.Decoder(Query)
    return [decoder.decode(line) for line in path.read_text(encoding="utf-8").splitlines()]


def warm_up() -> list[Query]:
    """The searches that come before the log."""
    return [Query("warm-up", q) for q in WARM_UP]
