"""An engine that counts the seconds spent in it."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kb.document import Document
from kb.engine import Description, Engine, Results, Suggestion
from kb.query import Search


class Timed:
    """Passes everything on to an engine; `writing` and `searching` are the seconds of all calls so far."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.writing = 0.0
        self.searching = 0.0

    def replace(self, documents: Iterable[Document]) -> int:
        """Counted as writing."""
        with self._clock("writing"):
            return self._engine.replace(documents)

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> int:
        """Counted as writing."""
        with self._clock("writing"):
            return self._engine.update(documents, removed)

    def search(self, search: Search) -> Results:
        """Counted as searching."""
        with self._clock("searching"):
            return self._engine.search(search)

    def get(self, id_: str) -> Document | None:
        """Passed on."""
        return self._engine.get(id_)

    def suggest(self, prefix: str, language: str, limit: int = 10) -> list[Suggestion]:
        """Passed on."""
        return self._engine.suggest(prefix, language, limit)

    def describe(self) -> Description:
        """Passed on."""
        return self._engine.describe()

    def close(self) -> None:
        """Passed on."""
        self._engine.close()

    @contextmanager
    def _clock(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            setattr(self, name, getattr(self, name) + time.perf_counter() - start)
