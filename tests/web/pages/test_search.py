"""The page of results."""

import pytest

from kb.document import FACETS
from kb.engine import Expanded, Facet, FacetValue, Results
from kb.query import Search
from kb.vocabulary import Concept, Vocabulary
from kb.web import params
from kb.web.labels import Labels, Text
from kb.web.pages import Advice, SearchPage, alternatives, search_page
from kb.web.pages.search import summary_line

CONCEPT = Concept(
    "pb",
    {
        "en": ("Participatory budgeting", "PB", "civic budget"),
        "es": ("Presupuestos participativos", "presupuesto participativo"),
        "fr": ("Budget participatif",),
    },
)
LABELS = Labels.of(
    Vocabulary(
        {"pb": CONCEPT, "youth": Concept("youth", {"en": ("Youth",)}), "women": Concept("women", {"en": ("Women",)})}
    )
)


def _results(total: int = 0, **more: object) -> Results:
    facets = {row.name: Facet(row.name, ()) for row in FACETS}
    facets["type"] = Facet("type", (FacetValue("news", 3),))
    return Results(total, (), facets, **more)  # type: ignore[arg-type]


def _page(search: Search, total: int = 0, **more: object) -> SearchPage:
    return search_page(search, _results(total, **more), LABELS)


@pytest.mark.parametrize(
    ("search", "total", "line"),
    [
        (Search(), 1200, "1,200 works"),
        (Search.of("budget"), 1, "1 work for “budget”"),
        (Search.of("[*"), 5, "5 works"),
        (Search.of("x", filters={"theme": ("women", "youth"), "country": ("ES",)}), 0,
         "No works for “x” in theme Women or Youth and country Spain"),
        (Search(filters={"theme": ("women", "youth")}, all_of=frozenset({"theme"})), 2,
         "2 works in theme Women and Youth"),
        (Search(year_from=1990), 2, "2 works since 1990"),
        (Search(year_to=1990), 2, "2 works up to 1990"),
        (Search(filters={"type": ("news",)}, year_from=1990, year_to=2000), 2,
         "2 works in type News from 1990 to 2000"),
    ],
)  # fmt: skip
def test_the_summary_says_how_many_works_for_what(search: Search, total: int, line: str) -> None:
    """One sentence that a screen reader can read out."""
    assert summary_line(search, total, LABELS) == line


def test_only_facets_that_offer_something_are_shown() -> None:
    """The range of years stays, as long as it is on, so that it can be changed."""
    assert [facet.field for facet in _page(Search(), 3).facets] == ["type"]
    assert [facet.field for facet in _page(Search(year_from=1900), 3).facets] == ["year", "type"]


def test_an_expansion_shows_one_label_of_each_language_first() -> None:
    """Readers see at a glance which languages were searched; what they typed themselves is not repeated."""
    terms = tuple(term for labels in CONCEPT.labels.values() for term in labels)
    page = _page(Search.of("participatory budgeting"), expansions=(Expanded("pb", terms),))
    [expansion] = page.expansions
    first = (
        Text("PB"),
        Text("Presupuestos participativos", "es"),
        Text("Budget participatif", "fr"),
        Text("civic budget"),
    )
    assert expansion.terms == (*first, Text("presupuesto participativo", "es"))
    assert (page.also, page.also_more) == (first, 1)
    assert (page.expand_url, page.expand_on) == ("/search?q=participatory+budgeting&expand=0", True)


def test_one_short_line_says_what_was_searched_for_too() -> None:
    """Concepts before everyday words, one name of each before another of any; all of them open on demand."""
    added = (Expanded("money", ("money", "funds")), Expanded("youth", ("Youth", "young people", "teenagers")))
    page = _page(Search.of("youth money"), expansions=added)
    assert [term.text for term in page.also] == ["young people", "funds", "teenagers"]
    assert [len(each.terms) for each in page.expansions] == [2, 1]
    assert _page(Search.of("pb")).also == ()


def test_what_was_switched_off_can_be_switched_on_again() -> None:
    """And nothing is offered where nothing was added."""
    assert _page(Search.of("pb", expand=False)).expand_url == "/search?q=pb"
    assert _page(Search.of("xylophone")).expand_url is None


def test_orders_link_to_the_others_and_best_match_needs_words() -> None:
    """The current order is not a link."""
    words = {link.label: link.url for link in _page(Search.of("a")).sorts}
    assert words == {
        "Best match": None,
        "Newest": "/search?q=a&sort=newest",
        "Oldest": "/search?q=a&sort=oldest",
        "Title": "/search?q=a&sort=title",
    }
    blank = {link.label: link.url for link in _page(params.read([])).sorts}
    assert blank == {"Newest": None, "Oldest": "/search?sort=oldest", "Title": "/search?sort=title"}


def test_a_page_past_the_end_points_to_the_last() -> None:
    """It is not mistaken for nothing found."""
    page = _page(Search.of("a", page=9), total=41)
    assert (page.last_page_url, page.first) == ("/search?q=a&page=3", 161)
    assert _page(Search.of("a", page=3), total=41).last_page_url is None


def test_a_query_that_holds_nothing_is_said_to() -> None:
    """All works are shown, and the reader knows why."""
    note = _page(Search.of("[*]"), total=7).note
    assert note is not None
    assert "“[*]”" in note
    assert _page(Search.of("a")).note is None


def test_alternatives_that_find_nothing_are_not_offered() -> None:
    """Each says how many works it gives."""
    search = Search.of("climate xylophone")
    wider = tuple(zip(alternatives(search, LABELS), (0, 4, 9), strict=True))
    page = search_page(search, _results(), LABELS, Advice(wider=wider))
    assert [(each.label, each.count) for each in page.alternatives] == [
        ("Leave out “xylophone”", "4 works"),
        ("Search for any of the words", "9 works"),
    ]


def test_a_suggestion_keeps_the_filters() -> None:
    """It changes the words only."""
    page = _page(Search.of("budjet", filters={"type": ("news",)}), suggestion="budget")
    assert (page.suggestion, page.suggestion_url) == ("budget", "/search?q=budget&type=news")


def test_all_works_found_can_be_taken_away() -> None:
    """Whatever page is shown, in every form; nothing is offered where nothing is found."""
    page = _page(Search.of("a", filters={"type": ("news",)}, page=3, per_page=50), total=200)
    assert page.exports[0] == ("CSV", "/search.csv?q=a&type=news")
    assert _page(Search.of("a")).exports == ()


def test_only_the_bare_page_is_for_search_engines() -> None:
    """Faceted addresses are without number; the JSON has the same search."""
    assert _page(params.read([])).indexable
    page = _page(Search.of("a", filters={"type": ("news",)}))
    assert not page.indexable
    assert (page.canonical, page.json_url) == ("/search?q=a&type=news", "/api/search?q=a&type=news")
