"""The column dictionary."""

import csv
import io
import json
import re
from typing import Any

import pytest

from kb.document import Document
from kb.export import csv as tables
from kb.export.columns import TABLES, WORKS
from kb.export.csvw import metadata

DATATYPES = {"string", "integer", "number", "gYear", "anyURI"}


def described(name: str) -> dict[str, Any]:
    """The schema of a table as the dictionary gives it."""
    found: dict[str, Any] = next(each for each in json.loads(metadata())["tables"] if each["url"] == name)
    return found


def test_it_says_what_it_is() -> None:
    """Context, licence and dialect, as the standard names them."""
    group = json.loads(metadata())
    assert group["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert group["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert group["dialect"]["encoding"] == "utf-8"
    assert [table["url"] for table in group["tables"]] == [table.file for table in TABLES]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_its_columns_are_the_header_of_the_file(table: Any, works: tuple[Document, ...]) -> None:
    """The same names in the same order, each with its meaning and a datatype of the standard."""
    header = next(csv.reader(io.StringIO(tables.write(table, works), newline="")))
    columns = described(table.file)["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == header
    for column in columns:
        assert column["dc:description"]
        datatype = column["datatype"]
        assert (datatype["base"] if isinstance(datatype, dict) else datatype) in DATATYPES


def test_cells_are_what_the_dictionary_says(works: tuple[Document, ...]) -> None:
    """Read with the dictionary alone: separators part the values, formats hold, required cells are filled."""
    columns = described("works.csv")["tableSchema"]["columns"]
    rows = list(csv.DictReader(io.StringIO(tables.write(WORKS, works), newline="")))
    for row, work in zip(rows, works, strict=True):
        for column in columns:
            cell = row[column["name"]]
            values = cell.split(column["separator"]) if cell and "separator" in column else [cell] if cell else []
            assert values or not column.get("required")
            if isinstance(column["datatype"], dict):
                assert all(re.search(column["datatype"]["format"], value) for value in values), column["name"]
        assert tuple(row["themes"].split(";")) == work.themes or not row["themes"]


def test_tables_point_at_the_works() -> None:
    """Each other table has its foreign key; works and versions have a key of their own."""
    assert described("works.csv")["tableSchema"]["primaryKey"] == ["id"]
    assert described("versions.csv")["tableSchema"]["primaryKey"] == ["id", "language"]
    for table in TABLES[1:]:
        (key,) = described(table.file)["tableSchema"]["foreignKeys"]
        assert key == {"columnReference": ["id"], "reference": {"resource": "works.csv", "columnReference": ["id"]}}


def test_a_table_can_be_described_alone() -> None:
    """The search that exports works only describes works only."""
    assert [table["url"] for table in json.loads(metadata([WORKS]))["tables"]] == ["works.csv"]
