"""The names of cities, learned from the works that are in them: a facet gives keys only."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping

from kb.document import Document
from kb.engine import Engine
from kb.query import MAX_PER_PAGE, Search
from kb.web.labels import country

ROUNDS = 40
"""How many searches at most one request makes to learn names."""

FEW = 20
"""So few cities are asked for one by one: that brings one work of each, not all of them."""


class Places:
    """City keys and what is shown for them, kept as long as the engine answers from the same build."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._build = ""
        self._known: dict[str, tuple[str, str | None]] = {}
        self._shown: Mapping[str, str] = {}

    def names(self, keys: Iterable[str], build: str) -> Mapping[str, str]:
        """What is shown for these keys, and for all that were asked for before in this build."""
        with self._lock:
            if build != self._build:
                self._build, self._known, self._shown = build, {}, {}
            unknown = [key for key in keys if key not in self._shown]
            if unknown:
                self._learn(unknown)
            return self._shown

    def _learn(self, keys: list[str]) -> None:
        new = cities(examples(self._engine, keys))
        names = {name for name, _ in new.values()}
        alike = {key: place for key, place in self._known.items() if place[0] in names}
        self._known |= new
        self._shown = {**self._shown, **shown(alike | new)}


def examples(engine: Engine, keys: Iterable[str]) -> list[Document]:
    """A work in each of these cities, as far as `ROUNDS` searches find one."""
    left, found = list(keys), dict[str, Document]()
    for _ in range(ROUNDS):
        if not left:
            break
        size = 1 if len(left) <= FEW else MAX_PER_PAGE
        asked = left[:size]
        search = Search(filters={"city": tuple(asked)}, sort="title", per_page=size, only_hits=True)
        works = [hit.document for hit in engine.search(search).hits]
        found |= {work.city_key: work for work in works if work.city_key}
        left = [key for key in left if key not in found and (works or key not in asked)]
    return list(found.values())


def cities(documents: Iterable[Document]) -> dict[str, tuple[str, str | None]]:
    """City and country of each city key among these works."""
    return {
        document.city_key: (document.city, document.country)
        for document in documents
        if document.city_key and document.city
    }


def shown(known: Mapping[str, tuple[str, str | None]]) -> dict[str, str]:
    """What is shown for each key: the name, with its country where two cities share it."""
    shared = Counter(name for name, _ in known.values())
    return {
        key: f"{name} ({country(code)})" if shared[name] > 1 and code else name for key, (name, code) in known.items()
    }
