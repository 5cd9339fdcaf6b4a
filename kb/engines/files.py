"""An engine whose index is a folder of files: one build answers while the next is written."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from kb.document import Document
from kb.engine import Results, Suggestion
from kb.engines import cards as card_files
from kb.engines.base import Opened, StoreEngine, every_once
from kb.engines.builds import REBUILD, Builds, Draft, Manifest, Shape
from kb.engines.store import Entry, Store, entry
from kb.errors import EngineUnavailable, KbError, StaleIndex
from kb.planner import Planner
from kb.query import Search
from kb.zones import Card


class Writer(Protocol):
    """Writes into one draft."""

    def add(self, work: Entry) -> None:
        """Add a work; one with its id must have been removed before."""

    def remove(self, id_: str) -> None:
        """Take a work out."""


class Format(Protocol):
    """How a search library keeps an index in a folder."""

    name: str

    def immutable(self, file_name: str) -> bool:
        """Whether a file of this name never changes once it is written."""

    def failed(self, error: BaseException) -> bool:
        """Whether an error says that the library could not read its files."""

    def writer(self, folder: Path) -> AbstractContextManager[Writer]:
        """Write into a folder, empty or holding an index; what was written is there when the context ends well."""

    def open(self, folder: Path, cards: Mapping[str, Card], languages: tuple[str, ...]) -> Store:
        """Open the index in a folder for reading."""


class FileEngine(StoreEngine):
    """Reads the current build, and writes the next beside it."""

    def __init__(self, folder: Path, planner: Planner, format_: Format) -> None:
        super().__init__(planner)
        self.name = format_.name
        self._format = format_
        self._shape = Shape.of(planner.vocabulary)
        self._builds = Builds(folder, self._shape)
        self._opening = threading.Lock()
        self._now: Opened | None = None
        self._stamp: tuple[int, int] | None = None

    def opened(self) -> Opened:
        """The current build; another one is noticed here."""
        now, stamp = self._now, self._builds.stamp()
        if now is not None and stamp == self._stamp and stamp is not None:
            return now
        with self._opening, self._reading():
            while self._now is None or self._stamp != self._builds.stamp() or self._stamp is None:
                self._reopen()
            return self._now

    def _reopen(self) -> None:
        stamp = self._builds.stamp()
        try:
            now = self._open(self._builds.current())
        except BaseException as error:
            if isinstance(error, KbError) or not self._format.failed(error) or stamp == self._builds.stamp():
                raise
            return  # the build was replaced while it was being opened
        self._now, self._stamp = now, stamp

    def _open(self, manifest: Manifest) -> Opened:
        folder = self._builds.path(manifest)
        written = card_files.data(folder)
        store = self._format.open(folder, card_files.parse(written), manifest.languages)
        if store.count != manifest.count:
            raise StaleIndex(
                f"The index holds {store.count} works where its manifest says {manifest.count}: run `{REBUILD}`."
            )
        return Opened(store, manifest.build, lambda: card_files.parse(written).values(), self.planner)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Say as an engine that cannot answer what a library says in its own way."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, KbError) or not self._format.failed(error):
                raise
            raise EngineUnavailable(
                f"The index in {self._builds.folder} cannot be read ({error}): run `{REBUILD}`."
            ) from error

    def search(self, search: Search) -> Results:
        """Find works."""
        with self._reading():
            return super().search(search)

    def get(self, id_: str) -> Document | None:
        """One work, whole; `None` when there is none."""
        with self._reading():
            return super().get(id_)

    def suggest(self, prefix: str, language: str, limit: int = 10) -> list[Suggestion]:
        """Completions of what is being typed, best first."""
        with self._reading():
            return super().suggest(prefix, language, limit)

    def replace(self, documents: Iterable[Document]) -> int:
        """Make these the only works."""
        with self._builds.draft() as draft:
            return self._write(draft, documents, ())

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> int:
        """Add, replace and take out works."""
        with self._builds.draft(self._format.immutable) as draft:
            return self._write(draft, documents, removed)

    def _write(self, draft: Draft, documents: Iterable[Document], removed: Iterable[str]) -> int:
        cards = card_files.load(draft.path)
        changes = 0
        with self._format.writer(draft.path) as writer:
            for id_ in removed:
                if cards.pop(id_, None):
                    writer.remove(id_)
                    changes += 1
            for document in every_once(documents):
                if document.id in cards:
                    writer.remove(document.id)
                work = entry(document, self.planner)
                writer.add(work)
                cards[document.id] = work.card
                changes += 1
        if changes or not draft.linked:
            self._publish(draft, cards)
        return len(cards)

    def _publish(self, draft: Draft, cards: dict[str, Card]) -> None:
        """Save the cards, count what was written, and let it answer."""
        card_files.save(cards.values(), draft.path)
        languages = tuple(sorted({language for card in cards.values() for language in card.filed["language"]}))
        written = self._format.open(draft.path, cards, languages).count
        if written != len(cards):
            raise EngineUnavailable(f"{written} works were written where {len(cards)} were given: nothing was changed.")
        draft.publish(len(cards), languages, self._shape)
