"""DOCX."""

import pytest

from tests.ingest.conftest import Opened, only, refusal
from tests.ingest.samples import archive, docx, paragraph, table


def test_headings_lists_and_tables_are_kept(opened: Opened) -> None:
    """Title and language from the properties."""
    body = (
        paragraph("Jurado", "Heading1") + paragraph("Se reúne &amp; decide.") + table(("Año", "Votos"), ("2014", "12"))
    )
    source = only(opened("jurado.docx", docx(body, "Jurado ciudadano", "es")))
    assert (source.id, source.title, source.hint) == ("jurado", "Jurado ciudadano", "es")
    assert source.body == "# Jurado\n\nSe reúne & decide.\n\n| Año | Votos |\n| --- | --- |\n| 2014 | 12 |"


def test_the_first_heading_is_the_title_where_none_is_stated(opened: Opened) -> None:
    """And leaves the body."""
    source = only(opened("a.docx", docx(paragraph("Jurado", "Heading1") + paragraph("Decide."))))
    assert (source.title, source.body) == ("Jurado", "Decide.")


def test_what_is_no_zip_is_refused(opened: Opened) -> None:
    """With what it begins with."""
    assert refusal(opened("a.docx", b"\xd0\xcf\x11\xe0 old Word"))[1].startswith(
        "is no DOCX: expected a zip archive, found a file that begins with b'\\xd0\\xcf"
    )


def test_another_archive_is_refused(opened: Opened) -> None:
    """An EPUB that was renamed."""
    assert "expected a part word/document.xml" in refusal(opened("a.docx", archive({"mimetype": b"x"})))[1]


def test_a_zip_bomb_is_not_unpacked(opened: Opened) -> None:
    """By its ratio, and by its whole size."""
    bomb = docx(paragraph("x"), extra={"word/media/a.bin": b"\0" * 5_000_000})
    assert "a zip bomb" in refusal(opened("a.docx", bomb))[1]
    assert "unpacks to" in refusal(opened("b.docx", bomb, 100_000))[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_read(opened: Opened, encoding: str) -> None:
    """External or not: no DOCX declares any."""
    xml = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'.encode(encoding)
    for part in ("word/document.xml", "word/footnotes.xml", "docProps/core.xml"):
        assert refusal(opened("a.docx", docx(paragraph("x"), extra={part: xml})))[0] == "xml"


def test_a_broken_document_is_refused(opened: Opened) -> None:
    """Not a traceback."""
    assert refusal(opened("a.docx", docx("<w:p>")))[0] == "docx"
    damaged = docx(paragraph("x" * 500))
    assert refusal(opened("b.docx", damaged[:300] + b"\0" * 20 + damaged[320:]))[0] in ("docx", "file")


def test_a_document_without_text_is_refused(opened: Opened) -> None:
    """There is nothing to find."""
    assert refusal(opened("a.docx", docx("<w:p/>"))) == ("body", "holds no text, expected some.")


def test_text_that_the_converter_leaves_out_is_added(opened: Opened) -> None:
    """A deleted or boxed paragraph is not lost without a word."""
    boxed = "<w:p><w:unknown><w:r><w:t>Hidden words</w:t></w:r></w:unknown></w:p>"
    reading = opened("a.docx", docx(paragraph("Title") + paragraph("Text.") + boxed))
    assert "Hidden words" in only(reading).body
