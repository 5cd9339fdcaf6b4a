"""Facets with their links, applied filters, the range of years."""

from dataclasses import replace

from kb.engine import Facet, FacetValue
from kb.query import Search
from kb.vocabulary import Concept, Vocabulary
from kb.web.labels import Labels
from kb.web.links import Links
from kb.web.pages.facets import applied_filters, facet_view, year_form

LABELS = Labels.of(Vocabulary({"youth": Concept("youth", {"en": ("Young people",)})}))


def _facet(name: str, *values: tuple[str, int], ticked: str = "") -> Facet:
    return Facet(name, tuple(FacetValue(value, count, value == ticked) for value, count in values))


def test_a_value_has_its_label_its_count_and_a_link_that_ticks_it() -> None:
    """Nothing is left for the template to work out."""
    search = Search.of("budget")
    view = facet_view(_facet("theme", ("youth", 12)), search, LABELS, Links(search))
    [value] = view.values
    assert (view.label, value.label, value.count, value.selected) == ("Theme", "Young people", 12, False)
    assert value.toggle_url == "/search?q=budget&theme=youth"


def test_eight_are_shown_and_the_others_have_a_page() -> None:
    """A long facet stays short, and says how many more values it has and where."""
    codes = ["ES", "PT", "BR", "FR", "CO", "IT", "MX", "US", "DE", "EC", "AX", "AR"]
    facet = _facet("country", *((code, 20 - at) for at, code in enumerate(codes)))
    search = Search.of("budget", page=2)
    view = facet_view(facet, search, LABELS, Links(search))
    assert [value.label for value in view.values][:2] == ["Spain", "Portugal"]
    assert (len(view.values), view.more, view.more_url) == (8, "4", "/search/values?facet=country&q=budget")
    assert facet_view(replace(facet, truncated=True), search, LABELS, Links(search)).more == "4+"


def test_two_more_than_eight_are_simply_shown() -> None:
    """Nobody has to open a list to see two values."""
    facet = _facet("type", *((name, 1) for name in "abcdefghij"))
    view = facet_view(facet, Search(), LABELS, Links(Search()))
    assert (len(view.values), view.more) == (10, None)


def test_a_ticked_value_is_never_hidden() -> None:
    """Neither behind "show all" nor at 0; its link takes it off."""
    values = [(name, 50 - at) for at, name in enumerate("abcdefghijklm")]
    search = Search(filters={"type": ("z",)}, sort="newest")
    view = facet_view(_facet("type", *values, ("z", 0), ticked="z"), search, LABELS, Links(search))
    assert (view.values[-1].count, view.values[-1].selected, view.values[-1].toggle_url) == (0, True, "/search")
    assert len(view.values) == 9


def test_values_without_works_are_left_out_unless_ticked() -> None:
    """A tick alone never leads to nothing."""
    view = facet_view(_facet("type", ("news", 0), ("award", 2)), Search(), LABELS, Links(Search()))
    assert [value.label for value in view.values] == ["Award"]


def test_years_run_from_the_latest() -> None:
    """However many works each has."""
    view = facet_view(_facet("year", ("1989", 9), ("2020", 1), ("905", 3)), Search(), LABELS, Links(Search()))
    assert [value.label for value in view.values] == ["2020", "1989", "905"]


def test_two_themes_can_be_asked_for_together() -> None:
    """The choice is offered where it means something, and can be taken back."""
    one = Search(filters={"theme": ("youth",)})
    two = Search(filters={"theme": ("gender", "youth")}, sort="newest")
    both = Search(filters={"theme": ("gender", "youth")}, all_of=frozenset({"theme"}), sort="newest")
    facet = _facet("theme", ("youth", 1))
    assert facet_view(facet, one, LABELS, Links(one)).all_url is None
    view = facet_view(facet, two, LABELS, Links(two))
    assert (view.all_url, view.all_on) == ("/search?theme=gender&theme=youth&theme_all=1", False)
    view = facet_view(facet, both, LABELS, Links(both))
    assert (view.all_url, view.all_on) == ("/search?theme=gender&theme=youth", True)


def test_every_filter_that_is_on_can_be_taken_off() -> None:
    """One link each, the two ends of a range of years apart."""
    search = Search(filters={"country": ("ES", "PT"), "theme": ("youth",)}, year_from=2000, year_to=2010, sort="newest")
    found = [(each.name, each.label, each.remove_url) for each in applied_filters(search, LABELS, Links(search))]
    rest = "year_from=2000&year_to=2010"
    assert found == [
        ("Theme", "Young people", f"/search?country=ES&country=PT&{rest}"),
        ("Country", "Spain", f"/search?theme=youth&country=PT&{rest}"),
        ("Country", "Portugal", f"/search?theme=youth&country=ES&{rest}"),
        ("Year", "from 2000", "/search?theme=youth&country=ES&country=PT&year_to=2010"),
        ("Year", "up to 2010", "/search?theme=youth&country=ES&country=PT&year_from=2000"),
    ]


def test_the_form_for_years_shows_and_carries_what_is_asked_for() -> None:
    """Its own fields are not carried twice."""
    search = Search.of("a", year_from=2000, page=2)
    form = year_form(search, Links(search))
    assert (form.low, form.high, form.hidden) == ("2000", "", (("q", "a"),))
