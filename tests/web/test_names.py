"""Names of what a build holds, for hints."""

import dataclasses

import pytest

from kb.document import Document, Version
from kb.engines.memory import MemoryEngine
from kb.planner import Planner
from kb.query import Search
from kb.vocabulary import Concept, Vocabulary
from kb.web.names import MOST, Names, names_of_cities, names_of_countries

SAID = "Youth, joventut, 2019, Portugal, França, France, Lisbon, Lisbonne, Córdoba"
LISBON = Document(
    "lisbon", "news", (Version("pt", "Lisboa", "", SAID),), "pt", city="Lisbon", country="PT", year=2019,
    themes=("youth",),
    place_names=("Lisboa", "Lisbonne", "Portugal", "La", "Li", "Youth", "A name of far too many words to be typed"),
)  # fmt: skip
LEIRIA = dataclasses.replace(LISBON, id="leiria", city="Leiria", place_names=("Lisboa",))
VOCABULARY = Vocabulary({"youth": Concept("youth", {"en": ("Youth",)})})


@pytest.fixture
def names(planner: Planner) -> Names:
    """Those of two works, over the whole thesaurus."""
    engine = MemoryEngine(planner)
    engine.replace([LISBON, dataclasses.replace(LISBON, id="b", country="FR", city="Córdoba", place_names=())])
    return Names(engine, planner.matcher, planner.vocabulary)


def _offered(names: Names, text: str, build: str = "1", **filters: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(hint.field, hint.value) for hint in names.hints(Search.of(text, filters=filters), build)]


def test_filters_are_offered_for_what_has_works(names: Names) -> None:
    """In any language, city, country, year and theme; what nothing is filed under is not offered."""
    assert _offered(names, "joventut 2019 França Lisbonne") == [
        ("theme", "youth"),
        ("year", "2019"),
        ("country", "FR"),
        ("city", "lisbon-pt"),
    ]
    assert _offered(names, "Berlin Germany 2018 mobility") == []
    assert _offered(names, "") == []


def test_only_a_few_are_offered(names: Names) -> None:
    """A pasted sentence must not become a page of filters."""
    assert len(_offered(names, "youth Lisbon 2019 Portugal France Córdoba")) == MOST


def test_what_leads_to_nothing_is_not_offered(names: Names) -> None:
    """A filter is accepted in place of its words: the others still have to be found, and the filters that are on
    hold. What is offered says how many works it leads to."""
    assert _offered(names, "xylophone 2019 Lisbonne") == []
    assert _offered(names, "2019", country=("FR",), theme=("mobility",)) == []
    assert [hint.works for hint in names.hints(Search.of("2019 Lisbonne", page=2), "1")] == [2, 1]


def test_what_nothing_has_is_told_with_what_is_nearest(names: Names) -> None:
    """Themes that the thesaurus lacks and cities without works, ticked or typed; of the nearest those with works."""
    search = Search.of("city:Lisbona theme:yuoth", filters={"theme": ("nope", "mobility", "youth")})
    found = {(each.field, each.value): [value for value, _ in each.near] for each in names.unknown(search, "1")}
    assert found == {("theme", "nope"): [], ("city", "lisbona"): ["lisbon-pt"], ("theme", "yuoth"): ["youth"]}
    assert names.unknown(Search.of("city:Lisbon theme:jeunesse xylophone", filters={"city": ("lisbon",)}), "1") == []


def test_names_are_learned_once_for_a_build(planner: Planner) -> None:
    """A new build is learned anew."""
    engine = MemoryEngine(planner)
    engine.replace([LISBON])
    names = Names(engine, planner.matcher, planner.vocabulary)
    assert _offered(names, "Leiria") == []
    engine.replace([LEIRIA])
    assert _offered(names, "Leiria") == []
    assert _offered(names, "Leiria", "2") == [("city", "leiria-pt")]


def test_a_country_is_known_by_its_names_in_seven_languages() -> None:
    """With and without what stands in brackets."""
    known = names_of_countries(["DE", "MM"])
    assert {("germany",), ("alemania",), ("allemagne",), ("deutschland",), ("alemanya",)} <= set(known)
    assert known["myanmar",] == known["myanmar", "burma"] == ("MM",)


def test_a_city_is_known_by_names_that_mean_nothing_else() -> None:
    """Not by its country, a theme, a short or common word, or a whole sentence; two cities may share a name."""
    known = names_of_cities([LISBON, LEIRIA], {("portugal",): ("PT",)}, VOCABULARY)
    assert known == {
        ("lisbon",): ("lisbon-pt",),
        ("lisbonne",): ("lisbon-pt",),
        ("lisboa",): ("lisbon-pt", "leiria-pt"),
        ("leiria",): ("leiria-pt",),
    }


def test_the_name_of_a_city_is_its_own_before_it_is_anothers() -> None:
    """Another name gives way."""
    other = dataclasses.replace(LISBON, id="c", city="Ville", place_names=("Leiria",))
    assert names_of_cities([other, LEIRIA], {}, VOCABULARY)["leiria",] == ("leiria-pt",)
