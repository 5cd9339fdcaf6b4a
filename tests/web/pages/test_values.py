"""All values of a facet, to pick from."""

from kb.engine import Facet, FacetValue
from kb.query import Search
from kb.vocabulary import Vocabulary
from kb.web.labels import Labels
from kb.web.pages.values import values_page

LABELS = Labels.of(Vocabulary({}))
COUNTRIES = Facet("country", (FacetValue("ES", 9, True), FacetValue("AX", 4), FacetValue("AR", 2), FacetValue("DE", 0)))


def test_values_are_alphabetical_as_a_reader_reads_them() -> None:
    """Marks aside; what would find nothing is left out."""
    search = Search.of("budget", filters={"country": ("ES",)})
    page = values_page(search, 9, COUNTRIES, LABELS)
    assert [(each.label, each.works, each.selected) for each in page.choices] == [
        ("Åland Islands", 4, False), ("Argentina", 2, False), ("Spain", 9, True)
    ]  # fmt: skip
    assert (page.summary, page.search) == ("3 countries", "9 works for “budget” in country Spain")
    assert page.search_url == "/search?q=budget&country=ES"


def test_the_forms_carry_the_search_along() -> None:
    """The rest of it, for the one that picks also what is picked and not listed."""
    search = Search.of("budget", filters={"country": ("ES",), "theme": ("youth",)}, page=3)
    page = values_page(search, 9, COUNTRIES, LABELS, "ARG")
    assert [each.label for each in page.choices] == ["Argentina"]
    assert page.summary == "1 of 3 countries with “ARG”"
    assert page.hidden == (("q", "budget"), ("theme", "youth"), ("country", "ES"))
    assert page.find_hidden == (("facet", "country"), ("q", "budget"), ("theme", "youth"), ("country", "ES"))


def test_years_run_from_the_latest() -> None:
    """As numbers."""
    facet = Facet("year", (FacetValue("905", 3), FacetValue("2020", 1), FacetValue("1989", 9)), truncated=True)
    page = values_page(Search(), 13, facet, LABELS)
    assert ([each.label for each in page.choices], page.truncated) == (["2020", "1989", "905"], True)
