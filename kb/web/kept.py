"""Whole answers kept in memory, by build and address, so that a frequent search is made once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.errors import KbError

LARGEST = 1_000_000
"""Bytes of an answer that is still kept."""


class Answer(NamedTuple):
    """The messages of an answer: its start, and its body in one piece."""

    start: Message
    body: bytes


class KeptAnswers:
    """Middleware that answers a repeated GET from memory as long as the engine answers from the same build.

    At most `most` answers are kept, those asked for lately; 0 keeps none. What must not be stored, and what asks
    whether it still holds (`If-None-Match`), goes through.
    """

    def __init__(self, app: ASGIApp, build: Callable[[], str], most: int) -> None:
        self._app = app
        self._build = build
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, from memory where that is possible."""
        key = self._key(scope)
        if key is None:
            await self._app(scope, receive, send)
        elif answer := self._get(key):
            await send(answer.start)
            await send({"type": "http.response.body", "body": answer.body})
        else:
            recorder = _Recorder(send)
            await self._app(scope, receive, recorder)
            if answer := recorder.answer():
                self._put(key, answer)

    def _key(self, scope: Scope) -> tuple[object, ...] | None:
        """What the answer depends on; `None` for what is not kept."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._most:
            return None
        headers = Headers(scope=scope)
        if "if-none-match" in headers or "range" in headers:
            return None
        try:
            build = self._build()
        except KbError:
            return None
        asked = (headers.get("host"), headers.get("accept"), "gzip" in headers.get("accept-encoding", ""))
        return (build, scope["scheme"], scope["path"], scope["query_string"], *asked)

    def _get(self, key: tuple[object, ...]) -> Answer | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _put(self, key: tuple[object, ...], answer: Answer) -> None:
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class _Recorder:
    """Sends messages on and remembers them, as far as they may be kept."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body: list[bytes] = []
        self._whole = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        await self._send(message)

    def answer(self) -> Answer | None:
        """The answer, when it is whole, right, small enough and allowed to be stored."""
        if self._start is None or self._start["status"] != 200 or not self._whole:
            return None
        stored = Headers(raw=self._start["headers"]).get("cache-control", "no-store")
        body = b"".join(self._body)
        return None if "no-store" in stored or len(body) > LARGEST else Answer(self._start, body)
