"""Plans as tantivy's query objects; what a reader types never reaches tantivy's own query language."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tantivy import FieldType, Occur, Query, Schema

from kb.document import ZONES
from kb.plan import All, Any, Between, Except, Has, Leaf, Node, Prefixed, Sequences, Tokens

WEIGHTS = {zone.name: zone.weight for zone in ZONES}
CACHED = 2048
MANY = 20
"""Nearby works are ranked by more than how many words they have only when fewer words than this are asked for."""

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def place(zone: str, token: str) -> tuple[str, str]:
    """The field and the text under which a token of a zone is indexed."""
    return (f"{zone}_words", token[1:]) if token.startswith("=") else (zone, token)


class _Atom(NamedTuple):
    """What is looked up in one field: a term, a run of terms, or the beginning of a term."""

    field: str
    text: str
    run: tuple[str, ...] = ()
    is_prefix: bool = False


class Queries:
    """Makes queries over one schema; those of leaves are kept, the same concepts are asked for again and again."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._ranked = lru_cache(CACHED)(self._ranked_leaf)
        self._matched = lru_cache(CACHED)(self._matched_leaf)

    def matched(self, node: Node) -> Query:
        """What a node matches, all with a score of 0."""
        return _scoring(0.0, self._match(node))

    def ranked(self, node: Node) -> Query:
        """What a node matches, with the scores of its leaves."""
        match node:
            case Leaf() | Tokens() | Sequences() | Prefixed():
                return self._ranked(node)
            case All(children):
                return _every(self.ranked(child) for child in children)
            case Any(children):
                return _some([self.ranked(child) for child in children])
        return self.matched(node)

    def among(self, ids: list[str], node: Node) -> Query:
        """What a node matches of a few works."""
        return _every((self._any("by_id", ids), self.matched(node)))

    def near(self, must: Node, wanted: tuple[Leaf, ...], had: list[float], least: int) -> Query:
        """Works that have at least `least` but not all of `wanted`; each that they have scores what it has in `had`,
        and when there are not too many, what the leaf itself scores besides."""
        some = [(Occur.Should, _scoring(score, self._match(leaf))) for leaf, score in zip(wanted, had, strict=True)]
        parts = [
            (Occur.Must, self.matched(must)),
            (Occur.Must, Query.boolean_query(some, minimum_number_should_match=least)),
            (Occur.MustNot, _every(self._match(leaf) for leaf in wanted)),
        ]
        if len(wanted) < MANY:
            parts += [(Occur.Should, self.ranked(leaf)) for leaf in wanted]
        return Query.boolean_query(parts)

    def _match(self, node: Node) -> Query:
        match node:
            case Leaf() | Tokens() | Sequences() | Prefixed():
                return self._matched(node)
            case All(children):
                return _every(self._match(child) for child in children)
            case Any(children):
                return _some([self._match(child) for child in children])
            case Except(child):
                return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self._match(child))])
            case Has(name, values):
                return self._any(f"filed_{name}", values)
            case Between(name, low, high):
                high = 9999 if high is None else high
                return Query.range_query(self._schema, name, FieldType.Integer, low or 0, high)
        return Query.all_query()

    def _matched_leaf(self, node: Leaf | Tokens | Sequences | Prefixed) -> Query:
        """All that a leaf takes, each thing once."""
        found: dict[_Atom, None] = {}
        others: list[Query] = []
        for each in _alternatives(node):
            match each:
                case Has(name, values):
                    found |= {_Atom(f"filed_{name}", value): None for value in values}
                case Tokens() | Sequences() | Prefixed():
                    found |= dict.fromkeys(self._atoms(each))
                case _:
                    others.append(self._match(each))
        return _some([*(self._atom(atom) for atom in found), *others])

    def _ranked_leaf(self, node: Leaf | Tokens | Sequences | Prefixed) -> Query:
        """For a leaf the best of what was typed and its expansions; for words the sum of what they score by zone."""
        if not isinstance(node, Leaf):
            return self._words([node])
        expansions: dict[float, list[Node]] = {}
        for each in node.expansions:
            expansions.setdefault(each.weight, []).append(each.child)
        others = [_boosted(weight, query) for weight, nodes in expansions.items() for query in self._expanded(nodes)]
        return _best([self.ranked(node.child), *others])

    def _expanded(self, nodes: list[Node]) -> Iterator[Query]:
        """Expansions that weigh the same: all their words as if they were one, all their concepts as one set."""
        words = [node for node in nodes if isinstance(node, Tokens | Sequences | Prefixed)]
        if words:
            yield self._words(words)
        filed = [node for node in nodes if isinstance(node, Has)]
        if filed:
            yield _scoring(1.0, _some([self._match(node) for node in filed]))
        yield from (self.ranked(node) for node in nodes if not isinstance(node, Tokens | Sequences | Prefixed | Has))

    def _words(self, nodes: list[Tokens | Sequences | Prefixed]) -> Query:
        zones: dict[str, list[Query]] = {}
        for atom in dict.fromkeys(atom for node in nodes for atom in self._atoms(node)):
            zones.setdefault(atom.field.partition("_")[0], []).append(self._atom(atom))
        return _some([_boosted(WEIGHTS[zone], _best(queries)) for zone, queries in zones.items()])

    def _atoms(self, node: Tokens | Sequences | Prefixed) -> Iterator[_Atom]:
        for zone in node.zones:
            match node:
                case Tokens(tokens):
                    yield from (_Atom(*place(zone, token)) for token in tokens)
                case Prefixed(prefix):
                    yield _Atom(*place(zone, prefix), is_prefix=True)
                case Sequences(options):
                    yield from (self._run(zone, option) for option in options)

    def _run(self, zone: str, option: tuple[str, ...]) -> _Atom:
        if len(option) == 1:
            return _Atom(zone, option[0])
        return _Atom(zone, "", option)

    def _atom(self, atom: _Atom) -> Query:
        if atom.is_prefix:
            pattern = _SPECIAL.sub(r"\\\1", atom.text) + ".*"
            return _scoring(1.0, Query.regex_query(self._schema, atom.field, pattern))
        if atom.run:
            return Query.phrase_query(self._schema, atom.field, list(atom.run))
        return Query.term_query(self._schema, atom.field, atom.text, "freq")

    def _any(self, field: str, texts: Iterable[str]) -> Query:
        """Any of a few terms; tantivy's own query for sets takes longer than dozens of these."""
        return _some([Query.term_query(self._schema, field, text, "basic") for text in texts])


def _alternatives(node: Node) -> Iterator[Node]:
    if isinstance(node, Leaf):
        yield from _alternatives(node.child)
        for expansion in node.expansions:
            yield from _alternatives(expansion.child)
    else:
        yield node


def _every(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _some(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _best(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _boosted(weight: float, query: Query) -> Query:
    return Query.boost_query(query, weight)


def _scoring(score: float, query: Query) -> Query:
    return Query.const_score_query(query, score)
