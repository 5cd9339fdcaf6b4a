"""Words into filters."""

import pytest

from kb.hints import Names, hints, labels_of_themes, nearest
from kb.planner import Planner
from kb.query import EVERYTHING, Search, Word
from kb.text import Analysis
from kb.vocabulary import Concept, Matcher, Vocabulary

VOCABULARY = Vocabulary({"youth": Concept("youth", {"en": ("Youth",), "ca": ("Joventut",), "fr": ("Jeunesse",)})})
NAMES: dict[str, Names] = {
    "city": {
        ("lisbonne",): ("lisbon-pt",),
        ("porto", "alegre"): ("porto-alegre-br",),
        ("saint", "denis"): ("saint-denis-fr", "saint-denis-re"),
    },
    "country": {("franca",): ("FR",), ("porto",): ("XX",)},
}


@pytest.fixture(scope="module")
def matcher(analysis: Analysis) -> Matcher:
    return Matcher(VOCABULARY, analysis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("joventut 2019 França", [("theme", "youth"), ("year", "2019"), ("country", "FR")]),
        ("Lisbonne jeunesse", [("city", "lisbon-pt"), ("theme", "youth")]),
        ("porto alegre budget", [("city", "porto-alegre-br")]),
        ("jeunesse Saint-Denis", [("theme", "youth"), ("city", "saint-denis-fr"), ("city", "saint-denis-re")]),
        ("Saint-Denis-Nord lisbonne-est", []),
        ('"lisbonne" -franca', []),
        ("12345 99", []),
        ("", []),
    ],
)
def test_words_that_name_something_are_offered(matcher: Matcher, text: str, expected: list[tuple[str, str]]) -> None:
    """Themes, years, countries and cities in any language; the longest name wins, two cities of one name are
    both offered; quotes, exclusions and names inside a longer word are left."""
    assert [(hint.field, hint.value) for hint in hints(Search.of(text), matcher, NAMES)] == expected


def test_an_accepted_hint_takes_the_place_of_its_words(matcher: Matcher) -> None:
    """The other words stay, the filter is ticked, the first page is shown."""
    search = Search.of("budget porto alegre", filters={"city": ("lyon-fr",)}, page=3)
    (hint,) = hints(search, matcher, NAMES)
    assert (hint.words, hint.search.tree, hint.search.text, hint.search.page) == (
        "porto alegre",
        Word("budget"),
        "budget",
        1,
    )
    assert hint.search.filters == {"city": ("lyon-fr", "porto-alegre-br")}


def test_the_last_words_may_all_become_filters(matcher: Matcher) -> None:
    """What is left is everything with this filter."""
    (hint,) = hints(Search.of("jeunesse"), matcher, NAMES)
    assert hint.search.tree == EVERYTHING


def test_what_is_ticked_is_not_offered_again(matcher: Matcher) -> None:
    """A hint that changes nothing is none."""
    assert hints(Search.of("jeunesse", filters={"theme": ("youth",)}), matcher, NAMES) == []


def test_a_word_of_any_subject_is_no_filter(planner: Planner) -> None:
    """No work is filed under residents or money, so they are not offered."""
    found = hints(Search.of("residents money jeunesse"), planner.matcher, {})
    assert [(hint.field, hint.value) for hint in found] == [("theme", "youth")]


def test_the_nearest_names_are_found_whatever_was_mistyped() -> None:
    """In any language, each thing once, at most so many; what is like nothing has none."""
    labels = [*labels_of_themes(VOCABULARY), ("water", "Water"), ("waste", "Waste"), ("safety", "Safety")]
    assert nearest("yuoth", labels) == ("youth",)
    assert nearest("Jeunese", labels) == ("youth",)
    assert nearest("wate", labels, 1) == ("water",)
    assert nearest("governance-open", [("open-governance", "Open governance"), ("open-data", "Open data")]) == (
        "open-governance",
    )
    assert nearest("xyz", labels) == nearest("nope", [("open-data", "Open data")]) == ()
