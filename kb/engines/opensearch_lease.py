"""One writer at a time, wherever the writers are: a document of the cluster says who writes, and that they still do."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from kb.engines.opensearch_client import SHARD_SECONDS, Client
from kb.errors import EngineUnavailable

BEAT_SECONDS = 3.0
"""A writer says so often that it is at work."""

STALE_SECONDS = 15.0
"""A writer that did not for so long is dead, whatever the clocks of the machines say within some seconds."""

SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
MAPPINGS = {"dynamic": "strict", "properties": {"owner": {"type": "keyword"}, "beat": {"type": "double"}}}


class Lease:
    """The right to write the builds of an alias."""

    def __init__(self, client: Client, alias: str) -> None:
        self._client = client
        self._index = f"/{alias}-writer"
        self._owner = uuid4().hex
        self._place: dict[str, int] = {}
        self._lost = False

    @contextmanager
    def held(self) -> Iterator["Lease"]:
        """Hold the lease and keep it; `EngineUnavailable` when another writer has it."""
        self._take()
        ended = threading.Event()
        beating = threading.Thread(target=self._beat, args=(ended,), daemon=True)
        beating.start()
        try:
            yield self
        finally:
            ended.set()
            beating.join()
            with suppress(EngineUnavailable):  # it ends by itself
                self._client.write("DELETE", f"{self._index}/_doc/1", allowed=(404, 409), **self._place)

    def check(self) -> None:
        """`EngineUnavailable` when another writer took over meanwhile."""
        if self._lost:
            raise EngineUnavailable("Another writer took over: nothing was changed. Try again.")

    def _take(self) -> None:
        held = self._client.read("GET", f"{self._index}/_doc/1")
        if held is None or not held.get("found"):
            if held is None:
                body = {"settings": SETTINGS, "mappings": MAPPINGS}
                self._client.write("PUT", self._index, body, allowed=(400,))  # made by another one just now
            taken = self._write(op_type="create")
        elif time.time() - held["_source"]["beat"] > STALE_SECONDS:
            taken = self._write(if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"])
        else:
            taken = False
        if not taken:
            raise EngineUnavailable("The index is being written: try again when that is done.")

    def _write(self, **params: Any) -> bool:
        """Write our name; whether we were let."""
        body = {"owner": self._owner, "beat": time.time()}
        place = f"{self._index}/_doc/1"
        answer = self._client.write("PUT", place, body, allowed=(409,), timeout=f"{SHARD_SECONDS}s", **params)
        if answer.get("status") == 409:
            return False
        self._place = {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
        return True

    def _beat(self, ended: threading.Event) -> None:
        while not ended.wait(BEAT_SECONDS):
            try:
                if not self._write(**self._place):
                    self._lost = True
                    return
            except EngineUnavailable:  # the cluster has trouble of its own: the next beat may do
                continue
