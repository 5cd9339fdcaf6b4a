"""Requests to an OpenSearch cluster: many nodes, bounded waiting, and one kind of trouble: `EngineUnavailable`."""

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from opensearchpy import OpenSearch, Transport
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    OpenSearchException,
    SSLError,
    TransportError,
)

from kb.errors import BadDocument, EngineUnavailable
from kb.settings import Settings

WRITE_SECONDS = 60
"""How long a write may take: a busy cluster is slow, not broken."""

SHARD_SECONDS = 10
"""How long the cluster may wait for a part of an index that is away before it says so."""

MOST_CLAUSES = 1024
CHUNK_BYTES = 5_000_000
CHUNK_ITEMS = 1000
ATTEMPTS = 8
FIRST_WAIT = 0.25
LONGEST_WAIT = 8.0


class Action(NamedTuple):
    """One work to index, or to take out when `source` is `None`."""

    id: str
    source: bytes | None


class _Json:
    """What the client library sends and reads, by a faster parser than its own."""

    mimetype = "application/json"

    def dumps(self, data: Any) -> str:
        return data if isinstance(data, str) else msgspec.json.encode(data).decode()

    def loads(self, text: str) -> Any:
        return msgspec.json.decode(text)


class Client:
    """A connection to the nodes that the settings name; opened on the first request.

    A node that cannot be reached is left aside for a while and the next one is asked.
    """

    def __init__(self, settings: Settings) -> None:
        # What the library would say of each attempt, our errors say once.
        logging.getLogger("opensearch").setLevel(logging.ERROR)
        self._seconds = settings.opensearch_timeout
        # What is not answered in time is asked of the next node, but for what we insist on by ourselves.
        self._transport, self._once = _transport(settings, True), _transport(settings, False)

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()
        self._once.close()

    def read(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """The answer to a question; `None` when what is asked for is not there."""
        answer = _request(self._transport, self._seconds, (404,), method, path, body, params)
        return None if answer.get("status") == 404 else answer

    def write(self, method: str, path: str, body: Any = None, allowed: tuple[int, ...] = (), **params: Any) -> Any:
        """The answer to a change, for which the cluster gets more time; refusals that are `allowed` are answers."""
        return _request(self._transport, WRITE_SECONDS, allowed, method, path, body, params)

    def most_clauses(self) -> int:
        """How many clauses a query may have; the default of OpenSearch where our user may not ask."""
        path = "indices.query.bool.max_clause_count"
        try:
            found = self.read("GET", "/_cluster/settings", include_defaults="true", filter_path=f"*.{path}")
        except EngineUnavailable as error:
            if isinstance(error.__cause__, AuthorizationException):
                return MOST_CLAUSES
            raise
        scopes = [found[scope] for scope in ("transient", "persistent", "defaults") if scope in (found or {})]
        return int(scopes[0]["indices"]["query"]["bool"]["max_clause_count"]) if scopes else MOST_CLAUSES

    def bulk(self, index: str, actions: Iterable[Action]) -> None:
        """Write all actions, a bounded chunk at a time; what the cluster is too busy for is sent again, later.

        Raises `BadDocument` for a work that the cluster refuses, `EngineUnavailable` when it takes no more, at once
        when a part of the index was lost: no attempt brings it back.
        """
        for chunk in chunks(actions):
            self._send(index, chunk)

    def _send(self, index: str, chunk: list[Action]) -> None:
        left = chunk

        def sent() -> bool:
            nonlocal left
            left = self._refused(index, left)
            return not left

        self._insist(index, sent, f"take {len(chunk)} works")

    def refresh(self, index: str) -> None:
        """Make what was written countable; `EngineUnavailable` as for `bulk`."""

        def refreshed() -> bool:
            # Asked with little patience: for a part that is away the cluster waits a minute, whatever it is told.
            answer = _request(self._once, SHARD_SECONDS, (), "POST", f"/{index}/_refresh", None, {})
            return not answer["_shards"]["failed"]

        self._insist(index, refreshed, "keep all that was written")

    def _insist(self, index: str, done: Callable[[], bool], what: str) -> None:
        """Ask again until it is done, unless that is in vain."""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(wait(attempt))
            try:
                if attempt and self.lost(index):
                    why = ": a part of the new build went with its node"
                    break
                if done():
                    return
            except EngineUnavailable as error:
                if isinstance(error.__cause__, AuthenticationException | AuthorizationException | SSLError):
                    raise
        else:
            why = f" in {ATTEMPTS} attempts"
        raise EngineUnavailable(f"The OpenSearch cluster did not {what}{why}.")

    def lost(self, index: str) -> bool:
        """Whether a part of an index is away with all its copies, or the index itself."""
        health = self.read("GET", f"/_cluster/health/{index}", local="true")
        return health is None or health["status"] == "red"

    def _refused(self, index: str, chunk: list[Action]) -> list[Action]:
        """Send a chunk once; what has to be sent again."""
        body = b"".join(_lines(chunk)).decode()
        params = {"require_alias": "false", "timeout": f"{SHARD_SECONDS}s"}
        answer = _request(self._once, WRITE_SECONDS, (), "POST", f"/{index}/_bulk", body, params)
        if not answer["errors"]:
            return []
        again = []
        for action, item in zip(chunk, answer["items"], strict=True):
            ((_, result),) = item.items()
            if "error" not in result:
                continue
            if result["status"] != 429 and result["status"] < 500:
                raise BadDocument(f"OpenSearch refuses the work {action.id!r}: {_reason(result['error'])}", "id")
            again.append(action)
        return again


def _transport(settings: Settings, retry_on_timeout: bool) -> Transport:
    urls = settings.opensearch_url.split(",")
    user = (settings.opensearch_user, settings.opensearch_password)
    return OpenSearch(
        urls,
        http_auth=user if settings.opensearch_user else None,
        serializer=_Json(),
        pool_maxsize=40,
        max_retries=max(2, len(urls)),
        retry_on_timeout=retry_on_timeout,
        ca_certs=settings.opensearch_ca or None,
    ).transport


def _request(
    transport: Transport,
    seconds: float,
    ignore: tuple[int, ...],
    method: str,
    path: str,
    body: Any,
    params: Mapping[str, Any],
) -> Any:
    try:
        return transport.perform_request(method, path, params=dict(params), body=body, timeout=seconds, ignore=ignore)
    except OpenSearchException as error:
        raise _unavailable(error) from error


def chunks(actions: Iterable[Action], size: int = CHUNK_BYTES, items: int = CHUNK_ITEMS) -> Iterator[list[Action]]:
    """Actions in lists of at most so many bytes and items; one that is larger stands alone."""
    chunk: list[Action] = []
    held = 0
    for action in actions:
        length = len(action.source or b"") + len(action.id) + 40
        if chunk and (held + length > size or len(chunk) == items):
            yield chunk
            chunk, held = [], 0
        chunk.append(action)
        held += length
    if chunk:
        yield chunk


def wait(attempt: int) -> float:
    """Seconds before an attempt: doubled each time, and never the same for two writers."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt) * random.uniform(0.5, 1)  # noqa: S311 (no secret)


def _lines(chunk: list[Action]) -> Iterator[bytes]:
    for action in chunk:
        head = {"delete" if action.source is None else "index": {"_id": action.id}}
        yield msgspec.json.encode(head) + b"\n"
        if action.source is not None:
            yield action.source + b"\n"


def _reason(error: Mapping[str, Any]) -> str:
    return f"{error.get('type')}: {str(error.get('reason'))[:300]}"


def _unavailable(error: OpenSearchException) -> EngineUnavailable:
    """What a user can be told of an error; addresses and secrets are not in it."""
    match error:
        case AuthenticationException() | AuthorizationException():
            said = "refuses our user: KB_OPENSEARCH_USER and KB_OPENSEARCH_PASSWORD"
        case SSLError():
            said = "shows a certificate that is not trusted: KB_OPENSEARCH_CA"
        case TransportError() if isinstance(error.status_code, int):
            said = f"cannot answer now ({error.status_code} {error.error})"
        case _:
            said = "does not answer"
    return EngineUnavailable(f"The OpenSearch cluster {said}.")
