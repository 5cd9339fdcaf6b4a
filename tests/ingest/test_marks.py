"""Names of places in sentences."""

import pytest

from kb.ingest.gazetteer import Gazetteer
from kb.ingest.marks import Mark, is_beside, is_one_of_several, marks, split, word_before

COUNTRIES = {"brazil": "BR", "france": "FR"}


def _marks(sentence: str, gazetteer: Gazetteer) -> list[Mark]:
    return list(marks(sentence, split(sentence), COUNTRIES, gazetteer))


def test_the_longest_name_is_taken(gazetteer: Gazetteer) -> None:
    """Of a place or a country; small words are none."""
    found = _marks("Budgeting in Porto Alegre, Brazil", gazetteer)
    assert [(mark.name, mark.start, mark.end, mark.country) for mark in found] == [
        ("Porto Alegre", 2, 4, None), ("Brazil", 4, 5, "BR")
    ]  # fmt: skip
    assert _marks("nothing of the kind", gazetteer) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("in Rosario, Brazil", True), ("in Rosario (Brazil)", True), ("in Rosario and later Brazil", False)],
)
def test_a_country_may_follow(gazetteer: Gazetteer, sentence: str, expected: bool) -> None:
    """With nothing but a sign between."""
    place, country = _marks(sentence, gazetteer)
    assert is_beside(sentence, split(sentence), place, country) is expected


def test_one_of_several_is_told(gazetteer: Gazetteer) -> None:
    """Two names joined by a word like and."""
    for sentence, expected in (("in Lyon and Grenoble", True), ("in Lyon, France", False)):
        assert is_one_of_several(split(sentence), _marks(sentence, gazetteer)[0]) is expected


def test_the_word_before_is_folded() -> None:
    """An elided article counts; a sign between does not let one word stand before another."""
    words = split("À Lyon; d'Annecy")
    assert [word_before(words, at) for at in range(len(words))] == ["", "a", "d"]
