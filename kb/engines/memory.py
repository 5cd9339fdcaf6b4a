"""The reference: every node of a plan is held against every work. Slow, and right."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import uuid4

from kb.document import FIELD, Document
from kb.engines.base import Opened, StoreEngine, alone, every_once
from kb.engines.columns import Columns, mask_of
from kb.engines.masks import MaskStore
from kb.engines.store import Entry, Record, entry
from kb.errors import StaleIndex
from kb.plan import All, Any, Between, Except, Has, Leaf, Node, Prefixed, Sequences, Tokens
from kb.planner import Planner


def matches(node: Node, work: Entry) -> bool:
    """Whether a work is what a node asks for: the definition that every engine is held to."""
    match node:
        case Tokens() | Sequences() | Prefixed():
            return bool(_zones(node, work))
        case Has(name, values):
            return not set(values).isdisjoint(work.card.filed[name])
        case Between(_, low, high):
            year = work.card.year
            return year is not None and (low is None or low <= year) and (high is None or year <= high)
        case All(children):
            return all(matches(child, work) for child in children)
        case Any(children):
            return any(matches(child, work) for child in children)
        case Except(child):
            return not matches(child, work)
        case Leaf(_, child, expansions):
            return matches(child, work) or any(matches(expansion.child, work) for expansion in expansions)
    return True


def _zones(node: Tokens | Sequences | Prefixed, work: Entry) -> list[str]:
    """The zones of a work in which a node is found."""
    return [zone for zone in node.zones if _in_zone(node, work.tokens[zone])]


def _in_zone(node: Tokens | Sequences | Prefixed, tokens: list[str]) -> bool:
    match node:
        case Tokens(wanted):
            return any(token in tokens for token in wanted)
        case Prefixed(prefix):
            return any(token.startswith(prefix) for token in tokens)
        case Sequences(options):
            return any(_runs(list(option), tokens) for option in options)


def _runs(option: list[str], tokens: list[str]) -> bool:
    return any(tokens[at : at + len(option)] == option for at, token in enumerate(tokens) if token == option[0])


def score(node: Node, work: Entry) -> float:
    """The weights of the zones in which each leaf is found; an expansion counts less."""
    match node:
        case Tokens() | Sequences() | Prefixed():
            return float(sum(FIELD[zone].weight for zone in _zones(node, work)))
        case All(children) | Any(children):
            return sum(score(child, work) for child in children)
        case Leaf(_, child, expansions):
            others = (expansion.weight * _expanded(expansion.child, work) for expansion in expansions)
            return max(score(child, work), *others, 0.0)
    return 0.0


def _expanded(node: Node, work: Entry) -> float:
    return float(matches(node, work)) if isinstance(node, Has) else score(node, work)


class MemoryStore(MaskStore):
    """Analysed works in a list."""

    def __init__(self, works: Mapping[str, Entry]) -> None:
        self._works = list(works.values())
        languages = {language for work in self._works for language in work.record.document.languages}
        super().__init__(Columns({at: work.card for at, work in enumerate(self._works)}), tuple(sorted(languages)))

    def mask(self, node: Node) -> int:
        """The works that a node matches."""
        return mask_of((at for at, work in enumerate(self._works) if matches(node, work)), len(self._works))

    def scores(self, node: Node) -> Mapping[int, float]:
        """What every work scores."""
        return {at: score(node, work) for at, work in enumerate(self._works)}

    def record(self, number: int) -> Record:
        """The record of a work."""
        return self._works[number].record

    def words(self) -> Mapping[str, int]:
        """Every folded word with the number of works that hold it."""
        return Counter(
            token[1:]
            for work in self._works
            for token in {token for tokens in work.tokens.values() for token in tokens}
            if token.startswith("=")
        )


class MemoryEngine(StoreEngine):
    """An engine that forgets when its process ends."""

    name = "memory"

    def __init__(self, planner: Planner) -> None:
        super().__init__(planner)
        self._works: dict[str, Entry] = {}
        self._now: Opened | None = None
        self._writing = threading.Lock()

    def opened(self) -> Opened:
        """The works as the last writer left them."""
        if self._now is None:
            raise StaleIndex("There is no index yet: run `python ingest.py`.")
        return self._now

    def replace(self, documents: Iterable[Document]) -> int:
        """Make these the only works."""
        with alone(self._writing):
            return self._publish(self._analysed(documents))

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> int:
        """Add, replace and take out works."""
        with alone(self._writing):
            gone = set(removed)
            kept = {id_: work for id_, work in self._works.items() if id_ not in gone}
            return self._publish(kept | self._analysed(documents))

    def _analysed(self, documents: Iterable[Document]) -> dict[str, Entry]:
        return {document.id: entry(document, self.planner) for document in every_once(documents)}

    def _publish(self, works: dict[str, Entry]) -> int:
        cards = [work.card for work in works.values()]
        self._now = Opened(MemoryStore(works), uuid4().hex[:12], lambda: cards, self.planner)
        self._works = works
        return len(works)
