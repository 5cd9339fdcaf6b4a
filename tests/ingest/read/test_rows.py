"""CSV."""

from pathlib import Path

import pytest

from kb.ingest.read import read
from tests.ingest.conftest import LIMIT, Opened, only, refusal

SAMPLES = Path(__file__).parents[2] / "samples"


def test_a_row_is_a_work_and_a_ragged_one_is_refused_alone() -> None:
    """By its line, counted over cells of several lines."""
    reading = read(SAMPLES / "practicas.csv", "practicas.csv", LIMIT)
    assert [(source.part, source.declared["title"]) for source in reading.sources] == [
        ("line 2", "Presupuesto participativo"), ("line 3", "Consejo de la niñez"), ("line 6", "Jurado ciudadano"),
    ]  # fmt: skip
    assert [problem.text for problem in reading.problems] == ["line 5: found 2 cells, expected 7 as in the first line."]
    assert reading.sources[0].declared["city"] == "Rosario"
    assert reading.sources[0].body == "Poca difusión"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(opened: Opened, delimiter: str) -> None:
    """With the mark of Excel before it, and with the others in the text."""
    line = delimiter.join
    text = "\ufeff" + "\n".join([line(["title", "city"]), line(['"A, b; c"', "Lima"]), line(['"D|e"', "Cusco"])])
    reading = opened("a.csv", text)
    assert [source.declared for source in reading.sources] == [
        {"title": "A, b; c", "city": "Lima"}, {"title": "D|e", "city": "Cusco"},
    ]  # fmt: skip


def test_an_open_quote_does_not_swallow_its_neighbours(opened: Opened) -> None:
    """Only its own line is refused."""
    reading = opened("a.csv", 'title,city\n"A,Lima\nB,Cusco\nC,Puno\n')
    assert [source.declared["title"] for source in reading.sources] == ["B", "C"]
    assert [problem.text[:7] for problem in reading.problems] == ["line 2:"]


def test_a_table_of_one_column(opened: Opened) -> None:
    """Has no delimiter."""
    assert only(opened("a.csv", "título\nAsamblea\n")).declared == {"title": "Asamblea"}


def test_names_must_be_there_and_different(opened: Opened) -> None:
    """The first line tells the cells apart."""
    assert "expected one that is the title" in refusal(opened("a.csv", "x,y\n1,2\n"))[1]
    assert "'title' twice" in refusal(opened("a.csv", "title,title\n1,2\n"))[1]
    assert refusal(opened("a.csv", "\n\n"))[1] == "holds no rows."


def test_blank_rows_are_no_works(opened: Opened) -> None:
    """Spreadsheets leave them."""
    reading = opened("a.csv", "title,city\n,\nA,Lima\n\n")
    assert len(reading.sources) == 1
    assert reading.problems == ()


def test_a_column_without_a_name_is_kept(opened: Opened) -> None:
    """By its number."""
    assert only(opened("a.csv", "title,\nA,x\n")).body == "## column 2\n\nx"
