"""How many works each theme and each group of them has, counted once for each build."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from kb.engine import Engine, count
from kb.query import Search
from kb.vocabulary import Vocabulary


@dataclass(frozen=True)
class Tally:
    """Works filed under a theme (`own`), and for a group at the top under it or any narrower theme, each work once
    (`whole`); `used` are the themes that have these works, the theme itself first."""

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
        if self._vocabulary.concepts[id_].broader:  # a work is filed under it when it is under a narrower one
            works = own.get(id_, 0)
            return Tally(works, works, (id_,) if works else ())
        used = tuple(each for each in (id_, *self._vocabulary.narrower.get(id_, ())) if own.get(each))
        if len(used) < 2:
            return Tally(own.get(id_, 0), sum(own[each] for each in used), used)
        # A work may have several of the themes, so their counts cannot be added.
        whole = count(self._engine, Search(filters={"theme": used}))
        return Tally(own.get(id_, 0), whole, used)
