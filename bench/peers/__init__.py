"""The systems that are measured, each behind the same few methods."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bench.queries import Query
from kb.document import Document


class Client(Protocol):
    """Asks one search after the other."""

    def ready(self) -> None:
        """Be able to ask at once."""

    def search(self, query: Query) -> int:
        """Ask for a page of hits and the six facets; gives how many works were found."""

    def close(self) -> None:
        """Let go of the connection."""


class System(Protocol):
    """Something that searches, in a folder of its own."""

    def load(self, works: Iterable[Document]) -> float:
        """Make the index; gives the seconds that the system itself was at work."""

    def client(self) -> Client:
        """A client; several may ask at once."""

    def pid(self) -> int:
        """The process whose memory counts."""

    def size(self) -> int:
        """The bytes of the index on disk."""

    def close(self) -> None:
        """End it."""


@dataclass(frozen=True)
class Kind:
    """What a system is called in tables, and the module that knows it. Systems with the same `folder` search one index,
    which the first of them makes; with more works than `largest` a system is measured only if that is asked for."""

    label: str
    module: str
    folder: str
    largest: int | None = None


ENGINES = {
    "memory": Kind("memory, in process", "ours", "ours", 2_000),
    "whoosh": Kind("Whoosh, in process", "ours", "ours", 20_000),
    "tantivy": Kind("tantivy, in process", "ours", "ours"),
    "tantivy-plain": Kind("tantivy, in process, `expand=0`", "ours", "ours"),
}
"""Our engines in process; the plain one is asked without synonyms and translations, as other systems are."""

PEERS = {
    "api": Kind("JSON API on tantivy, HTTP", "api", "ours"),
    "api-plain": Kind("JSON API on tantivy, HTTP, `expand=0`", "api", "ours"),
    "bare": Kind("bare tantivy, in process", "bare", "bare"),
    "sqlite": Kind("SQLite FTS5, in process", "sqlite", "sqlite"),
    "typesense": Kind("Typesense, HTTP", "typesense", "typesense"),
    "datasette": Kind("Datasette, HTTP", "datasette", "datasette"),
}
"""Our API over HTTP, and other software."""

SYSTEMS = ENGINES | PEERS


def open_system(name: str, folder: Path) -> System:
    """A system by its name, at work in a folder that is there."""
    module = import_module(f"bench.peers.{SYSTEMS[name].module}")
    factory: Callable[[str, Path], System] = module.open_system
    return factory(name, folder)


def folder_size(folder: Path) -> int:
    """The bytes of all files below a folder; a file that has several names counts once."""
    stats = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values())
