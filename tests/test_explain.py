"""Why a work is not found."""

from collections.abc import Callable

import pytest

from kb.document import Document, Version
from kb.engine import Engine
from kb.engines.memory import MemoryEngine
from kb.errors import BadQuery, NotFound
from kb.explain import Condition, Explanation, explain
from kb.planner import Planner
from kb.query import Search

WORKS = (
    Document("garden", "practice", (Version("en", "A garden of the school"),), "en", country="FR", year=2019),
    Document("tree", "news", (Version("en", "A tree in the garden"),), "en", country="ES", year=2010),
)


@pytest.fixture
def small(planner: Planner) -> Engine:
    engine = MemoryEngine(planner)
    engine.replace(WORKS)
    return engine


Why = Callable[[Engine, str, Search], Explanation]


@pytest.fixture
def why(planner: Planner) -> Why:
    """The explanation with the thesaurus that the engine has."""
    return lambda engine, id_, search: explain(engine, id_, search, planner.matcher)


def test_a_found_work_has_its_rank(small: Engine, why: Why) -> None:
    """Counted from 1, in the order of the search."""
    explanation = why(small, "tree", Search.of("garden", sort="newest"))
    assert (explanation.found, explanation.rank, explanation.total) == (True, 2, 2)


def test_what_is_missing_is_named(small: Engine, why: Why) -> None:
    """Each word, exclusion and filter says whether the work has it and what dropping it would give."""
    search = Search.of("garden school -tree", filters={"country": ("ES",)}, year_from=2000)
    explanation = why(small, "tree", search)
    assert (explanation.found, explanation.rank, explanation.total) == (False, None, 0)
    assert explanation.conditions == (
        Condition("query", "garden", True, 0),
        Condition("query", "school", False, 0),
        Condition("query", "-tree", False, 0),
        Condition("filter", "country: ES", True, 1),
        Condition("filter", "year: 2000..", True, 0),
    )


def test_a_blank_search_finds_everything(small: Engine, why: Why) -> None:
    """No condition, no obstacle."""
    explanation = why(small, "garden", Search())
    assert (explanation.found, explanation.conditions) == (True, ())


def test_an_unknown_work_is_said_to_be_unknown(small: Engine, why: Why) -> None:
    """That is the answer to why it is not found."""
    with pytest.raises(NotFound, match="'lost'"):
        why(small, "lost", Search())


def test_each_condition_can_be_dropped(small: Engine, why: Why) -> None:
    """The search without it is the one that finds as many as it says."""
    search = Search.of("garden school", filters={"country": ("ES",)}, year_from=2000, page=2)
    for condition in why(small, "tree", search).conditions:
        assert (condition.rest.page, small.search(condition.rest).total) == (1, condition.without)
    assert [each.rest.text for each in why(small, "tree", search).conditions][:2] == ["school", "garden"]


def test_more_than_anybody_types_is_refused(small: Engine, why: Why) -> None:
    """Each condition costs searches."""
    with pytest.raises(BadQuery, match="26 words and filters"):
        why(small, "tree", Search.of(" ".join(f"w{number}" for number in range(26))))


def test_words_that_name_a_concept_are_one_condition(small: Engine, why: Why) -> None:
    """As they are searched for; without expansion each stands alone, and what says nothing is no condition."""
    small.update([Document("pb", "news", (Version("fr", "Le budget participatif"),), "fr")])
    explanation = why(small, "pb", Search.of("the participatory budgeting of France"))
    assert [(each.text, each.met) for each in explanation.conditions] == [
        ("participatory budgeting", True), ("France", False)
    ]  # fmt: skip
    alone = why(small, "pb", Search.of("participatory budgeting", expand=False))
    assert [each.text for each in alone.conditions] == ["participatory", "budgeting"]
