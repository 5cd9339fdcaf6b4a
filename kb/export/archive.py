"""The frozen copy: one zip that is the same, byte for byte, whenever it is made from the same collection."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from kb.document import Document
from kb.export import csv, csvw, jsonl
from kb.export.columns import TABLES, WORKS, Table

_UNDATED = "undated"
_README, _VERSION, _SUMS = "README.md", "version.txt", "SHA256SUMS"


def data(documents: Iterable[Document], tables: Iterable[Table[Any]] = TABLES) -> dict[str, bytes]:
    """The works by file name: each table, their dictionary, the records as JSON Lines; works in the order of ids."""
    works = sorted(documents, key=lambda work: work.id)
    files = {table.file: csv.write(table, works).encode() for table in tables}
    return {**files, f"{WORKS.file}-metadata.json": csvw.metadata().encode(), "works.jsonl": jsonl.write(works)}


def version(documents: Iterable[Document], files: Mapping[str, bytes]) -> str:
    """The version of the collection: `2026.11+1a2b3c4d`.

    The month is the last in which a source was read; the rest is the start of the SHA-256 of the checksums of
    `files`. No clock has a part in it: the same content always has the same version, other content another one.
    """
    months = (source.read[:7] for work in documents for source in work.sources if source.read)
    content = hashlib.sha256(checksums(files).encode()).hexdigest()[:8]
    return f"{max(months, default=_UNDATED).replace('-', '.')}+{content}"


def checksums(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of each file by name, as `sha256sum --check` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def complete(files: Mapping[str, bytes], readme: str, version: str) -> dict[str, bytes]:
    """The files with the data card, the version and the checksums of all of them."""
    whole = {**files, _README: readme.encode(), _VERSION: f"{version}\n".encode()}
    return {**whole, _SUMS: checksums(whole).encode()}


def pack(files: Mapping[str, bytes], version: str) -> bytes:
    """The zip: names sorted, every time that of the version's month, no trace of the machine.

    Another zlib may press it otherwise; `SHA256SUMS` holds everywhere.
    """
    year, _, month = version.partition("+")[0].partition(".")
    moment = (int(year), int(month), 1, 0, 0, 0) if year != _UNDATED else (1980, 1, 1, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(_entry(name, moment), files[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _entry(name: str, moment: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, moment)
    info.create_system = 3  # Unix, on whatever system it is made: the mode below is read with it
    info.external_attr = 0o644 << 16
    return info
