"""References in CSL-JSON."""

import dataclasses
import json

from kb.document import Document, Source
from kb.export import reference
from kb.export.csl import write
from kb.vocabulary import Vocabulary

VARIABLES = {"id", "type", "genre", "title", "author", "container-title", "issued", "event-date", "event-place",
             "abstract", "language", "keyword", "URL", "note"}  # fmt: skip


def test_every_work_is_an_item(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Variables of the standard only, ids and titles as they are, letters not escaped."""
    text = write(reference.of(work, vocabulary) for work in works)
    items = json.loads(text)
    assert all(set(item) <= VARIABLES and all(item.values()) for item in items)
    assert [(item["id"], item["title"]) for item in items] == [(work.id, work.version().title) for work in works]
    assert "臺北" in text


def test_dates_are_parts(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """The month of the entry, and the span of what it is about."""
    work = dataclasses.replace(works[3], sources=(Source("https://example.org/", "2026-11-23"),))
    (item,) = json.loads(write([reference.of(work, vocabulary)]))
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}
    assert item["event-date"] == {"date-parts": [[2022], [2023]]}
    assert item["event-place"] == "Grenoble, France"


def test_what_is_unknown_is_left_out(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """No nulls, no empty texts."""
    (item,) = json.loads(write([reference.of(works[-2], vocabulary)]))
    assert set(item) == {"id", "type", "genre", "title", "author", "container-title", "language", "event-place", "note"}


def test_all_citation_formats_hold_the_same_works(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """No format leaves one out."""
    assert len(json.loads(write(reference.of(work, vocabulary) for work in works))) == len(works)
