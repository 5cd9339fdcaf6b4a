"""Plain text."""

from pathlib import Path

from kb.ingest.read import read
from tests.ingest.conftest import LIMIT, Opened, only

SAMPLES = Path(__file__).parents[2] / "samples"


def test_the_first_line_is_the_title(opened: Opened) -> None:
    """The rest is the body."""
    source = only(opened("a.ca.txt", "\n\n  Consell de barri \n\nEs reuneix.\n"))
    assert (source.title, source.body, source.language) == ("Consell de barri", "Es reuneix.", "ca")


def test_a_first_line_that_is_a_paragraph_stays_in_the_body(opened: Opened) -> None:
    """Its beginning is the title."""
    text = "word " * 60
    source = only(opened("a.txt", text))
    assert source.title.endswith("word …")
    assert len(source.title) <= 210
    assert source.body == text.strip()


def test_front_matter_is_read_here_too(opened: Opened) -> None:
    """With a stated title all of the text is body."""
    source = only(opened("a.txt", "---\ntitle: T\n---\nFirst.\nSecond.\n"))
    assert (source.declared, source.body) == ({"title": "T"}, "First.\nSecond.")


def test_an_old_file_in_latin_1() -> None:
    """Read with its accents and a warning."""
    reading = read(SAMPLES / "latin-1.txt", "latin-1.txt", LIMIT)
    source = only(reading)
    assert source.title == "Consell de barri de Gràcia"
    assert "veïns" in source.body
    assert source.detected == "ca"
    assert [problem.field for problem in reading.problems] == ["encoding"]
