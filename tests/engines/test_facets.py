"""The contract on every engine, rules 3 and 4: filters, facets and their counts."""

from dataclasses import replace

import pytest

from kb.document import FACETS
from kb.engine import FACET_SIZE, Engine
from kb.query import Search
from kb.vocabulary import Vocabulary
from kb.zones import card
from tests.conftest import WORKS
from tests.engines.contract import find

# 3. Filters and facets


def test_values_of_a_filter_are_ored_and_filters_are_anded(library: Engine) -> None:
    """Two themes find more, a theme and a country find less."""
    assert find(library, filters={"theme": ("housing", "climate")}) == ["barcelona-cell", "lodz-panel"]
    assert find(library, filters={"theme": ("housing", "climate"), "country": ("ES",)}) == ["barcelona-cell"]
    assert find(library, filters={"year": ("2007", "1989")}) == [
        "cordoba-ar-council", "cordoba-es-plan", "porto-alegre-budget"]  # fmt: skip
    assert find(library, filters={"theme": ()}) == find(library)


def test_all_of_asks_for_every_value(library: Engine) -> None:
    """And the counts beside the other values are what ticking them too would find."""
    both = ("participatory-budgeting", "housing")
    everything = frozenset({"theme"})
    assert find(library, filters={"theme": both}, all_of=everything) == ["barcelona-cell"]
    ticked = {"theme": ("participatory-budgeting",)}
    facet = library.search(Search.of(filters=ticked, all_of=everything)).facets["theme"]
    for value in facet.values:
        more = {"theme": tuple(dict.fromkeys(("participatory-budgeting", value.value)))}
        assert value.count == library.search(Search.of(filters=more, all_of=everything)).total


def test_years_can_be_a_range(library: Engine) -> None:
    """Both ends are included; a missing year lies in none."""
    assert find(library, year_from=2007, year_to=2015) == ["cordoba-ar-council", "cordoba-es-plan", "taipei-budget"]
    assert find(library, year_from=2020) == ["grenoble-declaration", "lodz-panel", "news-grenoble"]
    assert "agenda" not in find(library, year_to=9999)
    facet = library.search(Search.of(year_to=2007)).facets["year"]
    assert {value.value for value in facet.values} == {"1989", "2007"}


LAW = (
    Search.of(),
    Search.of("grenoble"),
    Search.of("participatory budgeting"),
    Search.of("type:practice -children"),
    Search.of("ciudad OR city"),
    Search.of(filters={"language": ("es",)}),
    Search.of(filters={"theme": ("participatory-budgeting",), "country": ("ES", "BR")}),
    Search.of(year_from=2000, filters={"type": ("practice",)}),
)


@pytest.mark.parametrize("search", LAW)
def test_the_law_of_counts(library: Engine, search: Search) -> None:
    """In a facet with nothing ticked, the count shown is the number of hits after ticking it."""
    results = library.search(search)
    for row in FACETS:
        if row.name in search.filters:
            continue
        for value in results.facets[row.name].values:
            ticked = replace(search, filters={**search.filters, row.name: (value.value,)})
            assert library.search(ticked).total == value.count, (row.name, value)


@pytest.mark.parametrize("search", LAW)
def test_facets_are_complete_and_in_order(library: Engine, search: Search, vocabulary: Vocabulary) -> None:
    """Most frequent first, then by value; what is counted is what the hits have, broader themes among it."""
    results = library.search(replace(search, per_page=100))
    for row in FACETS:
        facet = results.facets[row.name]
        assert list(facet.values) == sorted(facet.values, key=lambda value: (-value.count, value.value))
        if row.name not in search.filters:
            filed = (card(hit.document, vocabulary).shown[row.name] for hit in results.hits)
            held = [value for found in filed for value in found]
            assert {value.value: value.count for value in facet.values} == {each: held.count(each) for each in held}


def test_a_facet_ignores_its_own_filter(library: Engine) -> None:
    """Ticking Spain leaves the other countries where they were; the other facets shrink."""
    before, after = library.search(Search.of()), library.search(Search.of(filters={"country": ("ES",)}))
    assert {value.value: value.count for value in before.facets["country"].values} == {
        value.value: value.count for value in after.facets["country"].values
    }
    assert [value.value for value in after.facets["country"].values if value.selected] == ["ES"]
    assert {value.value for value in after.facets["city"].values} == {"barcelona-es", "cordoba-es"}


def test_a_ticked_value_never_vanishes(library: Engine) -> None:
    """Even at 0, known or not."""
    filters = {"theme": ("housing", "nobody-knows-it"), "city": ("grenoble-fr",), "year": ("1850",)}
    results = library.search(Search.of("barcelona", filters=filters))
    assert results.total == 0
    for name, ticked in filters.items():
        selected = {value.value: value.count for value in results.facets[name].values if value.selected}
        assert selected == dict.fromkeys(ticked, 0)


def test_a_city_that_is_ticked_without_its_country_shows_what_it_finds(library: Engine) -> None:
    """Its count is that of both Córdobas."""
    results = library.search(Search.of(filters={"city": ("cordoba",)}))
    assert results.total == 2
    assert {value.value: value.count for value in results.facets["city"].values if value.selected} == {"cordoba": 2}


# 4. Complete facets, nothing made up


def test_a_facet_is_complete_up_to_its_size_and_says_when_it_is_not(crowd: Engine) -> None:
    """A thousand cities are shown; years are all there, and none for works without one."""
    results = crowd.search(Search.of())
    cities, years = results.facets["city"], results.facets["year"]
    assert (len(cities.values), cities.truncated) == (FACET_SIZE, True)
    assert [value.value for value in cities.values] == sorted(f"town-{number}-es" for number in range(1030))[
        :FACET_SIZE
    ]
    assert ({value.value for value in years.values}, years.truncated) == ({str(2000 + n) for n in range(1, 10)}, False)
    assert sum(value.count for value in years.values) == 927


def test_a_ticked_value_beyond_the_size_of_its_facet_is_shown(crowd: Engine) -> None:
    """Also when a thousand others come before it."""
    facet = crowd.search(Search.of(filters={"city": ("town-999-es",)})).facets["city"]
    assert [(value.value, value.count) for value in facet.values if value.selected] == [("town-999-es", 1)]
    assert len(facet.values) == FACET_SIZE + 1


def test_what_is_missing_stays_missing(library: Engine) -> None:
    """A work without year, city or theme comes back as it went in, and stands in no facet for them."""
    assert library.get("agenda") == next(work for work in WORKS if work.id == "agenda")
    facets = library.search(Search.of("id:agenda")).facets
    assert {name for name, facet in facets.items() if facet.values} == {"language", "type"}


def test_every_work_comes_back_whole(library: Engine) -> None:
    """Nothing of the record is lost in the index."""
    assert [library.get(work.id) for work in WORKS] == list(WORKS)
    assert library.get("nobody") is None
    assert [hit.document for hit in library.search(Search.of()).hits] == sorted(WORKS, key=lambda work: work.id)
