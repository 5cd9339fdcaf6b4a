"""A store that answers from sets of works, each set the bits of one integer: memory and Whoosh share it."""

import heapq
from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from kb.engines.columns import Columns, numbers_of
from kb.engines.lexicon import Lexicon
from kb.engines.store import HAD, Found, Near, Question, Record
from kb.plan import Leaf, Node, leaves


class MaskStore(Lexicon):
    """Finds by `mask`, ranks by `scores`; both are the engine's, all else is here."""

    def __init__(self, columns: Columns, languages: tuple[str, ...]) -> None:
        self.columns = columns
        self.count = columns.everything.bit_count()
        self.languages = languages

    @abstractmethod
    def mask(self, node: Node) -> int:
        """The works that a node matches."""

    @abstractmethod
    def scores(self, node: Node) -> Mapping[int, float]:
        """What works score for the leaves of a node; works that are not named score nothing."""

    @abstractmethod
    def record(self, number: int) -> Record:
        """The record of a work."""

    def get(self, id_: str) -> Record | None:
        """One record; `None` when there is none."""
        number = self.columns.number.get(id_)
        return None if number is None else self.record(number)

    def find(self, question: Question) -> Found:
        """Match, order, count."""
        nodes = {id(node): node for node in (question.node, *question.facets.values())}
        masks = {key: self.mask(node) for key, node in nodes.items()}
        mask = masks[id(question.node)]
        works = tuple((score, self.record(number)) for score, number in self._page(mask, question))
        counts = {name: self.columns.counts(masks[id(node)], name) for name, node in question.facets.items()}
        return Found(mask.bit_count(), works, counts)

    def _page(self, mask: int, question: Question) -> list[tuple[float, int]]:
        if question.start >= min(question.stop, mask.bit_count()):
            return []
        if question.sort != "relevance" or not leaves(question.node):
            ordered = islice(self.columns.ordered(mask, question.sort), question.start, question.stop)
            return [(0.0, number) for number in ordered]
        scores, rank = self.scores(question.node), self.columns.rank
        best = heapq.nsmallest(
            question.stop, [(-scores.get(number, 0.0), rank[number], number) for number in numbers_of(mask)]
        )
        return [(-score, number) for score, _, number in best[question.start :]]

    def totals(self, nodes: Sequence[Node]) -> list[int]:
        """How many works each node matches."""
        return [self.mask(node).bit_count() for node in nodes]

    def near(
        self, must: Node, wanted: tuple[Leaf, ...], weights: tuple[float, ...], least: int, limit: int
    ) -> list[Near]:
        """Works that lack some of what was wanted, those that have most of it first."""
        possible = self.mask(must)
        masks = [self.mask(leaf) & possible for leaf in wanted]
        had = Counter(number for mask in masks for number in numbers_of(mask))
        enough = [number for number, count in had.items() if least <= count < len(wanted)]
        if not enough:
            return []
        scores: dict[int, float] = dict.fromkeys(enough, 0.0)
        for leaf, mask, rare in zip(wanted, masks, weights, strict=True):
            for number in scores.keys() & set(numbers_of(mask)):
                scores[number] += HAD * rare
            for number, score in self.scores(leaf).items() if mask else ():
                if number in scores:
                    scores[number] += score
        rank = self.columns.rank
        best = heapq.nsmallest(limit, [(-scores[number], rank[number], number) for number in enough])
        return [
            Near(-score, self.record(number), tuple(at for at, mask in enumerate(masks) if not mask >> number & 1))
            for score, _, number in best
        ]
