"""The one table of columns."""

import dataclasses
import re
from typing import Any

import pytest

from kb.document import TYPES, Document, Origin, Related, Source, Version
from kb.export.columns import TABLES, VERSIONS, WORKS, Table, english, origins

# Fields of the record that have a table of their own, columns under other names, or only the JSON record.
ELSEWHERE = {"versions", "figures", "award", "origin", "place_names", "area_names"}


def test_no_field_of_the_record_is_forgotten() -> None:
    """A field that is added to the record has to be added here, or it would leave the export without a word."""
    columns = {column.name for column in WORKS.columns}
    assert {row.name for row in dataclasses.fields(Document)} - columns == ELSEWHERE


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_means(table: Table[Any]) -> None:
    """A sentence each, and no name twice."""
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names)
    for column in table.columns:
        assert re.fullmatch(r"[A-Z].{10,}\.", column.help), column.name
        assert re.fullmatch(r"[a-z_]+", column.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_values_follow_the_format_that_their_column_states(table: Table[Any], works: tuple[Document, ...]) -> None:
    """The dictionary does not promise what the data break."""
    for document in works:
        for row in table.rows(document):
            for column in table.columns:
                value = column.value(row)
                assert value is not None or not column.required, column.name
                assert (column.separator is not None) == isinstance(value, tuple), column.name
                for each in value if isinstance(value, tuple) else (value,):
                    assert column.format is None or each is None or re.search(column.format, str(each)), column.name


def test_every_type_is_allowed() -> None:
    """The format of the type column knows all of them and nothing else."""
    pattern = next(column.format for column in WORKS.columns if column.name == "type")
    assert pattern is not None
    assert all(re.search(pattern, type_) for type_ in TYPES)
    assert not re.search(pattern, "practices")


def test_versions_come_with_the_original_first(works: tuple[Document, ...]) -> None:
    """A row for each language, in the order in which the work names them."""
    declaration = next(work for work in works if work.id == "grenoble-declaration")
    assert [version.language for _, version in VERSIONS.rows(declaration)] == ["fr", "en", "es"]


def test_english_is_not_taken_from_another_language() -> None:
    """A work without an English version has none, rather than its original under a wrong name."""
    work = Document("a", "news", (Version("es", "Título"),), "es")
    assert english(work) is None
    assert english(dataclasses.replace(work, versions=(Version("en", "Title"),))) == Version("en", "Title")


def test_origins_name_what_was_not_stated() -> None:
    """Stated values need no remark; the others stand in the order of their fields."""
    kinds = {"year": Origin("text", "in 2001"), "city": Origin("stated"), "latitude": Origin("gazetteer", "1")}
    work = Document("a", "news", (Version("en", "Title"),), "en", origin=kinds)
    assert origins(work) == ("latitude:gazetteer", "year:text")


def test_a_work_that_is_related_twice_is_named_once() -> None:
    """Two commitments of one declaration are one related work."""
    work = Document("a", "news", (Version("en", "T"),), "en", related=(Related("b", 1), Related("b", 2)))
    cells = {column.name: column.value(work) for column in WORKS.columns}
    assert cells["related"] == ("b",)


def test_sources_keep_their_order() -> None:
    """The first source is the main one."""
    pages = (Source("https://example.org/b"), Source("https://example.org/a"))
    work = Document("a", "news", (Version("en", "T"),), "en", sources=pages)
    cells = {column.name: column.value(work) for column in WORKS.columns}
    assert cells["sources"] == ("https://example.org/b", "https://example.org/a")
