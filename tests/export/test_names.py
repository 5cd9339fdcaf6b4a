"""Codes as English words."""

import pytest

from kb.document import Document, Version
from kb.export import names


def test_codes_become_words_and_unknown_ones_stay() -> None:
    """A code that CLDR does not know is shown as it is."""
    assert (names.country("KR"), names.country("ZZZ")) == ("South Korea", "ZZZ")
    assert (names.language("ca"), names.language("pt-BR"), names.language("qqq")) == (
        "Catalan",
        "Brazilian Portuguese",
        "qqq",
    )


@pytest.mark.parametrize(
    ("city", "region", "country", "shown"),
    [
        ("Rosario", "Santa Fe", "AR", "Rosario, Argentina"),
        (None, "Catalonia", "ES", "Catalonia, Spain"),
        (None, None, "TN", "Tunisia"),
        ("Singapore", None, "SG", "Singapore"),
        (None, None, None, None),
    ],
)
def test_a_place_is_named_as_a_letter_would(
    city: str | None, region: str | None, country: str | None, shown: str | None
) -> None:
    """City or else region, then country, nothing twice."""
    work = Document("a", "news", (Version("en", "T"),), "en", city=city, region=region, country=country)
    assert names.place(work) == shown


@pytest.mark.parametrize(
    ("year", "end", "shown"),
    [(2002, 2010, "2002-2010"), (2002, None, "2002"), (2002, 2002, "2002"), (None, 2010, "2010"), (None, None, None)],
)
def test_years_are_a_span(year: int | None, end: int | None, shown: str | None) -> None:
    """One year is not written twice."""
    work = Document("a", "news", (Version("en", "T"),), "en", year=year, year_end=end)
    assert names.years(work) == shown


@pytest.mark.parametrize(
    ("parts", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_are_read_aloud(parts: list[str], shown: str) -> None:
    """Commas, and before the last an "and"."""
    assert names.listed(parts) == shown
