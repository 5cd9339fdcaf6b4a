"""Values as words."""

import dataclasses

import pytest

from kb.document import Document, Version
from kb.vocabulary import Concept, Vocabulary
from kb.web.labels import Labels, Text, count, joined, language, number, own_language, place, years

WORK = Document("a", "news", (Version("en", "A"),), "en")


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("theme", "youth", "Young people"),
        ("theme", "unknown", "unknown"),
        ("city", "sao-paulo-br", "São Paulo"),
        ("city", "quart-de-poblet-es", "Quart De Poblet"),
        ("city", "atlantis", "Atlantis"),
        ("country", "BR", "Brazil"),
        ("country", "XQ", "XQ"),
        ("language", "ca", "Catalan"),
        ("language", "zh-hant", "zh-hant"),
        ("type", "practice", "Practice"),
        ("year", "2019", "2019"),
    ],
)
def test_a_value_is_shown_in_words(field: str, value: str, label: str) -> None:
    """What has no name is shown as it is."""
    vocabulary = Vocabulary({"youth": Concept("youth", {"en": ("Young people",)})})
    labels = dataclasses.replace(Labels.of(vocabulary), cities={"sao-paulo-br": "São Paulo"})
    assert labels.value(field, value) == label


def test_a_term_knows_its_language() -> None:
    """English is the page's own, and wins where two languages share a word."""
    concept = Concept("a", {"fr": ("Participation", "Jeunes"), "en": ("Participation",)})
    labels = Labels.of(Vocabulary({"a": concept}))
    assert labels.term("Jeunes") == Text("Jeunes", "fr")
    assert labels.term("Participation") == labels.term("Participation") == Text("Participation")
    assert labels.term("typed") == Text("typed")


def test_languages_call_themselves_by_their_own_name() -> None:
    """With a capital, since they stand alone; an unknown one keeps its code."""
    assert own_language("ca") == Text("Català", "ca")
    assert own_language("en") == Text("English")
    assert own_language("ar") == Text("العربية", "ar")
    assert own_language("tlh") == Text("tlh") or own_language("tlh").text == language("tlh")


def test_some_scripts_run_from_right_to_left() -> None:
    """The page has to say so."""
    assert [Text("x", code).right_to_left for code in ("ar", "fa-ir", "es", None)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("city", "country", "shown"),
    [("Leeds", "GB", "Leeds, United Kingdom"), (None, "GB", "United Kingdom"), ("Leeds", None, "Leeds"),
     (None, None, None), ("Singapore", "SG", "Singapore")],
)  # fmt: skip
def test_a_place_is_city_and_country(city: str | None, country: str | None, shown: str | None) -> None:
    """As far as known; a city state is named once."""
    assert place(dataclasses.replace(WORK, city=city, country=country)) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [(2004, None, "2004"), (2004, 2010, "2004–2010"), (2004, 2004, "2004"), (None, 2010, "2010"), (None, None, None)],
)
def test_years_are_one_or_from_to(start: int | None, end: int | None, shown: str | None) -> None:
    """Unknown is nothing, not 0."""
    assert years(dataclasses.replace(WORK, year=start, year_end=end)) == shown


def test_numbers_and_lists_read_as_english() -> None:
    """Thousands are grouped, one is singular, the last of a list is joined by a word."""
    assert (number(1500000), number(0.5), count(1, "work"), count(1200, "work")) == (
        "1,500,000",
        "0.5",
        "1 work",
        "1,200 works",
    )
    assert [joined(list(text), "or") for text in ("", "a", "ab", "abc")] == ["", "a", "a or b", "a, b or c"]
