"""The search page in process: how long the search takes, and what the page takes beyond it."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import queries
from bench.loopback import Failed
from bench.peers.ours import planner, settings
from bench.queries import Query
from bench.results import Paged
from bench.timed import Timed
from kb.engines import open_engine
from kb.web.app import YOUNG, create_app

Message = MutableMapping[str, Any]
App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]


def measure(engine: str, index: Path) -> Paged:
    """Ask for the page of every search of the log once, after some that are not counted, in a process that looks for
    garbage as seldom as that of the site does."""
    gc.set_threshold(YOUNG)
    chosen = settings(engine, index)
    timed = Timed(open_engine(chosen, planner()))
    app = create_app(chosen, timed, planner().vocabulary)
    rows = asyncio.run(_ask(app, timed))
    count = timed.describe().documents
    timed.close()
    return Paged(engine, count, [search for search, _ in rows], [beyond for _, beyond in rows])


async def _ask(app: App, timed: Timed) -> list[tuple[float, float]]:
    """For each search the milliseconds in the engine and around it."""
    for query in queries.warm_up():
        await _page(app, query)
    rows = []
    for query in queries.load():
        before, start = timed.searching, time.perf_counter()
        await _page(app, query)
        whole, search = time.perf_counter() - start, timed.searching - before
        rows.append((round(search * 1000, 3), round((whole - search) * 1000, 3)))
    return rows


async def _page(app: App, query: Query) -> None:
    """One request, given to the application as a server gives it."""
    scope: Message = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": "/search", "raw_path": b"/search", "root_path": "", "headers": [(b"host", b"localhost")],
        "query_string": urlencode(query.pairs).encode(), "server": ("localhost", 80), "client": ("localhost", 1),
    }  # fmt: skip
    status: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    await app(scope, receive, send)
    if status != [200]:
        raise Failed(f"The page of {query.q!r} answered {status}.")
