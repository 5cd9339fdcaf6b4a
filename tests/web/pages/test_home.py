"""The first page."""

from kb.document import FACETS
from kb.engine import Facet, FacetValue, Results
from kb.vocabulary import Vocabulary
from kb.web.labels import Labels, Text
from kb.web.pages import home_page
from kb.web.pages.home import COUNTRIES, periods

LABELS = Labels.of(Vocabulary({}))


def _results(**facets: dict[str, int]) -> Results:
    return Results(
        42,
        (),
        {
            row.name: Facet(row.name, tuple(FacetValue(*item) for item in facets.get(row.name, {}).items()))
            for row in FACETS
        },
    )


def test_it_says_how_much_there_is() -> None:
    """In one sentence."""
    page = home_page(_results(city={"a": 1}, country={"ES": 2, "FR": 1}, language={"ca": 1}), LABELS)
    assert page.summary == "42 works from 1 city and 2 countries, in 1 language"


def test_every_entry_is_a_search() -> None:
    """With its number of works and its own name."""
    page = home_page(_results(type={"news": 3}, language={"ca": 2}, theme={"youth": 1}), LABELS)
    assert [(each.label, each.count, each.url) for each in (*page.types, *page.languages, *page.themes)] == [
        (Text("News"), 3, "/search?type=news"),
        (Text("Català", "ca"), 2, "/search?language=ca"),
        (Text("youth"), 1, "/search?theme=youth"),
    ]
    assert all(url.startswith("/search?q=") for _, url in page.examples)


def test_countries_that_are_not_shown_are_counted() -> None:
    """Nothing is left out without a word."""
    page = home_page(_results(country={f"{a}{b}": 1 for a in "ABC" for b in "ABCDEFGH"}), LABELS)
    assert (len(page.countries), page.more_countries) == (COUNTRIES, 24 - COUNTRIES)


def test_years_are_told_by_spans_of_five() -> None:
    """An empty span between two others is there, the highest bar has the full height, a small one is seen."""
    bars = periods([FacetValue("2019", 99), FacetValue("2004", 1), FacetValue("2000", 1)])
    assert [(bar.label, bar.count, bar.height, bar.url) for bar in bars] == [
        ("2000–04", 2, 1, "/search?year_from=2000&year_to=2004"),
        ("2005–09", 0, 0, "/search?year_from=2005&year_to=2009"),
        ("2010–14", 0, 0, "/search?year_from=2010&year_to=2014"),
        ("2015–19", 99, 10, "/search?year_from=2015&year_to=2019"),
    ]


def test_an_empty_collection_has_a_first_page() -> None:
    """Before the first ingestion."""
    page = home_page(_results(), LABELS)
    assert (page.periods, page.themes) == ((), ())
