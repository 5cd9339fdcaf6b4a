"""Facts, figures and origins."""

import pytest

from kb.document import Award, Document, Figure, Origin, Version
from kb.vocabulary import Vocabulary
from kb.web.labels import Labels
from kb.web.pages.facts import amount, award, facts, figures, ordinal, origins

WORK = Document(
    "a",
    "practice",
    (Version("en", "A"),),
    "en",
    city="Porto Alegre",
    country="BR",
    latitude=-30.0328,
    longitude=-51.2302,
    population=1484941,
    year=1989,
    organiser="Prefeitura",
    award=Award(9, 2015, "special mention"),
    figures=(Figure("budget", 1500000, "BRL", 1990), Figure("turnout", 5, "%")),
    origin={
        "population": Origin("gazetteer", "geonames:3452925"),
        "year": Origin("text", "It began in 1989."),
        "title": Origin("stated", "a.md"),
        "figures": Origin("stated", "a.md"),
        "award": Origin("stated", "a.md"),
        "country": Origin("stated", "a.md"),
        "original": Origin("detector", "", 0.97),
    },
)


def test_what_is_known_is_told_with_its_unit_and_direction() -> None:
    """South and west have no minus; the place can be seen on a map."""
    found = {fact.label: (fact.value, fact.url) for fact in facts(WORK)}
    assert found["Population"] == ("1,484,941", None)
    assert found["Award"] == ("Special mention, 9th edition, 2015", None)
    assert found["Coordinates"] == (
        "30.03° S, 51.23° W",
        "https://www.openstreetmap.org/?mlat=-30.0328&mlon=-51.2302#map=11/-30.0328/-51.2302",
    )


def test_what_is_not_known_is_not_mentioned() -> None:
    """No empty rows."""
    assert facts(Document("a", "news", (Version("en", "A"),), "en")) == ()


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure("turnout", 5, "percent"), "5%"),
        (Figure("turnout", 4.5, "%"), "4.5%"),
        (Figure("budget", 1500000, "EUR"), "EUR 1,500,000"),
        (Figure("voters", 12000, "people"), "12,000 people"),
        (Figure("Proposals received", 300, "proposals"), "300"),
        (Figure("index", 0.31), "0.31"),
    ],
)
def test_a_figure_has_its_unit_once(figure: Figure, shown: str) -> None:
    """Currencies before, the rest behind, and not again what its name says already."""
    assert amount(figure) == shown


def test_figures_keep_their_order_and_year() -> None:
    """An unknown year is empty."""
    assert [(each.what, each.value, each.year) for each in figures(WORK)] == [
        ("budget", "BRL 1,500,000", "1990"),
        ("turnout", "5%", ""),
    ]


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (21, "21st")]
)
def test_ordinals_are_english(number: int, shown: str) -> None:
    """The teens are regular."""
    assert ordinal(number) == shown


def test_an_award_tells_what_is_known_of_it() -> None:
    """In any combination."""
    assert [award(each) for each in (Award(16), Award(year=2022), Award(distinction="winner"), None)] == [
        "16th edition",
        "2022",
        "Winner",
        "",
    ]


def test_origins_say_how_each_value_came_about() -> None:
    """In the order of the record, with the sentence or the certainty; values of one origin together."""
    found = [(each.kind, each.evidence, each.values) for each in origins(WORK, Labels.of(Vocabulary({})))]
    assert found == [
        ("recognised automatically (97% sure)", "", (("Language", "English"),)),
        ("stated in the document", "a.md", (("Country", "Brazil"), ("Award", "Special mention, 9th edition, 2015"),
                                            ("Figures", "2"), ("Title", ""))),
        ("from the gazetteer", "geonames:3452925", (("Population", "1,484,941"),)),
        ("found in the text", "It began in 1989.", (("Year", "1989"),)),
    ]  # fmt: skip
