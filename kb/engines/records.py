"""The records of a build's works beside its index, in one file that grows and another that says where each begins.

A search library keeps what is stored with a work in compressed blocks; twenty hits with all their texts are read from
there in more time than it takes to find them. The next build links the file and writes on behind its end: what the
builds before it know of is never changed. When half of it is no longer of any work it is written anew.
"""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from kb.engines.store import Record, decode, encode

FILE, PLACES = "records.bin", "records.places"
SPARE = 1_000_000
"""So many bytes of works that are gone are of no concern."""

Places = dict[int, tuple[int, int]]
"""Where a record begins and how many bytes it has, by the key of its work."""

_decoder = msgspec.msgpack.Decoder(Places)


class RecordWriter:
    """Writes behind the end of the records of a build."""

    def __init__(self, file: BinaryIO, places: Places) -> None:
        self._file = file
        self._places = places

    def add(self, key: int, record: Record) -> None:
        """Write the record of a work; it takes the place of one with the same key."""
        data = encode(record)
        self._places[key] = (self._file.tell(), len(data))
        self._file.write(data)

    def remove(self, key: int) -> None:
        """Forget the record of a work."""
        self._places.pop(key, None)


@contextmanager
def writer(folder: Path) -> Iterator[RecordWriter]:
    """Write into the records of a build, if it has some yet; nothing is there for readers before the end."""
    places = _places(folder)
    with (folder / FILE).open("ab") as file:
        yield RecordWriter(file, places)
        size = file.tell()
    if size > 2 * sum(length for _, length in places.values()) + SPARE:
        places = _compact(folder, places)
    (folder / PLACES).write_bytes(msgspec.msgpack.encode(places))


def _compact(folder: Path, places: Places) -> Places:
    """Write the records that are left into a file of their own: the one before may be another build's too."""
    written, new = _written(folder), folder / f"{FILE}.new"
    moved: Places = {}
    with new.open("wb") as file:
        for key, (start, length) in places.items():
            moved[key] = (file.tell(), length)
            file.write(written[start : start + length])
    new.replace(folder / FILE)
    return moved


def _places(folder: Path) -> Places:
    path = folder / PLACES
    return _decoder.decode(path.read_bytes()) if path.exists() else {}


def _written(folder: Path) -> memoryview:
    """The records of a build as they lie there; none when it has no file yet."""
    path = folder / FILE
    if not path.exists() or not path.stat().st_size:
        return memoryview(b"")
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


class Records:
    """The records of a build; they stay readable when the build is gone."""

    def __init__(self, folder: Path) -> None:
        self._places = _places(folder)
        self._written = _written(folder)

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: int) -> Record | None:
        """The record of a work; `None` when there is none."""
        start, length = self._places.get(key, (0, 0))
        return decode(self._written[start : start + length]) if length else None
