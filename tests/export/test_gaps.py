"""What the collection lacks."""

import dataclasses

import pytest

from kb.document import Award, Document, Figure, Source, Version
from kb.export.gaps import gaps
from kb.export.regions import STATES
from kb.vocabulary import Vocabulary


def point(works: tuple[Document, ...] | list[Document], vocabulary: Vocabulary, head: str) -> str:
    """The line of one gap."""
    (found,) = [line for line in gaps(works, vocabulary).splitlines() if f"**{head}" in line]
    return found


def work(country: str, original: str, **fields: object) -> Document:
    """A work of a country, in a language."""
    base = Document(f"{country}-{original}", "practice", (Version(original, "T", body="word " * 80),), original)
    return dataclasses.replace(base, country=country, **fields)  # type: ignore[arg-type]


def test_shares_are_of_the_works_with_a_country(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Ten of twelve works have one; six of them lie in Europe."""
    text = gaps(works, vocabulary)
    assert "Shares of the works that have a country (10): Europe 60 %, Latin America and the Caribbean 20 %, " in text


def test_countries_without_a_work_are_named(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """By region, and no country that has one."""
    text = gaps(works, vocabulary)
    assert "is from 188 of the 195 members" in text
    (southern,) = [line for line in text.splitlines() if line.startswith("  - Southern Europe (")]
    assert southern.startswith("  - Southern Europe (14 of 15): Albania, Andorra, ")
    assert "Spain" not in southern


def test_a_region_that_is_whole_is_not_listed(vocabulary: Vocabulary) -> None:
    """Only what is missing is named."""
    whole = [work(code, "en") for code in STATES["Central Asia"]]
    assert "Central Asia" not in gaps(whole, vocabulary)


def test_years_are_counted(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Without a year, before 2000, with an end."""
    assert "Works without a year: 3; begun before 2000: 1; with an end year: 1." in point(works, vocabulary, "Years.")


def test_thin_works_are_counted_without_their_headings(vocabulary: Vocabulary) -> None:
    """Sixty words are enough, headings are none of them, and Chinese is not one long word."""
    bodies = ["word " * 60, "## " + "head " * 30 + "\n\n" + "word " * 59, "臺北市政府讓市民提案並投票" * 10]
    thin = [dataclasses.replace(work("TW", "zh"), versions=(Version("zh", "T", body=body),)) for body in bodies]
    assert "fewer than 60 words: 1; the median is 60 words." in point(thin, vocabulary, "Short.")


@pytest.mark.parametrize(
    ("country", "original", "foreign"),
    [("ES", "ca", 0), ("ES", "en", 1), ("TW", "zh", 0), ("KR", "en", 1), ("IN", "en", 0)],
)
def test_foreign_originals_are_counted(country: str, original: str, foreign: int, vocabulary: Vocabulary) -> None:
    """Regional languages are official too; English is foreign in Spain and Korea, not in India."""
    one = point([work(country, original)], vocabulary, "Languages.")
    assert f"in no official language of their country: {foreign};" in one


def test_whole_texts_are_counted_by_language(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """A version without a body is not a whole text."""
    bare = dataclasses.replace(works[0], versions=(works[0].versions[0], Version("en", "T", "S", translation="x")))
    assert "English for 6, Spanish for 3, French for 1 and Portuguese for 1" in point(
        works, vocabulary, "Translations."
    )
    assert "English for 5," in point([bare, *works[1:]], vocabulary, "Translations.")


def test_evidence_is_counted(vocabulary: Vocabulary) -> None:
    """Pages once each, sites without their www."""
    pages = (Source("https://www.a.org/1"), Source("https://a.org/2"))
    found = [
        work("ES", "es", sources=pages, figures=(Figure("voters", 1),)),
        work("FR", "fr", sources=(*pages[:1], Source("https://b.org/"))),
        work("PT", "pt", sources=pages[:1]),
    ]
    assert "one page: 1; works without a figure: 2. The sources are 3 pages on 2 sites, 2 of them on a.org." in (
        point(found, vocabulary, "Evidence.")
    )


def test_awards_among_practices_are_counted(vocabulary: Vocabulary) -> None:
    """Only practices, for an award is named in an award by its nature."""
    found = [work("ES", "es", award=Award(16, 2022, "winner")), work("FR", "fr"), work("PT", "pt", type="award")]
    assert "Practices named in an award: 1 of 2." in point(found, vocabulary, "Success")


def test_themes_are_told_apart(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Few, none, and none even nearby: a narrower concept of one that is carried is not far from it."""
    few, none = point(works, vocabulary, "Themes with fewer"), point(works, vocabulary, "Themes that no work")
    assert "Children" in few
    assert "Housing" not in none
    assert f"Of the {len(vocabulary.concepts)} concepts" in none
    listed = none.split("either: ")[1]
    for theme in ("youth-participatory-budgeting", "school-participatory-budgeting"):
        if theme in vocabulary.concepts:
            assert vocabulary.label(theme, "en") not in listed


def test_no_works_are_no_error(vocabulary: Vocabulary) -> None:
    """A collection may be empty: everything is a gap."""
    assert "195 of the 195" in gaps([], vocabulary)
