"""Corrections."""

import pytest

from kb.document import Document, Version
from kb.engines.memory import MemoryEngine
from kb.engines.spelling import LITTLE, Speller
from kb.planner import Planner
from kb.query import Search
from kb.text import Analysis
from kb.vocabulary import Vocabulary

TEXTS = (
    "Participación de la ciudadanía en 2019",
    "Participación ciudadana",
    "Participación",
    "Particpación, mal escrito",
    "budget vote 臺北市",
    "budgets street",
    "Città",
)


@pytest.fixture(scope="module")
def speller() -> Speller:
    """Corrects to the words of a few texts."""
    engine = MemoryEngine(Planner(Analysis(), Vocabulary({})))
    languages = ("es", "es", "es", "es", "en", "en", "it")
    engine.replace(
        Document(f"work-{at}", "news", (Version(language, text),), language)
        for at, (text, language) in enumerate(zip(TEXTS, languages, strict=True))
    )
    return engine.opened().speller


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("participasion", "participación"),
        ("PARTICIPASION", "participación"),
        ("participasion ciudadana", "participación ciudadana"),
        ("partisipacion OR zzzzzz", "participación OR zzzzzz"),
        ('"participasion ciudadana"', '"participación ciudadana"'),
        ("title:bugdet", "title:budget"),
        ("l'participasion", "l'participación"),
        ("stret -vote", "street -vote"),
        ("citta", None),  # found as it is, accent or not
        ("citty", "città"),
        ("cotty", None),  # two letters away, and too short for that
        ("particpacion", None),  # a word of the index, if a rare one
        ("budgett vote street", None),  # no work has all of them
        ("2091", None),
        ("xyz", None),
        ("-participasion", None),
        ("partisipasi*", None),
        ("臺南市", None),
        ("theme:participasion", None),
        ("", None),
    ],
)
def test_what_is_suggested(speller: Speller, typed: str, better: str | None) -> None:
    """The most frequent of the nearest words, as it is written; never a number, an exclusion or a beginning."""
    assert speller.suggestion(Search.of(typed), 0) == better


def test_nothing_is_suggested_where_enough_is_found(speller: Speller) -> None:
    """Or where the correction finds no more."""
    assert speller.suggestion(Search.of("participasion"), LITTLE) is None
    assert speller.suggestion(Search.of("participasion OR stret"), 2) == "participación OR street"
    assert speller.suggestion(Search.of("stret"), 2) is None


def test_filters_hold_for_what_a_correction_finds(speller: Speller) -> None:
    """It must find more where the reader looks."""
    assert speller.suggestion(Search.of("participasion", filters={"language": ("es",)}), 0) == "participación"
    assert speller.suggestion(Search.of("participasion", filters={"language": ("en",)}), 0) is None
