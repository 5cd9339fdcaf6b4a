"""Matching and ranking from postings: a leaf becomes the works that have it, and the tree is arithmetic on sets."""

import math
from abc import abstractmethod
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb.document import ZONES
from kb.engines.columns import Columns, mask_of, numbers_of
from kb.engines.masks import MaskStore
from kb.plan import All, Any, Between, Except, Has, Leaf, Node, Prefixed, Sequences, Tokens

WEIGHTS = {zone.name: zone.weight for zone in ZONES}
K1, B = 1.2, 0.75
CACHED = 4096
"""So many terms and leaves are kept while a build is open."""


class Postings(NamedTuple):
    """Works, each with how often it has a term or how much it scores."""

    numbers: "array[int]"
    weights: "array[float]"

    @classmethod
    def of(cls, weights: Mapping[int, float]) -> "Postings":
        """The postings of a mapping."""
        return cls(array("I", weights), array("d", weights.values()))


Zoned = Mapping[str, Postings]
"""The works that have a token, zone by zone; zones in which none has it are left out."""

NONE = Postings.of({})


class PostingStore(MaskStore):
    """A store whose engine reads the postings of tokens."""

    def __init__(self, columns: Columns, languages: tuple[str, ...]) -> None:
        super().__init__(columns, languages)
        self._token = lru_cache(CACHED)(self.read_token)
        self._postings = lru_cache(CACHED)(self._find)
        self._mask = lru_cache(CACHED)(self._leaf_mask)
        self._best = lru_cache(CACHED // 16)(self._best_of)
        self._lengths = lru_cache(len(WEIGHTS))(self._read_lengths)

    @abstractmethod
    def read_token(self, token: str) -> Zoned:
        """The works that have a token, with how often they have it."""

    @abstractmethod
    def read_places(self, zone: str, token: str, wanted: list[int]) -> Mapping[int, list[int]]:
        """Where a token stands in works that have it in a zone; they are given in ascending order."""

    @abstractmethod
    def read_tokens(self, prefix: str) -> list[str]:
        """The tokens that begin like this."""

    @abstractmethod
    def read_lengths(self, zone: str) -> list[int]:
        """How many tokens the zone of each work has."""

    def mask(self, node: Node) -> int:
        """The works that a node matches."""
        match node:
            case Tokens() | Sequences() | Prefixed():
                return self._mask(node)
            case Has():
                return self.columns.filed(node)
            case Between():
                return self.columns.between(node)
            case Except(child):
                return self.columns.everything & ~self.mask(child)
            case All(children):
                return self._every(children)
            case Any(children):
                return self._some(children)
            case Leaf(_, child, expansions):
                return self._some((child, *(expansion.child for expansion in expansions)))
        return self.columns.everything

    def _every(self, children: Iterable[Node]) -> int:
        mask = self.columns.everything
        for child in children:
            if not mask:
                break
            mask &= self.mask(child)
        return mask

    def _some(self, children: Iterable[Node]) -> int:
        mask = 0
        for child in children:
            mask |= self.mask(child)
        return mask

    def _leaf_mask(self, node: Tokens | Sequences | Prefixed) -> int:
        return mask_of(self._postings(node).numbers, self.columns.size) & self.columns.everything

    def scores(self, node: Node) -> Mapping[int, float]:
        """What works score: the sum of the leaves, and for a leaf the best of what was typed and its expansions."""
        match node:
            case Tokens() | Sequences() | Prefixed():
                found = self._postings(node)
                return dict(zip(found.numbers, found.weights, strict=True))
            case All(children) | Any(children):
                total: dict[int, float] = {}
                for child in children:
                    for number, score in self.scores(child).items():
                        total[number] = total.get(number, 0.0) + score
                return total
            case Leaf():
                found = self._best(node)
                return dict(zip(found.numbers, found.weights, strict=True))
        return {}

    def _best_of(self, leaf: Leaf) -> Postings:
        """For each work the best of what was typed and its expansions."""
        best = dict(self.scores(leaf.child))
        for expansion in leaf.expansions:
            for number, score in self._expanded(expansion.child).items():
                weighed = expansion.weight * score
                if weighed > best.get(number, 0.0):
                    best[number] = weighed
        return Postings.of(best)

    def _expanded(self, node: Node) -> Mapping[int, float]:
        if isinstance(node, Has):
            return dict.fromkeys(numbers_of(self.columns.filed(node)), 1.0)
        return self.scores(node)

    def _find(self, node: Tokens | Sequences | Prefixed) -> Postings:
        """Works by BM25 in each zone; all that the node takes counts as one term."""
        scores: dict[int, float] = {}
        for zone in node.zones:
            if not (found := self._frequencies(node, zone)):
                continue
            norms = self._lengths(zone)
            rare = WEIGHTS[zone] * math.log(1 + (self.count - len(found) + 0.5) / (len(found) + 0.5))
            for number, often in found.items():
                score = rare * often * (K1 + 1) / (often + norms[number])
                scores[number] = scores.get(number, 0.0) + score
        return Postings.of(scores)

    def _read_lengths(self, zone: str) -> list[float]:
        """The part of BM25 that the length of each work has."""
        lengths = self.read_lengths(zone)
        average = max(1.0, sum(lengths) / max(1, len(lengths)))
        return [K1 * (1 - B + B * length / average) for length in lengths]

    def _frequencies(self, node: Tokens | Sequences | Prefixed, zone: str) -> dict[int, float]:
        match node:
            case Tokens(tokens):
                return _most(self._token(token).get(zone, NONE) for token in tokens)
            case Prefixed(prefix):
                return _most(self._token(token).get(zone, NONE) for token in self.read_tokens(prefix))
            case Sequences(options):
                return _most(self._sequence(zone, option) for option in options)

    def _sequence(self, zone: str, option: tuple[str, ...]) -> Postings:
        if len(option) == 1:
            return self._token(option[0]).get(zone, NONE)
        return self._run(zone, option)

    def _run(self, zone: str, option: tuple[str, ...]) -> Postings:
        """The works in which the tokens follow each other, with how often they do."""
        mask = self.columns.everything
        for token in option:
            mask &= mask_of(self._token(token).get(zone, NONE).numbers, self.columns.size)
            if not mask:
                return NONE
        wanted = numbers_of(mask)
        starts: dict[int, set[int]] = {}
        for offset, token in enumerate(option):
            places = self.read_places(zone, token, wanted)
            here = {number: {at - offset for at in places[number]} for number in wanted}
            starts = {number: starts[number] & here[number] for number in wanted} if starts else here
        return Postings.of({number: float(len(found)) for number, found in starts.items() if found})


def _most(postings: Iterable[Postings]) -> dict[int, float]:
    """Postings joined, each work with the most that it has in one of them."""
    best: dict[int, float] = {}
    for numbers, weights in postings:
        for number, weight in zip(numbers, weights, strict=True):
            if weight > best.get(number, 0.0):
                best[number] = weight
    return best
