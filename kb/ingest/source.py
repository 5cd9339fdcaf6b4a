"""What reading gives: documents as they were found, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec


@dataclass(frozen=True)
class Problem:
    """Something that a curator should know of a document; `refuses` when it cannot be indexed as it is. `part` is the
    row or object of a file that holds several."""

    path: str
    field: str
    reason: str
    refuses: bool = True
    part: str = ""

    @property
    def text(self) -> str:
        """The reason, after the part that it is of."""
        return f"{self.part}: {self.reason}" if self.part else self.reason


@dataclass(frozen=True)
class Source:
    """A document as it was read, nothing judged yet.

    `part` says which row or object of the file it is; `id` is what the file's name or the row says, empty when
    neither does; `declared` is what it states of itself, under our own names and with any kind of value; `title` and
    `body` (Markdown) were found in it; `language` is that of the file's name, `hint` the one that a page claims,
    `detected` and `confidence` (0 to 1) are a detector's.
    """

    path: str
    id: str = ""
    declared: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    body: str = ""
    part: str = ""
    language: str | None = None
    hint: str | None = None
    detected: str | None = None
    confidence: float | None = None
    pages: int | None = None

    @property
    def where(self) -> str:
        """The file's own name, without folder and line: as evidence it stays the same when the file is moved, and when
        a row goes from above it."""
        return self.path.rpartition("/")[2]

    def problem(self, field: str, reason: str, refuses: bool = True) -> Problem:
        """A problem of this document."""
        return Problem(self.path, field, reason, refuses, self.part)


@dataclass(frozen=True)
class Reading:
    """All that came of one file. `digest` is the SHA-256 of the bytes that were read, of its companions too."""

    path: str
    digest: str = ""
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


_decoder = msgspec.json.Decoder(Reading)


def to_json(reading: Reading) -> bytes:
    """A reading as JSON."""
    return msgspec.json.encode(reading)


def from_json(data: bytes) -> Reading:
    """The reading that `to_json` wrote."""
    return _decoder.decode(data)
