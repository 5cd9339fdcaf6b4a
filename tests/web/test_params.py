"""Addresses read into searches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from kb.errors import BadQuery
from kb.query import EVERYTHING, Search
from kb.web import params
from kb.web.links import Links


def test_a_bare_address_asks_for_everything_newest_first() -> None:
    """Nothing is relevant to no words, so the newest works come first."""
    assert params.read([]) == Search(sort="newest")


@pytest.mark.parametrize(
    ("pasted", "id_"),
    [
        ("agenda", "agenda"),
        (" agenda ", "agenda"),
        ("https://kb.example/documents/agenda?language=fr#text", "agenda"),
        ("/api/documents/a%20b/", "a b"),
        ("http://[", "http://["),
        ("", ""),
    ],
)
def test_a_work_may_be_named_by_its_address(pasted: str, id_: str) -> None:
    """As it stands in the browser; what is no address is taken for an id."""
    assert params.work([("q", "a"), ("id", pasted)]) == id_


def test_a_search_made_from_another_is_ordered_like_it() -> None:
    """Where nobody chose the order, it is that of the new query; a chosen one stays."""
    found = Search.of("", sort="relevance")
    assert params.reordered(found, Search.of("a")).sort == "newest"
    assert params.reordered(found, Search.of("a", sort="title")).sort == "relevance"


def test_every_parameter_is_read() -> None:
    """Values are put in canonical form and order, each once."""
    pairs = [
        ("q", " budget "), ("theme", "Youth"), ("theme", "gender"), ("theme", "youth"), ("theme_all", "1"),
        ("city", "porto-alegre-br"), ("country", "br"), ("year", "2010"), ("year", "2009"),
        ("year_from", "1990"), ("year_to", "2020"), ("language", "PT"), ("type", "practice"),
        ("sort", "oldest"), ("page", "2"), ("per_page", "50"), ("expand", "0"), ("meaning", "merge"),
    ]  # fmt: skip
    search = params.read(pairs)
    assert search.filters == {
        "theme": ("gender", "youth"),
        "city": ("porto-alegre-br",),
        "country": ("BR",),
        "year": ("2009", "2010"),
        "language": ("pt",),
        "type": ("practice",),
    }
    assert (search.text, search.year_from, search.year_to) == ("budget", 1990, 2020)
    assert search.all_of == {"theme"}
    assert (search.sort, search.page, search.per_page, search.expand) == ("oldest", 2, 50, False)
    assert search.meaning == "merge"


def test_the_order_of_words_is_by_relevance_until_told_otherwise() -> None:
    """Words are ranked; fields and exclusions alone rank nothing."""
    orders = {text: params.read([("q", text)]).sort for text in ("budget", "type:news", "-budget", "a OR type:news")}
    assert orders == {"budget": "relevance", "type:news": "newest", "-budget": "newest", "a OR type:news": "relevance"}


def test_unknown_parameters_and_blank_values_are_ignored() -> None:
    """Old links, trackers and empty form fields do no harm."""
    pairs = [("utm_source", "x"), ("year_from", ""), ("theme", " "), ("page", ""), ("Q", "y"), ("q", "\x00\x1f")]
    assert params.read(pairs) == params.read([])


def test_the_last_of_several_single_values_counts() -> None:
    """As when a form repeats what the address already says."""
    assert params.read([("q", "a"), ("q", "b"), ("page", "2"), ("page", "3")]).text == "b"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "abc"), ("year", "0"), ("year", "-5"), ("year", "20190"), ("year_from", "19x"), ("year_to", "²"),
        ("page", "0"), ("page", "-1"), ("page", "1.5"), ("page", "x"), ("page", "9" * 30),
        ("per_page", "0"), ("per_page", "101"), ("per_page", "all"),
        ("sort", "best"), ("expand", "yes"), ("meaning", "2"), ("theme_all", "2"), ("country", "Spain"),
        ("type", "poem"), ("language", "c_a"), ("language", "x" * 40),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_by_the_name_of_its_parameter(name: str, value: str) -> None:
    """The message quotes what was found, the field says where."""
    with pytest.raises(BadQuery) as caught:
        params.read([(name, value)])
    assert caught.value.field == name
    assert value in caught.value.message


@pytest.mark.parametrize(
    ("name", "value", "limits"),
    [("page", "9999999999", "from 1 to 999999999"), ("per_page", "x", "from 1 to 100"),
     ("year", "99999", "from 1 to 9999")],
)  # fmt: skip
def test_a_number_that_is_too_large_is_told_how_large_it_may_be(name: str, value: str, limits: str) -> None:
    """It is a number after all."""
    with pytest.raises(BadQuery, match=limits):
        params.read([(name, value)])


def test_years_that_end_before_they_begin_are_refused() -> None:
    """An impossible range is said to be one, not answered with nothing."""
    with pytest.raises(BadQuery, match="2020") as caught:
        params.read([("year_from", "2020"), ("year_to", "2010")])
    assert caught.value.field == "year_from"


def test_more_values_than_anyone_ticks_are_refused() -> None:
    """A page repeats all of them in each of its links."""
    with pytest.raises(BadQuery, match="up to 100") as caught:
        params.read([("theme", str(n)) for n in range(101)])
    assert caught.value.field == "theme"
    assert len(params.read([("theme", str(n)) for n in range(100)]).filters["theme"]) == 100


@pytest.mark.parametrize("text", ["[*", "***", "-", '"', "()"])
def test_a_query_that_holds_nothing_is_known_as_such(text: str) -> None:
    """Something was typed, and none of it can be searched for."""
    search = params.read([("q", text)])
    assert search.tree == EVERYTHING
    assert params.holds_nothing(search)
    assert not params.holds_nothing(params.read([]))


def test_what_was_typed_survives_a_bad_parameter() -> None:
    """The search box of an error page is not empty."""
    assert params.typed([("year", "x"), ("q", " jóvenes ")]) == "jóvenes"


VALUES = {
    "q": st.sampled_from(["", "budget", '"right to the city"', "a -b", "é&=+#%", "参与 式", "type:news"]),
    "theme": st.sampled_from(["youth", "gender", "climate"]),
    "theme_all": st.sampled_from(["0", "1"]),
    "city": st.sampled_from(["porto-alegre-br", "臺北-tw"]),
    "country": st.sampled_from(["es", "BR"]),
    "year": st.integers(1, 9999).map(str),
    "language": st.sampled_from(["ca", "zh-hant"]),
    "type": st.sampled_from(["news", "award"]),
    "sort": st.sampled_from(["relevance", "newest", "title"]),
    "page": st.integers(1, 50).map(str),
    "per_page": st.integers(1, 100).map(str),
    "expand": st.sampled_from(["0", "1"]),
    "meaning": st.sampled_from(["0", "1", "merge"]),
}


@given(st.lists(st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name]))))
def test_an_address_written_back_asks_for_the_same(pairs: list[tuple[str, str]]) -> None:
    """Reading, writing and reading again changes nothing: the address reproduces the search."""
    search = params.read(pairs)
    written = Links(search).here()
    again = params.read(QueryParams(written.partition("?")[2]).multi_items())
    assert Links(again).here() == written
    if "theme" in search.filters:
        assert again == search
