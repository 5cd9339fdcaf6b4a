"""The builds of a cluster: an index each, and an alias that names the one that answers.

A build is written beside, checked, and answers from one change of the alias on; from then it is never written again.
An update begins as a clone of the build that answers, so that no reader ever sees half a batch.
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import msgspec

from kb.engines.builds import REBUILD, Manifest, Shape
from kb.engines.opensearch_client import Action, Client
from kb.engines.opensearch_lease import Lease
from kb.engines.opensearch_store import ANALYSIS, MAPPINGS, Gone
from kb.errors import EngineUnavailable, StaleIndex
from kb.settings import Settings

COPY_SECONDS, QUIET_SECONDS = 3600, 15
"""How long the copies of a new build are waited for at most, and while none is being made."""

BLOCKED = {"index.blocks.write": True}
ASKED_AT_ONCE = 10_000


@dataclass
class Draft:
    """A build that is being written: the indexes that the alias named before, and the build that it began as."""

    name: str
    replaced: set[str]
    start: Manifest | None
    lease: Lease
    published: bool = False


class ClusterBuilds:
    """The builds of one alias."""

    def __init__(self, client: Client, settings: Settings, shape: Shape) -> None:
        self._client = client
        self._alias = settings.opensearch_index
        self._shards = settings.opensearch_shards
        self._replicas = settings.opensearch_replicas
        self._shape = shape

    def current(self) -> Manifest:
        """The build that answers; `StaleIndex` when there is none, or when it was made for another shape."""
        manifest = self.known()
        if manifest is None:
            raise StaleIndex(f"There is no index {self._alias!r} in the OpenSearch cluster: run `{REBUILD}`.")
        return manifest

    def known(self) -> Manifest | None:
        """The build that answers; `None` when there is none yet, `StaleIndex` when it is of another shape."""
        manifest = self._manifest()
        if manifest is None:
            return None
        if different := self._shape.differences(manifest.shape):
            raise StaleIndex(f"The index was made for another state of {' and '.join(different)}: run `{REBUILD}`.")
        return manifest

    def _manifest(self) -> Manifest | None:
        # Any node may say: a reader needs no cluster manager.
        path = f"/{self._alias}/_mapping"
        found = self._client.read("GET", path, local="true", filter_path="*.mappings._meta")
        if found is None:
            return None
        try:
            return msgspec.convert(found[max(found)]["mappings"]["_meta"], Manifest)
        except (KeyError, ValueError) as error:
            raise StaleIndex(f"The index {self._alias!r} is none of ours or damaged: run `{REBUILD}`.") from error

    def check(self, build: str) -> None:
        """`Gone` when a shard of the build is away with all its copies, or the build itself."""
        if self._client.lost(build):
            raise Gone("A part of the index is away with all its copies.")

    @contextmanager
    def draft(self, begun: bool) -> Iterator[Draft]:
        """Write a build: an empty one, or one that begins as the current one. Unless it is published, it is gone
        again afterwards. `EngineUnavailable` when another writer is at work."""
        with Lease(self._client, self._alias).held() as lease, self._written(begun, lease) as draft:
            yield draft

    @contextmanager
    def _written(self, begun: bool, lease: Lease) -> Iterator[Draft]:
        name = f"{self._alias}-{datetime.now(UTC):%Y%m%dt%H%M%S}-{uuid4().hex[:6]}"
        draft = Draft(name, self._named(), self.known() if begun else None, lease)
        try:
            self._prune(self._named() | self._before())
            self._begin(draft)
            yield draft
        finally:
            if not draft.published:
                with suppress(EngineUnavailable):
                    self._client.write("DELETE", f"/{name}", ignore_unavailable="true")

    def _named(self) -> set[str]:
        """What the alias names, whatever it is."""
        return set(self._client.read("GET", f"/_alias/{self._alias}") or ())

    def _before(self) -> set[str | None]:
        """The build before the one that answers."""
        try:
            manifest = self._manifest()
        except StaleIndex:
            return set()
        return {manifest.previous} if manifest else set()

    def _begin(self, draft: Draft) -> None:
        copies: dict[str, object] = {"index.number_of_replicas": self._replicas}
        if draft.start:
            # Both links the files, so that only what changes is written. The block of the source is not taken over.
            settings = {**copies, "index.blocks.write": None}
            answer = self._client.write("PUT", f"/{draft.start.build}/_clone/{draft.name}", {"settings": settings})
        else:
            settings = {**copies, "index.number_of_shards": self._shards, "index.refresh_interval": "-1",
                        "analysis": ANALYSIS}  # fmt: skip
            answer = self._client.write("PUT", f"/{draft.name}", {"settings": settings, "mappings": MAPPINGS})
        if not answer["shards_acknowledged"]:
            raise EngineUnavailable("The OpenSearch cluster has no place for another build now.")

    def write(self, draft: Draft, actions: Iterable[Action]) -> None:
        """Write works into a draft and make them countable."""
        self._client.bulk(draft.name, actions)
        self._client.refresh(draft.name)

    def count(self, build: str, ids: Iterable[str] | None = None) -> int:
        """How many works a build has, or has of these."""
        if ids is None:
            return self._count(build, {"match_all": {}})
        asked = sorted(ids)
        parts = (asked[at : at + ASKED_AT_ONCE] for at in range(0, len(asked), ASKED_AT_ONCE))
        return sum(self._count(build, {"terms": {"id": part}}) for part in parts)

    def _count(self, build: str, query: object) -> int:
        answer = self._client.read("POST", f"/{build}/_count", {"query": query})
        if answer is None or answer["_shards"]["failed"]:
            raise EngineUnavailable("The OpenSearch cluster cannot count its works.")
        count: int = answer["count"]
        return count

    def languages(self, build: str) -> tuple[str, ...]:
        """The languages that the works of a build can be read in."""
        terms = {"field": "shown.language", "size": ASKED_AT_ONCE}
        body = {"size": 0, "aggs": {"languages": {"terms": terms}}}
        answer = self._client.write("POST", f"/{build}/_search", body, allow_partial_search_results="false")
        return tuple(sorted(row["key"] for row in answer["aggregations"]["languages"]["buckets"]))

    def publish(self, draft: Draft, count: int) -> None:
        """Let a draft answer: its copies are waited for, its manifest is written, the alias changes."""
        self._wait_for_copies(draft.name)
        previous = max(draft.replaced, default=None)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(draft.name, created, count, self.languages(draft.name), self._shape, previous)
        self._client.write("PUT", f"/{draft.name}/_mapping", {"_meta": msgspec.to_builtins(manifest)})
        self._client.write("PUT", f"/{draft.name}/_settings", BLOCKED)
        draft.lease.check()
        self._swap(draft)
        draft.published = True
        with suppress(EngineUnavailable):  # the next writer does it
            self._prune({draft.name, previous})

    def _wait_for_copies(self, name: str) -> None:
        """Wait until every shard has as many copies as there are nodes for; when nothing moves for a while although
        copies lack, one of each shard is enough."""
        last_move = end = time.monotonic()
        end += COPY_SECONDS
        while True:
            health = self._client.read("GET", f"/_cluster/health/{name}", level="indices", local="true")
            shards = health["indices"][name]["number_of_shards"]
            nodes = health["number_of_data_nodes"]
            if health["active_shards"] >= shards * min(self._replicas + 1, nodes):
                return
            now = time.monotonic()
            last_move = now if health["initializing_shards"] else last_move
            if now > min(end, last_move + QUIET_SECONDS):
                break
            time.sleep(0.1)
        if health["status"] == "red":
            raise EngineUnavailable("The OpenSearch cluster has no place for another build now.")

    def _swap(self, draft: Draft) -> None:
        # Refused when another writer was faster: then nothing is changed.
        actions: list[object] = [
            {"remove": {"index": name, "alias": self._alias, "must_exist": True}} for name in draft.replaced
        ]
        actions.append({"add": {"index": draft.name, "alias": self._alias}})
        trouble = None
        try:
            self._client.write("POST", "/_aliases", {"actions": actions})
        except EngineUnavailable as error:  # it may have been done all the same
            trouble = error
        named = self._named()
        if named == {draft.name}:
            return
        if draft.name in named:
            undo = {"remove": {"index": draft.name, "alias": self._alias}}
            self._client.write("POST", "/_aliases", {"actions": [undo]})
        raise trouble or EngineUnavailable("Another writer was faster: nothing was changed. Try again.")

    def _prune(self, kept: set[str | None] | set[str]) -> None:
        """Remove all other builds: older ones, and what a writer left that died; whoever holds the lease is alone."""
        found = self._client.read("GET", f"/{self._alias}-*/_settings", filter_path="*.settings.index.uuid")
        for name in found or {}:
            if name not in kept and re.fullmatch(rf"{re.escape(self._alias)}-\d{{8}}t\d{{6}}-[0-9a-f]{{6}}", name):
                self._client.write("DELETE", f"/{name}", allowed=(404,))
