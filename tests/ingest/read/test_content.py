"""Bytes become text."""

import pytest

from kb.errors import BadDocument
from kb.ingest.read.content import clean, decode
from tests.ingest.conftest import Opened, only

TEXTS = {
    "cp1252": "L'assemblée citoyenne a délibéré à propos du budget participatif été 2019.",
    "cp1250": "Participativní rozpočet města a účast obyvatel na rozhodování o příštím roce, žádosti a návrhy.",
    "cp1251": "Жители города решают, на что потратить часть бюджета района в следующем году.",
    "cp1253": "Οι πολίτες αποφασίζουν για τον προϋπολογισμό του δήμου κάθε χρόνο.",
    "cp1254": "Vatandaşlar her yıl belediye bütçesinin bir bölümüne karar veriyor ve öneriler sunuyor.",
    "gb18030": "村级公共服务和社会管理专项资金由村民会议决定用途，居民提出项目并投票。",
    "shift_jis": "市民が予算の使い道を提案し、投票で決める仕組みです。参加型予算。",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_old_encodings_are_told_by_their_languages(encoding: str) -> None:
    """The letters alone would fit several."""
    assert decode(TEXTS[encoding].encode(encoding)) == (TEXTS[encoding], encoding)


def test_a_few_western_bytes_are_western() -> None:
    """Too short for a detector."""
    assert decode("Año".encode("latin-1")) == ("Año", "cp1252")


def test_marks_of_unicode_are_believed() -> None:
    """As Windows writes them."""
    assert decode("été".encode("utf-8-sig")) == ("été", "utf-8")
    assert decode("été".encode("utf-16")) == ("été", "utf-16")


def test_a_stated_encoding_is_tried_first() -> None:
    """A page knows itself, unless it is wrong."""
    assert decode("ł".encode("cp1250"), "cp1250") == ("ł", "cp1250")
    assert decode("ł".encode(), "no-such-encoding") == ("ł", "utf-8")


def test_binary_data_is_no_text() -> None:
    """A picture that is called .txt."""
    with pytest.raises(BadDocument, match="zero bytes"):
        decode(b"\x89PNG\0\0\1")


def test_latin_1_in_a_file_that_says_utf_8_is_read_with_a_warning(opened: Opened) -> None:
    """No letter is lost."""
    page = '<meta charset="utf-8"><main><h1>Participació a Gràcia</h1><p>Les veïnes i els veïns decideixen.</p></main>'
    reading = opened("a.html", page.encode("latin-1"))
    source = only(reading)
    assert "veïns" in source.body
    assert [(problem.field, problem.reason) for problem in reading.problems] == [
        ("encoding", "found bytes that are not utf-8; read as cp1252.")
    ]


def test_letters_lost_before_are_told(opened: Opened) -> None:
    """They cannot be put right without looking."""
    reading = opened("a.md", "# ParticipaciÃ³n\n\nTexto.")
    assert "lost in an earlier conversion" in reading.problems[0].reason


def test_line_ends_are_one() -> None:
    """As Windows, old Macs and Unix write them."""
    assert clean("a\r\nb\rc\n\ufeff") == "a\nb\nc\n"
