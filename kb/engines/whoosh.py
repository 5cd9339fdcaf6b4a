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
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import MsgspecError
from whoosh import columns, fields, formats, index
from whoosh.filedb.filetables import FileFormatError
from whoosh.reading import CorruptIndexError, TermNotFound

from kb.engines.columns import Columns
from kb.engines.postings import Postings, PostingStore, Zoned
from kb.engines.store import KEPT_RECORDS, Entry, Record, decode, encode
from kb.plan import ZONE_NAMES
from kb.zones import Card

MEMORY_MB = 128
ZONE_BITS = 28
"""A place is a zone and a position in one number of 32 bits."""

Zones = list[list[str]]
_ZONES = [tuple(zone for at, zone in enumerate(ZONE_NAMES) if bits >> at & 1) for bits in range(1 << len(ZONE_NAMES))]
FAILURES = (
    index.IndexError, CorruptIndexError, FileFormatError, MsgspecError, LookupError, OSError, EOFError, ValueError,
    struct.error, zlib.error, pickle.PickleError,
)  # fmt: skip


class Places(formats.Format):
    """Where each token stands, over all zones: one posting for each work that has it."""

    def word_values(self, value: Zones, *_: object, **__: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each token with its places, as machine integers: zone and position in one number."""
        found: dict[str, array[int]] = {}
        for zone, tokens in enumerate(value):
            for at, token in enumerate(tokens, zone << ZONE_BITS):
                found.setdefault(token, array("I")).append(at)
        for token, places in found.items():
            yield token.encode(), len(places), 1.0, places.tobytes()


class Presence(formats.Format):
    """In which zones each word is, as the bits of the weight."""

    posting_size = 0

    def word_values(self, value: Zones, *_: object, **__: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each word with its zones."""
        found: Counter[str] = Counter()
        for zone, words in enumerate(value):
            for word in words:
                found[word] |= 1 << zone
        for word, zones in found.items():
            yield word.encode(), 1, float(zones), b""


class Given(fields.FieldType):
    """A field whose tokens are given, a list for each zone, and indexed as they are."""

    def __init__(self, format_: formats.Format) -> None:
        no_analyser: Any = None
        super().__init__(format_, no_analyser)

    def index(self, value: Zones, **_: object) -> Any:
        """What the format makes of the tokens."""
        tokens: Any = self.format
        return tokens.word_values(value)


def schema() -> fields.Schema:
    """Stems and mentions of concepts, folded words, and what is kept of a work."""
    column: Any = columns.VarBytesColumn
    return fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        stems=Given(Places()),
        words=Given(Presence()),
        lengths=fields.COLUMN(column()),
        record=fields.COLUMN(column()),
    )


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

    def open(self, folder: Path, cards: Mapping[str, Card], languages: tuple[str, ...]) -> "WhooshStore":
        """Open for reading."""
        opened: Any = index.open_dir(str(folder), readonly=True)
        return WhooshStore(opened.reader(), cards, languages)


class WhooshWriter:
    """Writes works as fields."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, work: Entry) -> None:
        """Add a work."""
        stems, words = [], []
        for zone in ZONE_NAMES:
            tokens = work.tokens[zone]
            words.append([token[1:] for token in tokens if token[0] == "="])
            stems.append(tokens[: len(tokens) - len(words[-1])])
        lengths = array("I", map(len, stems)).tobytes()
        self._writer.add_document(
            id=work.card.id, stems=stems, words=words, lengths=lengths, record=encode(work.record)
        )

    def remove(self, id_: str) -> None:
        """Take a work out."""
        self._writer.delete_by_term("id", id_)


class WhooshStore(PostingStore):
    """One open Whoosh index."""

    def __init__(self, reader: Any, cards: Mapping[str, Card], languages: tuple[str, ...]) -> None:
        numbers = list(reader.all_doc_ids())
        ids = reader.column_reader("id") if numbers else {}  # an empty index has no columns
        super().__init__(Columns({number: cards[ids[number]] for number in numbers}), languages)
        self._reader = reader
        self._records = reader.column_reader("record") if numbers else {}
        self._lengths_of = reader.column_reader("lengths") if numbers else {}
        self._kept = lru_cache(KEPT_RECORDS)(self._read_record)
        self._lock = threading.RLock()  # Whoosh's files have a position that threads would move under each other

    def record(self, number: int) -> Record:
        """The record of a work."""
        return self._kept(number)

    def _read_record(self, number: int) -> Record:
        with self._lock:
            data = self._records[number]
        return decode(data)

    def words(self) -> Mapping[str, int]:
        """Every folded word with the number of works that hold it."""
        with self._lock:
            return {text.decode(): info.doc_frequency() for text, info in self._reader.iter_field("words")}

    def read_token(self, token: str) -> Zoned:
        """The works that have a token."""
        found: dict[str, dict[int, float]] = {}
        with self._lock:
            if token[0] == "=":
                for number, zones in self._read("words", token[1:], weights=True):
                    for zone in _ZONES[int(zones)]:
                        found.setdefault(zone, {})[number] = 1.0
            else:
                for number, places in self._read("stems", token):
                    for at in array("I", places):
                        of_zone = found.setdefault(ZONE_NAMES[at >> ZONE_BITS], {})
                        of_zone[number] = of_zone.get(number, 0.0) + 1.0
        return {zone: Postings.of(numbers) for zone, numbers in found.items()}

    def _read(self, field: str, text: str, weights: bool = False) -> Iterator[tuple[int, Any]]:
        try:
            matcher = self._reader.postings(field, text)
        except TermNotFound:
            return
        value = matcher.weight if weights else matcher.value
        while matcher.is_active():
            yield matcher.id(), value()
            matcher.next()

    def read_places(self, zone: str, token: str, wanted: list[int]) -> dict[int, list[int]]:
        """Where a token stands in works that have it in a zone."""
        first = ZONE_NAMES.index(zone)
        found: dict[int, list[int]] = {}
        with self._lock:
            matcher = self._reader.postings("stems", token)
            for number in wanted:
                matcher.skip_to(number)
                found[number] = [at for at in array("I", matcher.value()) if at >> ZONE_BITS == first]
        return found

    def read_tokens(self, prefix: str) -> list[str]:
        """The tokens that begin like this; what is typed with a star is always a folded word."""
        with self._lock:
            return [f"={text.decode()}" for text in self._reader.expand_prefix("words", prefix.removeprefix("="))]

    def read_lengths(self, zone: str) -> list[int]:
        """How many tokens the zone of each work has."""
        at = ZONE_NAMES.index(zone)
        with self._lock:
            return [array("I", self._lengths_of[number])[at] for number in range(self.columns.size)]
