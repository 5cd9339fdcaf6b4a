"""OpenSearch: a cluster of machines, for when readers or works outgrow one.

Readers need the cluster only. They look once a second whether another build answers.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from kb.document import Document
from kb.engine import Description, Results, Suggestion
from kb.engines.base import Opened, StoreEngine, every_once
from kb.engines.builds import Shape
from kb.engines.opensearch_builds import ClusterBuilds, Draft
from kb.engines.opensearch_client import Action, Client
from kb.engines.opensearch_queries import Queries
from kb.engines.opensearch_store import ClusterStore, Gone, source
from kb.engines.store import entry
from kb.errors import BadDocument, EngineUnavailable, StaleIndex
from kb.planner import Planner
from kb.query import Search
from kb.settings import Settings

FRESH_SECONDS = 1.0
"""How long a reader goes on with the build that it knows before it looks for another."""

LONGEST_ID = 512

Answer = TypeVar("Answer")


class OpenSearchEngine(StoreEngine):
    """An engine whose builds are indexes of a cluster; it may be shared by threads."""

    name = "opensearch"

    def __init__(self, settings: Settings, planner: Planner) -> None:
        super().__init__(planner)
        self._client = Client(settings)
        self._builds = ClusterBuilds(self._client, settings, Shape.of(planner.vocabulary))
        self._opening = threading.Lock()
        self._now: Opened | None = None
        self._looked = self._checked = 0.0

    def opened(self) -> Opened:
        """The build that answers, as known a second ago at most; while the cluster cannot say, the last one known."""
        now = self._now
        if now and time.monotonic() - self._looked < FRESH_SECONDS:
            return now
        # One thread looks, the others go on; the first one of all is waited for.
        if self._opening.acquire(blocking=now is None):
            try:
                return self._look()
            finally:
                self._opening.release()
        assert now is not None, "the lock is not waited for only when a build is known"
        return now

    def _look(self) -> Opened:
        try:
            manifest = self._builds.current()
            if self._now is None or self._now.build != manifest.build:
                queries = Queries(self._client.most_clauses())
                store = ClusterStore(self._client, manifest, queries)
                self._now = Opened(store, manifest.build, store.cards, self.planner)
        except StaleIndex:
            self._now = None
            raise
        except EngineUnavailable:
            if self._now is None:
                raise
        self._looked = time.monotonic()
        return self._now

    def _again(self, ask: Callable[[], Answer]) -> Answer:
        """An answer; asked for a second time when the build went away meanwhile."""
        try:
            return ask()
        except Gone:
            self._looked = 0.0
            return ask()

    def search(self, search: Search) -> Results:
        """Find works."""
        return self._again(lambda: super(OpenSearchEngine, self).search(search))

    def get(self, id_: str) -> Document | None:
        """One work, whole."""
        return self._again(lambda: super(OpenSearchEngine, self).get(id_))

    def suggest(self, prefix: str, language: str, limit: int = 10) -> list[Suggestion]:
        """Completions of what is being typed, best first."""
        return self._again(lambda: super(OpenSearchEngine, self).suggest(prefix, language, limit))

    def describe(self) -> Description:
        """Name, count, build and languages, when the cluster could answer a second ago at most."""
        return self._again(self._described)

    def _described(self) -> Description:
        described = super().describe()
        if time.monotonic() - self._checked > FRESH_SECONDS:
            self._builds.check(described.build)
            self._checked = time.monotonic()
        return described

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def replace(self, documents: Iterable[Document]) -> int:
        """Make these the only works."""
        with self._builds.draft(begun=False) as draft:
            return self._write(draft, every_once(documents), set())

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> int:
        """Add, replace and take out works; nothing is written when nothing changes."""
        stream, gone = every_once(documents), set(removed)
        first = list(islice(stream, 1))
        if not first and (now := self._builds.known()) and not self._builds.count(now.build, gone):
            return now.count
        with self._builds.draft(begun=True) as draft:
            return self._write(draft, chain(first, stream), gone)

    def _write(self, draft: Draft, documents: Iterator[Document], removed: set[str]) -> int:
        """Write a draft, count what came of it, and let it answer."""
        written: set[str] = set()
        gone = (Action(id_, None) for id_ in removed if draft.start)
        self._builds.write(draft, chain(gone, self._actions(documents, written)))
        expected = len(written)
        if draft.start:
            expected += draft.start.count - self._builds.count(draft.start.build, removed | written)
        count = self._builds.count(draft.name)
        if count != expected:
            raise EngineUnavailable(
                f"{count} works were written where there should be {expected}: nothing was changed."
            )
        self._builds.publish(draft, count)
        self._looked = 0.0
        return count

    def _actions(self, documents: Iterable[Document], written: set[str]) -> Iterator[Action]:
        for document in documents:
            if len(document.id.encode()) > LONGEST_ID:
                raise BadDocument(f"The id {document.id[:40]!r}... is longer than {LONGEST_ID} bytes.", "id")
            written.add(document.id)
            yield Action(document.id, source(entry(document, self.planner)))
