"""The data card."""

import pytest

from kb.document import Document
from kb.errors import KbError
from kb.export import card
from kb.vocabulary import Vocabulary

TEXT = "Before\n<!-- begin a -->\nold\n<!-- end a -->\nbetween <!-- begin b --><!-- end b --> after\n"


def rows(text: str, head: str) -> list[list[str]]:
    """The cells of the table whose first header is this."""
    lines = text[text.index(f"| {head} |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_blocks_are_filled_and_the_rest_is_left_alone() -> None:
    """Filling twice changes nothing more."""
    filled = card.fill(TEXT, {"a": "new\n", "b": "also"})
    assert filled == (
        "Before\n<!-- begin a -->\nnew\n<!-- end a -->\nbetween <!-- begin b -->\nalso\n<!-- end b --> after\n"
    )
    assert card.fill(filled, {"a": "new", "b": "also"}) == filled


def test_a_block_may_hold_what_a_pattern_would_mind() -> None:
    """Backslashes and groups are text."""
    assert r"\1 \g<0> $" in card.fill(TEXT, {"a": r"\1 \g<0> $"})


@pytest.mark.parametrize("text", ["", TEXT + TEXT, "<!-- begin a -->"])
def test_markers_that_are_missing_or_double_are_refused(text: str) -> None:
    """Nothing is written in the wrong place."""
    with pytest.raises(KbError, match="block 'a'") as caught:
        card.fill(text, {"a": "x"})
    assert caught.value.field == "a"


def test_counts_are_those_of_the_works(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Every table adds up to the works, or to the versions."""
    text = card.counts(works, vocabulary)
    assert text.startswith(
        "**12 works** in 15 language versions, from 9 cities, towns and districts in 8 countries and areas;"
        " the earliest began in 1989, the latest in 2022."
    )
    assert sum(int(row[1]) for row in rows(text, "Type")) == len(works)
    assert sum(int(row[2]) for row in rows(text, "Part of the world")) == len(works)
    assert sum(int(row[1]) for row in rows(text, "Began in the")) == len(works)
    assert sum(int(cell) for row in rows(text, "Language") for cell in row[1:]) == 15


def test_places_years_and_languages_are_told_apart(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Rows by region, decade and language; what is unknown has a row of its own."""
    text = card.counts(works, vocabulary)
    assert ["Europe", "Southern Europe", "2", "Spain 2"] in rows(text, "Part of the world")
    assert rows(text, "Part of the world")[-1] == ["none in particular", "", "2", ""]
    assert rows(text, "Began in the")[0] == ["1980s", "1"]
    assert rows(text, "Began in the")[-1] == ["unknown", "3"]
    assert rows(text, "Language")[0] == ["English", "4", "2", "0"]


def test_themes_are_ranked(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """The most frequent first, then by name."""
    assert card.counts(works, vocabulary).split("\n\n")[-1].startswith("Participatory budgeting 3, Children 2, ")


def test_an_unknown_country_is_counted_too(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """A code without a region does not stop the card, and is not lost."""
    odd = Document("odd", "news", works[-1].versions, "pl", country="QQ")
    assert ["unknown", "unknown", "1", "QQ 1"] in rows(card.counts([odd], vocabulary), "Part of the world")


def test_no_works_are_no_error(vocabulary: Vocabulary) -> None:
    """A collection may be empty."""
    assert card.counts([], vocabulary).startswith("**0 works** in 0 language versions")


def test_a_citation_has_the_version() -> None:
    """The frozen copy states its own; elsewhere the reader is told how to find it."""
    assert card.citation("2026.11+x") == "> Local democracy knowledge base, version 2026.11+x. CC BY 4.0."
    assert "`python -m kb.release version`" in card.citation()
