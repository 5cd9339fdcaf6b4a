"""Datasette over HTTP: its table page as JSON, with facets. Its facets count the hits, ticked values included."""

import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from bench.loopback import Asking, Connection, Server, free_port
from bench.peers import folder_size
from bench.peers.database import LISTS, TABLE, build, match
from bench.peers.row import FACET_NAMES
from bench.queries import PER_PAGE, Query
from kb.document import Document

_SHOWN = ("id", "title", "summary", "theme", "language", "city", "country", "year", "type")
_SETTINGS = {
    "sql_time_limit_ms": 120_000,  # else it answers without the facets that take long
    "facet_time_limit_ms": 120_000,
    "suggest_facets": "off",
}


class Answer(msgspec.Struct):
    """What is read of an answer."""

    filtered_table_rows_count: int


class DatasetteClient(Asking):
    """Asks the table."""

    def __init__(self, port: int) -> None:
        super().__init__(Connection(port))
        self._decoder = msgspec.json.Decoder(Answer)

    def search(self, query: Query) -> int:
        """One address, as its own pages make them."""
        data = self._connection.get(f"/works/{TABLE}.json?{urlencode(_parameters(query))}")
        return self._decoder.decode(data).filtered_table_rows_count


def _parameters(query: Query) -> list[tuple[str, str]]:
    found = [("_size", str(PER_PAGE)), ("_facet_size", "max"), ("_shape", "objects"), ("_nosuggest", "1")]
    found += [("_col", name) for name in _SHOWN]
    found += [("_facet_array" if name in LISTS else "_facet", name) for name in FACET_NAMES]
    if query.parts:
        found += [("_search", match(query.parts)), ("_searchmode", "raw")]
    else:
        found.append(("_sort_desc", "year"))
    for name, values in query.filters.items():
        if name in LISTS:
            found += [(f"{name}__arraycontains", value) for value in values]
        else:
            found.append((f"{name}__in", ",".join(values)))
    years = [("year__gte", query.year_from), ("year__lte", query.year_to)]
    return found + [(name, str(year)) for name, year in years if year is not None]


class Datasette:
    """The server over the database in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Server | None = None

    def load(self, works: Iterable[Document]) -> float:
        """The database is SQLite's own work; then the server starts."""
        path = self._folder / "works.db"
        spent = build(works, path)
        sqlite3.connect(path).execute("PRAGMA journal_mode=DELETE")
        port = free_port()
        pairs = [text for name, value in _SETTINGS.items() for text in ("--setting", name, str(value))]
        command = [sys.executable, "-m", "datasette", "serve", str(path), "--host", "127.0.0.1", "--port", str(port)]
        self._server = Server([*command, *pairs], port, "/-/versions.json", self._folder / "log")
        return spent

    @property
    def server(self) -> Server:
        """The server, once the works are loaded."""
        assert self._server is not None, "load comes first"
        return self._server

    def client(self) -> DatasetteClient:
        """A client with its own connection."""
        return DatasetteClient(self.server.port)

    def pid(self) -> int:
        """The server."""
        return self.server.pid

    def size(self) -> int:
        """The database."""
        return folder_size(self._folder)

    def close(self) -> None:
        """Stop the server."""
        if self._server:
            self._server.stop()


def open_system(_name: str, folder: Path) -> Datasette:
    """Datasette."""
    return Datasette(folder)
