"""Addresses built from searches."""

from urllib.parse import unquote_plus

import pytest

from kb.query import Search
from kb.web import links, params
from kb.web.links import Links

SEARCH = Search.of(
    "youth & co",
    filters={"theme": ("gender", "youth"), "year": ("2009",), "country": ("ES",)},
    year_from=2000,
    page=3,
    expand=False,
)
HERE = "/search?q=youth+%26+co&theme=gender&theme=youth&country=ES&year=2009&year_from=2000&page=3&expand=0"


def test_parameters_stand_in_one_order_and_defaults_are_left_out() -> None:
    """One search has one address."""
    assert Links(SEARCH).here() == HERE
    assert Links(params.read([])).here() == "/search"
    assert Links(SEARCH).here("/api/search") == HERE.replace("/search", "/api/search", 1)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (lambda to: to.page(1), "theme=gender&theme=youth&country=ES&year=2009&year_from=2000&expand=0"),
        (lambda to: to.page(4), "theme=gender&theme=youth&country=ES&year=2009&year_from=2000&page=4&expand=0"),
        (lambda to: to.sort("oldest"),
         "theme=gender&theme=youth&country=ES&year=2009&year_from=2000&sort=oldest&expand=0"),
        (lambda to: to.sort("relevance"), "theme=gender&theme=youth&country=ES&year=2009&year_from=2000&expand=0"),
        (lambda to: to.expand(True), "theme=gender&theme=youth&country=ES&year=2009&year_from=2000"),
        (lambda to: to.all_of(True),
         "theme=gender&theme=youth&theme_all=1&country=ES&year=2009&year_from=2000&expand=0"),
        (lambda to: to.without_years("year_from"), "theme=gender&theme=youth&country=ES&year=2009&expand=0"),
        (lambda to: to.cleared(), "expand=0"),
        (lambda to: to.toggles("theme").toggle("gender"), "theme=youth&country=ES&year=2009&year_from=2000&expand=0"),
        (lambda to: to.toggles("theme").toggle("housing"),
         "theme=gender&theme=housing&theme=youth&country=ES&year=2009&year_from=2000&expand=0"),
        (lambda to: to.toggles("year").toggle("1999"),
         "theme=gender&theme=youth&country=ES&year=1999&year=2009&year_from=2000&expand=0"),
        (lambda to: to.toggles("year").toggle("2009"), "theme=gender&theme=youth&country=ES&year_from=2000&expand=0"),
        (lambda to: to.toggles("type").toggle("news"),
         "theme=gender&theme=youth&country=ES&year=2009&year_from=2000&type=news&expand=0"),
    ],
)  # fmt: skip
def test_each_link_changes_one_thing_and_goes_to_the_first_page(link: object, expected: str) -> None:
    """All else stays as it is; only page links keep a page."""
    assert link(Links(SEARCH)) == f"/search?q=youth+%26+co&{expected}"  # type: ignore[operator]


def test_another_query_keeps_the_filters() -> None:
    """A suggestion changes the words only."""
    assert Links(SEARCH).query("Jugend").startswith("/search?q=Jugend&theme=gender&theme=youth&country=ES")


def test_matching_all_ends_with_the_last_theme() -> None:
    """What has nothing left to apply to leaves the address."""
    search = Search(filters={"theme": ("youth",)}, all_of=frozenset({"theme"}), sort="newest")
    assert Links(search).here() == "/search?theme=youth&theme_all=1"
    assert Links(search).toggles("theme").toggle("youth") == "/search"


def test_a_toggled_address_is_canonical() -> None:
    """It is the address that its own search would be given."""
    for facet, value in (("theme", "zoning"), ("theme", "gender"), ("year", "1999"), ("city", "łódź-pl")):
        url = Links(SEARCH).toggles(facet).toggle(value)
        read = params.read([_pair(part) for part in url.partition("?")[2].split("&")])
        assert Links(read).here() == url


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, unquote_plus(value)


def test_a_form_carries_what_it_does_not_ask_for() -> None:
    """And never the page, since what it asks for changes the results."""
    assert Links(SEARCH).hidden("q", "theme") == (
        ("country", "ES"),
        ("year", "2009"),
        ("year_from", "2000"),
        ("expand", "0"),
    )


def test_ids_and_queries_are_quoted() -> None:
    """No character of a value can become part of the address."""
    assert links.work("臺北 a/b") == "/documents/%E8%87%BA%E5%8C%97%20a%2Fb"
    assert links.explain(Search.of("a b"), "c/d") == "/explain?id=c%2Fd&q=a+b"
    assert links.explain(Search.of("a b"), path="/api/explain") == "/api/explain?q=a+b"
    assert links.work_as("a b", "csl.json", "fr") == "/documents/a%20b.csl.json?language=fr"
    assert links.export(SEARCH, "ris") == HERE.replace("/search", "/search.ris", 1).replace("&page=3", "")
    assert links.theme("a/b") == "/themes/a%2Fb"
    assert links.to_themes(["youth", "a b"]) == "/search?theme=a+b&theme=youth"
    assert links.work("a", "zh-hant") == "/documents/a?language=zh-hant"
    assert links.to_search('"a" & b', theme="youth") == "/search?q=%22a%22+%26+b&theme=youth"
    assert links.to_search() == "/search"
