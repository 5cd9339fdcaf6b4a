"""Our JSON API over HTTP, served as `python -m kb.web` serves it."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from bench.loopback import Asking, Connection, Server, free_port
from bench.peers import folder_size
from bench.peers.ours import PLAIN, REFERENCE, Ours
from bench.queries import PER_PAGE, Query
from kb.document import Document

ENGINE = "tantivy"


class Answer(msgspec.Struct):
    """What is read of an answer."""

    total: int


class ApiClient(Asking):
    """Asks `/api/search`."""

    def __init__(self, port: int, is_plain: bool) -> None:
        super().__init__(Connection(port))
        self._more = [("per_page", str(PER_PAGE)), *([("expand", "0")] if is_plain else [])]
        self._decoder = msgspec.json.Decoder(Answer)

    def search(self, query: Query) -> int:
        """The address that a reader's browser would ask for."""
        data = self._connection.get(f"/api/search?{urlencode([*query.pairs, *self._more])}")
        return self._decoder.decode(data).total


class Api:
    """The site in a process of its own, over the index that the engine has made in the folder, or makes now."""

    def __init__(self, name: str, folder: Path) -> None:
        self._folder = folder
        self._is_plain = name.endswith(PLAIN)
        self._server: Server | None = None

    def load(self, works: Iterable[Document]) -> float:
        """Make the index where there is none yet; no time is counted, the engine's own measurement has it."""
        Ours(ENGINE, self._folder).load(works)
        self._server = self._start()
        return 0.0

    def _start(self) -> Server:
        port = free_port()
        environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KB_")},
            "KB_ENGINE": ENGINE,
            "KB_INDEX": str(self._folder),
            "KB_REFERENCE": str(REFERENCE),
            "KB_PORT": str(port),
            "KB_ANSWERS": "0",  # what is kept whole is not what is measured
        }
        return Server([sys.executable, "-m", "kb.web"], port, "/healthz", self._folder / f"{free_port()}.log", environ)

    @property
    def server(self) -> Server:
        """The server, once the works are loaded."""
        assert self._server is not None, "load comes first"
        return self._server

    def client(self) -> ApiClient:
        """A client with its own connection."""
        return ApiClient(self.server.port, self._is_plain)

    def pid(self) -> int:
        """The server."""
        return self.server.pid

    def size(self) -> int:
        """The engine's index."""
        return folder_size(self._folder / ENGINE)

    def close(self) -> None:
        """Stop the server."""
        if self._server:
            self._server.stop()


def open_system(name: str, folder: Path) -> Api:
    """The API."""
    return Api(name, folder)
