"""More like this."""

import pytest

from kb.document import Document, Related, Version
from kb.engine import Engine
from kb.engines.memory import MemoryEngine
from kb.planner import Planner
from kb.similar import similar

WORKS = (
    Document("one", "practice", (Version("en", "School gardens"),), "en", themes=("youth",)),
    Document("two", "practice", (Version("fr", "Jardins"),), "fr", themes=("youth",)),
    Document("three", "news", (Version("en", "Gardens in a school"),), "en", themes=("youth",)),
    Document("four", "news", (Version("en", "Another matter"),), "en", themes=("water",)),
    Document("five", "news", (Version("en", "The School"),), "en", themes=("youth",), related=(Related("one"),)),
)


@pytest.fixture
def small(planner: Planner) -> Engine:
    engine = MemoryEngine(planner)
    engine.replace(WORKS)
    return engine


def _ids(engine: Engine, work: Document, planner: Planner) -> list[str]:
    return [hit.document.id for hit in similar(engine, work, planner.vocabulary)]


def test_works_on_the_same_concepts_are_found_in_any_language(small: Engine, planner: Planner) -> None:
    """Those that share words of the title come first; the work itself and other matters do not come."""
    found = _ids(small, WORKS[0], planner)
    assert found[0] == "three"
    assert set(found) == {"two", "three"}


def test_what_is_linked_already_is_left_out(small: Engine, planner: Planner) -> None:
    """From either side: the page shows related works elsewhere."""
    assert "one" not in _ids(small, WORKS[4], planner)
    assert "five" not in _ids(small, WORKS[0], planner)


def test_a_work_about_nothing_is_like_nothing(small: Engine, planner: Planner) -> None:
    """No themes and no words, no guess."""
    assert similar(small, Document("x", "news", (Version("en", "!"),), "en"), planner.vocabulary) == []
