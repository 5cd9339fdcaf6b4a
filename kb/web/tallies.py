"""How many works each theme has, alone and with the narrower ones, counted once for each build."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.engine import Engine
from kb.query import Search
from kb.vocabulary import Vocabulary


@dataclass(frozen=True)
class Tally:
    """Works filed under a theme itself (`own`), and under it or any narrower one, each work once (`whole`);
    `used` are those of these themes that have works, the theme itself first."""

    own: int = 0
    whole: int = 0
    used: tuple[str, ...] = ()


class Tallies:
    """The tallies of all themes, kept as long as the engine answers from the same build."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self._engine = engine
        self._vocabulary = vocabulary
        self._lock = threading.Lock()
        self._build: str | None = None
        self._known: Mapping[str, Tally] = {}

    def of(self, build: str) -> Mapping[str, Tally]:
        """The tally of every concept, by id."""
        with self._lock:
            if build != self._build:
                self._known = self._counted()
                self._build = build
            return self._known

    def _counted(self) -> dict[str, Tally]:
        facet = self._engine.search(Search(per_page=1)).facets["theme"]
        own = {value.value: value.count for value in facet.values}
        return {id_: self._tally(id_, own) for id_ in self._vocabulary.concepts}

    def _tally(self, id_: str, own: Mapping[str, int]) -> Tally:
        used = tuple(each for each in below(self._vocabulary, id_) if own.get(each))
        if len(used) < 2:
            return Tally(own.get(id_, 0), sum(own[each] for each in used), used)
        # A work may have several of the themes, so their counts cannot be added.
        whole = self._engine.search(Search(filters={"theme": used}, per_page=1)).total
        return Tally(own.get(id_, 0), whole, used)


def below(vocabulary: Vocabulary, id_: str) -> Iterator[str]:
    """A theme and all narrower ones, each once."""
    seen: dict[str, None] = {}
    ahead = [id_]
    while ahead:
        each = ahead.pop(0)
        if each not in seen:
            seen[each] = None
            ahead += vocabulary.narrower.get(each, ())
    yield from seen
