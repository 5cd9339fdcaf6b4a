"""From plan nodes to the JSON queries of OpenSearch."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from kb.document import ZONES
from kb.errors import BadQuery
from kb.plan import (
    ZONE_NAMES,
    All,
    Between,
    Everything,
    Except,
    Has,
    Leaf,
    Node,
    Prefixed,
    Sequences,
    Tokens,
)
from kb.plan import Any as AnyOf

Query = dict[str, Any]

MERGED = "zones"
"""The field that holds the tokens of all zones: one clause there finds what takes one in each zone."""

LONGEST = 8000
"""A longer token is cut and its hash added: Lucene takes terms of up to 32,766 bytes."""

FULL_MATCH = 4096
"""What a leaf that a nearby work has adds to its score, times what it weighs: more than all ranking together."""

TIE = 0.2
"""What the zones count in which a word is found besides the best one."""

WEIGHTS = {zone.name: zone.weight for zone in ZONES}


def joined(tokens: Iterable[str]) -> str:
    """Tokens as a text that the whitespace analyser splits into the same tokens."""
    return " ".join(map(_bounded, tokens))


def _bounded(token: str) -> str:
    return token if len(token) <= LONGEST else f"{token[:LONGEST]}#{hashlib.sha256(token.encode()).hexdigest()}"


class Writer:
    """Writes nodes as queries.

    `zones` says whether words are looked for zone by zone, which ranks better, or in all zones at once, which takes
    fewer clauses. Every writer finds the same works.
    """

    def __init__(self, zones: bool = True) -> None:
        self._zones = zones

    def query(self, node: Node) -> Query:
        """The query that finds and ranks what a node matches."""
        match node:
            case Tokens(tokens, zones):
                return self._any_of(tokens, zones)
            case Sequences(options, zones):
                return self._sequences(options, zones)
            case Prefixed(prefix, zones):
                return _best([_prefix(prefix, name, weight) for name, weight in self._weights(zones)])
            case Has(name, values):
                return {"terms": {f"filed.{name}": list(values)}}
            case Between(name, low, high):
                bounds = {"gte": low, "lte": high}
                return {"range": {name: {key: value for key, value in bounds.items() if value is not None}}}
            case All(children):
                return self._all(children)
            case AnyOf(children):
                return {"bool": {"should": self.options(children), "minimum_should_match": 1}}
            case Except(child):
                return {"bool": {"must_not": [self.query(child)]}}
            case Leaf():
                return self._leaf(node)
            case Everything():
                return {"match_all": {}}
        raise AssertionError(f"{node} is no node of a plan.")

    def _any_of(self, tokens: Sequence[str], zones: tuple[str, ...]) -> Query:
        if self._zones:
            return self._match(joined(tokens), zones, "best_fields")
        terms = [_bounded(each) for each in tokens]
        return _best([{"terms": {name: terms, "boost": weight}} for name, weight in self._weights(zones)])

    def _sequences(self, options: tuple[tuple[str, ...], ...], zones: tuple[str, ...]) -> Query:
        return _best([self._match(joined(option), zones, "phrase") for option in options])

    def _match(self, text: str, zones: tuple[str, ...], kind: str) -> Query:
        fields = [f"{name}^{weight:g}" for name, weight in self._weights(zones)]
        return {"multi_match": {"query": text, "fields": fields, "type": kind, "analyzer": "tokens",
                                "tie_breaker": TIE}}  # fmt: skip

    def _weights(self, zones: tuple[str, ...]) -> list[tuple[str, float]]:
        if not self._zones and zones == ZONE_NAMES:
            return [(MERGED, 1.0)]
        return [(name, WEIGHTS[name]) for name in zones]

    def _all(self, children: tuple[Node, ...]) -> Query:
        """What was typed as words ranks; what a work must have besides does not."""
        parts: dict[str, list[Query]] = {}
        for child in children:
            match child:
                case Except(excluded):
                    parts.setdefault("must_not", []).append(self.query(excluded))
                case Has() | Between() | Everything():
                    parts.setdefault("filter", []).append(self.query(child))
                case _:
                    parts.setdefault("must", []).append(self.query(child))
        return {"bool": parts}

    def _leaf(self, leaf: Leaf) -> Query:
        typed = self.query(leaf.child)
        if not leaf.expansions:
            return typed
        by_weight: dict[float, list[Node]] = {}
        for expansion in leaf.expansions:
            by_weight.setdefault(expansion.weight, []).append(expansion.child)
        added = [{"dis_max": {"queries": self.options(nodes), "boost": weight}} for weight, nodes in by_weight.items()]
        return {"dis_max": {"queries": [typed, *added]}}

    def options(self, nodes: Sequence[Node]) -> list[Query]:
        """Queries of which one has to match; what a single clause can hold is put together."""
        filed: dict[str, list[str]] = {}
        single: dict[str, None] = {}
        others: dict[Node, None] = {}
        for node in nodes:
            if isinstance(node, Has):
                filed.setdefault(node.field, []).extend(node.values)
            elif tokens := self._single(node):
                single |= dict.fromkeys(tokens)
            else:
                others[node] = None
        queries = [self.query(Has(name, tuple(values))) for name, values in filed.items()]
        queries += [self._any_of(tuple(single), ZONE_NAMES)] if single else []
        return queries + [self.query(node) for node in others]

    def _single(self, node: Node) -> tuple[str, ...]:
        """The terms of which any is what a node asks for in any zone; empty when it asks for more than terms, or when
        the zones are not to be put together."""
        if self._zones:
            return ()
        match node:
            case Leaf(_, child, ()):
                return self._single(child)
            case Tokens(tokens, zones) if zones == ZONE_NAMES:
                return tokens
        return ()


def _prefix(prefix: str, name: str, weight: float) -> Query:
    return {"prefix": {name: {"value": prefix, "boost": weight}}}


def _best(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": queries, "tie_breaker": TIE}}


def clauses(query: Query) -> int:
    """How many clauses the cluster counts in a query."""
    kind, inner = next(iter(query.items()))
    match kind:
        case "multi_match":
            words = 1 if inner["type"] == "phrase" else inner["query"].count(" ") + 1
            return words * len(inner["fields"])
        case "dis_max":
            return sum(map(clauses, inner["queries"]))
        case "bool":
            return sum(clauses(part) for parts in inner.values() if isinstance(parts, list) for part in parts)
        case "function_score":
            return clauses(inner["query"])
    return 1


class Queries:
    """Writes queries that a cluster takes, the best ranking first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._writers = (Writer(), Writer(zones=False))

    def ranked(self, node: Node) -> Query:
        """Finds and ranks what a node matches; `BadQuery` when it is more than the cluster takes."""
        return self._fitting([writer.query(node) for writer in self._writers])

    def matching(self, node: Node) -> Query:
        """Finds what a node matches, in as few clauses as can be."""
        return self._fitting([self._writers[-1].query(node)])

    def near(self, must: Node, wanted: Sequence[Leaf], weights: Sequence[float], least: int) -> Query:
        """Works that match `must` and at least `least` of the leaves, those whose leaves weigh most first. The leaves
        that a hit has are named by their position."""
        must_query = self._writers[-1].query(must)
        return self._fitting([_near(must_query, [writer.query(leaf) for leaf in wanted], weights, least)
                              for writer in self._writers])  # fmt: skip

    def _fitting(self, queries: list[Query]) -> Query:
        fewest = 0
        for query in queries:
            fewest = clauses(query)
            if fewest <= self._limit:
                return query
        raise BadQuery(
            f"This search has {fewest} different words and phrases; the OpenSearch cluster takes {self._limit}"
            " (its setting indices.query.bool.max_clause_count).",
            "q",
        )


def _near(must: Query, leaves: list[Query], weights: Sequence[float], least: int) -> Query:
    named = [
        {"function_score": {"query": leaf, "weight": FULL_MATCH * weight, "boost_mode": "sum", "_name": str(position)}}
        for position, (leaf, weight) in enumerate(zip(leaves, weights, strict=True))
    ]
    return {"bool": {"should": named, "minimum_should_match": least, "filter": [must]}}
