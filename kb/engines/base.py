"""What all engines share: the port, answered from whatever store is open."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock

from kb.completions import Completions
from kb.document import Document
from kb.engine import Description, Results, Suggestion
from kb.engines.answer import Answerer
from kb.engines.spelling import Speller
from kb.engines.store import Store
from kb.errors import BadDocument, EngineUnavailable
from kb.planner import Planner
from kb.query import Search
from kb.zones import Card


class Opened:
    """A build that is open; what is made from it once is made on first need."""

    def __init__(self, store: Store, build: str, cards: Callable[[], Iterable[Card]], planner: Planner) -> None:
        self.store = store
        self.build = build
        self._cards = cards
        self._planner = planner

    @cached_property
    def completions(self) -> Completions:
        """The completions of this build."""
        return Completions(self._cards(), self._planner.vocabulary)

    @cached_property
    def speller(self) -> Speller:
        """Corrections to words of this build."""
        return Speller(self.store, self._planner)


class StoreEngine(ABC):
    """The reading half of an engine: every answer comes from `opened()`."""

    name: str

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self._answerer = Answerer(planner)

    @abstractmethod
    def opened(self) -> Opened:
        """The build that answers now; `StaleIndex` when there is none that can."""

    def search(self, search: Search) -> Results:
        """Find works."""
        opened = self.opened()
        return self._answerer.answer(opened.store, search, lambda: opened.speller)

    def get(self, id_: str) -> Document | None:
        """One work, whole; `None` when there is none."""
        record = self.opened().store.get(id_)
        return record.document if record else None

    def suggest(self, prefix: str, language: str, limit: int = 10) -> list[Suggestion]:
        """Completions of what is being typed, best first."""
        return self.opened().completions.find(prefix, language, limit)

    def describe(self) -> Description:
        """Name, count, build and languages."""
        opened = self.opened()
        return Description(self.name, opened.store.count, opened.build, opened.store.languages)

    def close(self) -> None:  # noqa: B027 (nothing to do is a fine default)
        """Let go of what is held: files are closed when the last search that reads them is done."""


@contextmanager
def alone(lock: Lock) -> Iterator[None]:
    """Hold a lock, or refuse to wait for it."""
    if not lock.acquire(blocking=False):
        raise EngineUnavailable("The index is being written: try again when that is done.")
    try:
        yield
    finally:
        lock.release()


def every_once(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents as they come; `BadDocument` when an id comes twice."""
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise BadDocument(f"Two works have the id {document.id!r}.", "id")
        seen.add(document.id)
        yield document
