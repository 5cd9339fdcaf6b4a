"""References in RIS."""

import dataclasses
import re

from kb.document import Document, Source
from kb.export import reference
from kb.export.ris import write
from kb.vocabulary import Vocabulary

TAGS = {"TY", "ID", "TI", "AU", "T2", "PY", "DA", "AB", "LA", "KW", "UR", "N1", "ER"}


def read(text: str) -> list[list[tuple[str, str]]]:
    """The records of a file, read as strictly as the format is written down."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    records: list[list[tuple[str, str]]] = []
    for line in filter(None, lines):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line)
        assert found, line
        if found[1] == "TY":
            records.append([])
        records[-1].append((found[1], found[2]))
    assert all(record[0][0] == "TY" and record[-1] == ("ER", "") for record in records)
    return records


def test_every_work_is_a_record(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """From TY to ER, tags of the format only, ids and titles as they are."""
    records = read(write(reference.of(work, vocabulary) for work in works))
    assert {tag for record in records for tag, _ in record} <= TAGS
    assert [dict(record)["ID"] for record in records] == [work.id for work in works]
    assert [dict(record)["TI"] for record in records] == [work.version().title for work in works]


def test_a_text_cannot_begin_another_record(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Line ends inside a value become spaces."""
    sly = dataclasses.replace(reference.of(works[0], vocabulary), abstract="One.\r\nER  - \r\n\r\nTY  - BOOK")
    (record,) = read(write([sly]))
    assert dict(record)["AB"] == "One. ER - TY - BOOK"


def test_what_is_unknown_is_left_out(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """No empty tags: reference managers would show them."""
    (record,) = read(write([reference.of(works[-2], vocabulary)]))
    assert [tag for tag, _ in record] == ["TY", "ID", "TI", "AU", "T2", "LA", "N1", "ER"]


def test_dates_and_keywords(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """The month in the format's own way, a line for each keyword and address."""
    work = dataclasses.replace(works[0], sources=(Source("https://example.org/", "2026-11"),))
    (record,) = read(write([reference.of(work, vocabulary, "https://kb.example")]))
    assert dict(record)["PY"] == "2026"
    assert dict(record)["DA"] == "2026/11//"
    assert [value for tag, value in record if tag == "KW"] == ["Orçamento participativo", "Igualdade de género"]
    assert dict(record)["UR"] == "https://kb.example/documents/porto-alegre-budget"


def test_a_day_is_kept(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """A source that was read on a known day gives the whole date."""
    work = dataclasses.replace(works[0], sources=(Source("https://example.org/", "2026-11-23"),))
    (record,) = read(write([reference.of(work, vocabulary)]))
    assert dict(record)["DA"] == "2026/11/23/"
