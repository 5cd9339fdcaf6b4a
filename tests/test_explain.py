"""Why a work is not found."""

import pytest

from kb.document import Document, Version
from kb.engine import Engine
from kb.engines.memory import MemoryEngine
from kb.errors import BadQuery, NotFound
from kb.explain import Condition, explain
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


def test_a_found_work_has_its_rank(small: Engine) -> None:
    """Counted from 1, in the order of the search."""
    explanation = explain(small, "tree", Search.of("garden", sort="newest"))
    assert (explanation.found, explanation.rank, explanation.total) == (True, 2, 2)


def test_what_is_missing_is_named(small: Engine) -> None:
    """Each word, exclusion and filter says whether the work has it and what dropping it would give."""
    search = Search.of("garden school -tree", filters={"country": ("ES",)}, year_from=2000)
    explanation = explain(small, "tree", search)
    assert (explanation.found, explanation.rank, explanation.total) == (False, None, 0)
    assert explanation.conditions == (
        Condition("query", "garden", True, 0),
        Condition("query", "school", False, 0),
        Condition("query", "-tree", False, 0),
        Condition("filter", "country: ES", True, 1),
        Condition("filter", "year: 2000..", True, 0),
    )


def test_a_blank_search_finds_everything(small: Engine) -> None:
    """No condition, no obstacle."""
    explanation = explain(small, "garden", Search())
    assert (explanation.found, explanation.conditions) == (True, ())


def test_an_unknown_work_is_said_to_be_unknown(small: Engine) -> None:
    """That is the answer to why it is not found."""
    with pytest.raises(NotFound, match="'lost'"):
        explain(small, "lost", Search())


def test_each_condition_can_be_dropped(small: Engine) -> None:
    """The search without it is the one that finds as many as it says."""
    search = Search.of("garden school", filters={"country": ("ES",)}, year_from=2000, page=2)
    for condition in explain(small, "tree", search).conditions:
        assert (condition.rest.page, small.search(condition.rest).total) == (1, condition.without)
    assert [each.rest.text for each in explain(small, "tree", search).conditions][:2] == ["school", "garden"]


def test_more_than_anybody_types_is_refused(small: Engine) -> None:
    """Each condition costs searches."""
    with pytest.raises(BadQuery, match="26 words and filters"):
        explain(small, "tree", Search.of(" ".join("abcdefghijklmnopqrstuvwxyz")))
