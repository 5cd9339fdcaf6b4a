"""PDF."""

from kb.ingest.read.pdf import dehyphenated
from tests.ingest.conftest import Opened, only, refusal
from tests.ingest.samples import encrypted_pdf, pdf


def test_each_passage_keeps_its_page(opened: Opened) -> None:
    """A marker line before each page; page numbers and bullets are not text."""
    reading = opened(
        "memoria.pdf", pdf(["Memoria anual\nEl proceso empezó.\n1", "• uno\n• dos\n# tres\n- 2 -"], language="es")
    )
    source = only(reading)
    assert (source.title, source.pages, source.hint) == ("Memoria anual", 2, "es")
    assert source.body == "[p. 1]\n\nMemoria anual\nEl proceso empezó.\n\n[p. 2]\n\n- uno\n- dos\n\\# tres"


def test_the_title_of_the_file_is_taken_when_a_person_wrote_it(opened: Opened) -> None:
    """Not that of a word processor."""
    assert only(opened("a.pdf", pdf(["First line\nText"], title="Annual report"))).title == "Annual report"
    assert only(opened("a.pdf", pdf(["First line\nText"], title="Microsoft Word - v2.doc"))).title == "First line"


def test_a_pdf_of_no_pages_is_refused(opened: Opened) -> None:
    """Also after an encrypted one."""
    assert refusal(opened("e.pdf", encrypted_pdf("secret"))) == (
        "encryption", "is encrypted: it opens only with a password, expected a PDF without one.",
    )  # fmt: skip
    assert refusal(opened("a.pdf", pdf([]))) == ("pages", "is a PDF of 0 pages, expected at least one.")


def test_a_pdf_without_text_needs_ocr(opened: Opened) -> None:
    """Said with how it can be had."""
    assert refusal(opened("a.pdf", pdf(["", " "]))) == (
        "pages", "needs OCR: none of its 2 pages has text (ocrmypdf can add it).",
    )  # fmt: skip


def test_pages_without_text_are_named(opened: Opened) -> None:
    """The others are read."""
    reading = opened("a.pdf", pdf(["One", "", "Three"]))
    assert "[p. 3]\n\nThree" in only(reading).body
    assert [problem.reason for problem in reading.problems] == ["pages without text, which may need OCR: 2 of 3."]


def test_damaged_files_are_refused(opened: Opened) -> None:
    """Cut off, or something else altogether."""
    assert refusal(opened("a.pdf", b"%PDF-1.4 nonsense"))[0] == "pdf"
    assert refusal(opened("b.pdf", b"<html></html>"))[0] == "pdf"


def test_parted_words_are_put_together() -> None:
    """A hyphen stays where the text writes one."""
    assert dehyphenated(["partici\ufffepation and partici-\npation"]) == ["participation and participation"]
    assert dehyphenated(["co\ufffecreation", "a co-creation"]) == ["co-creation", "a co-creation"]
    assert dehyphenated(["Saint-\nDenis"]) == ["Saint-Denis"]
    assert dehyphenated(["2014-\n2016"]) == ["2014-\n2016"]
