"""Whoosh: the embedded default, pure Python, for a collection of thousands.

Whoosh keeps the postings and the records. A search reads the postings of its leaves into sets of works and joins
those, which is many times faster than Whoosh's own query objects, and what was read is kept while the build is open.
"""

import pickle
import struct
import threading
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import MsgspecError
from whoosh import columns, fields, formats, index
from whoosh.filedb.filetables import FileFormatError
from whoosh.reading import CorruptIndexError

from kb.engines.columns import Columns
from kb.engines.phrases import Phrases
from kb.engines.postings import Postings, PostingStore, place
from kb.engines.store import Entry, Record, decode, encode
from kb.plan import ZONE_NAMES
from kb.zones import Card

MEMORY_MB = 128
FAILURES = (
    index.IndexError, CorruptIndexError, FileFormatError, MsgspecError, LookupError, OSError, EOFError, ValueError,
    struct.error, zlib.error, pickle.PickleError,
)  # fmt: skip


class Positions(formats.Format):
    """Where each token of a list stands, as machine integers."""

    def word_values(self, value: list[str], *_: object, **__: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each token with how often it is there and where."""
        found: dict[str, array[int]] = {}
        for at, token in enumerate(value):
            found.setdefault(token, array("I")).append(at)
        for token, places in found.items():
            yield token.encode(), len(places), float(len(places)), places.tobytes()


class Counts(formats.Format):
    """How often each token of a list is there."""

    posting_size = 0

    def word_values(self, value: list[str], *_: object, **__: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each token with how often it is there."""
        for token, count in Counter(value).items():
            yield token.encode(), count, float(count), b""


class Given(fields.FieldType):
    """A field whose tokens are given as a list, and indexed as they are."""

    def __init__(self, format_: formats.Format, scorable: bool = False) -> None:
        no_analyser: Any = None
        super().__init__(format_, no_analyser, scorable=scorable)

    def index(self, value: list[str], **_: object) -> Any:
        """What the format makes of the tokens."""
        tokens: Any = self.format
        return tokens.word_values(value)


def schema() -> fields.Schema:
    """Each zone as two fields: its stems with the label phrases that run through it, and its folded words."""
    column: Any = columns.VarBytesColumn
    found = fields.Schema(id=fields.ID(unique=True, sortable=True), record=fields.COLUMN(column()))
    for zone in ZONE_NAMES:
        found.add(zone, Given(Positions(), scorable=True))
        found.add(f"{zone}_words", Given(Counts()))
    return found


class WhooshFormat:
    """Whoosh indexes in folders."""

    name = "whoosh"

    def immutable(self, file_name: str) -> bool:
        """Segments are written once; a deletion is noted in the table of contents."""
        return file_name.endswith(".seg")

    def failed(self, error: BaseException) -> bool:
        """Whoosh lets through whatever a damaged file leads to."""
        return isinstance(error, FAILURES)

    @contextmanager
    def writer(self, folder: Path) -> Iterator["WhooshWriter"]:
        """Write into a folder; nothing is there before the end."""
        begun = index.exists_in(str(folder))
        opened = index.open_dir(str(folder)) if begun else index.create_in(str(folder), schema())
        writer = opened.writer(limitmb=MEMORY_MB)
        try:
            yield WhooshWriter(writer)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def open(
        self, folder: Path, cards: Mapping[str, Card], languages: tuple[str, ...], phrases: Phrases
    ) -> "WhooshStore":
        """Open for reading."""
        opened: Any = index.open_dir(str(folder), readonly=True)
        return WhooshStore(opened.reader(), cards, languages, phrases)


class WhooshWriter:
    """Writes works as fields."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, work: Entry) -> None:
        """Add a work."""
        found: dict[str, list[str]] = {}
        for zone, tokens in work.tokens.items():
            for token in tokens:
                field, text = place(zone, token)
                found.setdefault(field, []).append(text)
            found.setdefault(zone, []).extend(work.phrases[zone])
        self._writer.add_document(id=work.card.id, record=encode(work.record), **found)

    def remove(self, id_: str) -> None:
        """Take a work out."""
        self._writer.delete_by_term("id", id_)


class WhooshStore(PostingStore):
    """One open Whoosh index."""

    def __init__(self, reader: Any, cards: Mapping[str, Card], languages: tuple[str, ...], phrases: Phrases) -> None:
        numbers = list(reader.all_doc_ids())
        ids = reader.column_reader("id") if numbers else {}  # an empty index has no columns
        super().__init__(Columns({number: cards[ids[number]] for number in numbers}), languages, phrases)
        self._reader = reader
        self._records = reader.column_reader("record") if numbers else {}
        self._lock = threading.RLock()  # Whoosh's files have a position that threads would move under each other

    def record(self, number: int) -> Record:
        """The record of a work."""
        with self._lock:
            data = self._records[number]
        return decode(data)

    def words(self) -> Mapping[str, int]:
        """Every folded word with the number of works that hold it in the zone that has it most."""
        found: Counter[str] = Counter()
        with self._lock:
            for zone in ZONE_NAMES:
                terms = self._reader.iter_field(f"{zone}_words")
                found |= Counter({text.decode(): info.doc_frequency() for text, info in terms})
        return found

    def read_term(self, field: str, text: str) -> Postings:
        """The works that have a term."""
        numbers, weights = array("I"), array("d")
        with self._lock:
            if (field, text) in self._reader:
                matcher = self._reader.postings(field, text)
                while matcher.is_active():
                    numbers.append(matcher.id())
                    weights.append(matcher.weight())
                    matcher.next()
        return Postings(numbers, weights)

    def read_places(self, field: str, text: str, wanted: list[int]) -> dict[int, "array[int]"]:
        """Where a term stands in works that have it."""
        found: dict[int, array[int]] = {}
        with self._lock:
            matcher = self._reader.postings(field, text)
            for number in wanted:
                matcher.skip_to(number)
                found[number] = array("I", matcher.value())
        return found

    def read_names(self, field: str, prefix: str) -> list[str]:
        """The terms that begin like this."""
        with self._lock:
            return [text.decode() for text in self._reader.expand_prefix(field, prefix)]

    def read_lengths(self, zone: str) -> list[int]:
        """How many tokens the zone of each work has."""
        with self._lock:
            return [self._reader.doc_field_length(number, zone) or 0 for number in range(self.columns.size)]
