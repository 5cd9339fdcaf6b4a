"""Tables as CSV."""

import csv
import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document import Document, Figure, Related, Source, Version
from kb.export.columns import FIGURES, SOURCES, TABLES, VERSIONS, WORKS
from kb.export.csv import unguarded, write

WORK = Document("a-work", "practice", (Version("en", "Title"),), "en")


def read(text: str) -> list[dict[str, str]]:
    """The rows of a file, read strictly."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def titled(title: str) -> Document:
    """A work with a title, which is all that matters here."""
    return dataclasses.replace(WORK, versions=(Version("en", title),))


def test_a_row_a_work_in_the_order_given(works: tuple[Document, ...]) -> None:
    """Nothing is sorted, merged or lost."""
    assert [row["id"] for row in read(write(WORKS, works))] == [work.id for work in works]


def test_every_table_has_its_header_even_when_it_is_empty() -> None:
    """One header row, the names of the columns in their order."""
    for table in TABLES:
        assert write(table, ()) == ",".join(column.name for column in table.columns) + "\r\n"


def test_lines_end_as_rfc_4180_asks(works: tuple[Document, ...]) -> None:
    """CR LF after every row; a line feed inside a text stays one."""
    text = write(VERSIONS, [*works, dataclasses.replace(WORK, versions=(Version("en", "T", body="one\n\ntwo"),))])
    assert text.endswith('"one\n\ntwo"\r\n')
    assert text.count("\r\n") == 1 + sum(len(work.versions) for work in works) + 1


@pytest.mark.parametrize("title", ['a "quoted" one', "comma, here", "臺北 مدينة", "line\nfeed", "semi;colon"])
def test_texts_come_back_as_they_were(title: str) -> None:
    """Quotes, commas, line feeds and scripts survive."""
    assert read(write(WORKS, [titled(title)]))[0]["title"] == title


@pytest.mark.parametrize("title", ["=1+1", "+34 600", "-5 %", "@sum", "\tx", "\rx", "\n=x", "＝1", "－1", "'=1"])
def test_what_looks_like_a_formula_is_made_harmless(title: str) -> None:
    """A spreadsheet shows the text instead of running it, and the text can be had back."""
    cell = read(write(WORKS, [titled(title)]))[0]["title"]
    assert cell == f"'{title}"
    assert unguarded(cell) == title


@given(st.text(alphabet="'=+-@\t\r\n a＝", max_size=8))
def test_the_guard_comes_off_again(title: str) -> None:
    """Whatever a text begins with, the reader can restore it without a doubt."""
    assert unguarded(read(write(WORKS, [titled(title)]))[0]["title"]) == title


def test_apostrophes_of_plain_texts_are_left_alone() -> None:
    """Only what looks like a formula is touched: 's-Hertogenbosch is no formula."""
    assert read(write(WORKS, [titled("'s-Hertogenbosch")]))[0]["title"] == "'s-Hertogenbosch"
    assert unguarded("'s-Hertogenbosch") == "'s-Hertogenbosch"


def test_numbers_are_not_guarded() -> None:
    """West of Greenwich is a number, and stays one."""
    row = read(write(WORKS, [dataclasses.replace(WORK, latitude=-34.6, longitude=-58.0)]))[0]
    assert (row["latitude"], row["longitude"]) == ("-34.6", "-58")


@pytest.mark.parametrize(("value", "cell"), [(40000.0, "40000"), (3.5, "3.5"), (0.0, "0"), (1e16, "10000000000000000")])
def test_figures_are_written_as_people_write_them(value: float, cell: str) -> None:
    """No needless decimals, no exponent for whole numbers."""
    work = dataclasses.replace(WORK, figures=(Figure("voters", value),))
    assert read(write(FIGURES, [work]))[0]["value"] == cell


def test_unknown_is_an_empty_cell() -> None:
    """Never 0, never the word None."""
    row = read(write(WORKS, [WORK]))[0]
    assert {name for name, cell in row.items() if cell} == {"id", "type", "title", "title_en", "original", "languages"}


def test_several_values_stand_in_one_cell(works: tuple[Document, ...]) -> None:
    """Themes and languages with a semicolon, addresses with a space between them."""
    pages = (Source("https://example.org/a;b", "2026-11"), Source("https://example.org/c d"))
    row = read(write(WORKS, [dataclasses.replace(works[0], sources=pages)]))[0]
    assert row["themes"] == "participatory-budgeting;gender"
    assert row["languages"] == "pt;en"
    assert row["sources"].split(" ") == ["https://example.org/a;b", "https://example.org/c%20d"]


def test_parts_of_a_work_have_rows_of_their_own() -> None:
    """A source, a figure, a link each, with the id of its work."""
    work = dataclasses.replace(
        WORK, sources=(Source("https://example.org/", "2026-11"), Source("https://example.net/")),
        related=(Related("other", 2),),
    )  # fmt: skip
    assert [(row["id"], row["read"]) for row in read(write(SOURCES, [work]))] == [("a-work", "2026-11"), ("a-work", "")]
    assert read(write(TABLES[-1], [work])) == [{"id": "a-work", "related": "other", "commitment": "2"}]
