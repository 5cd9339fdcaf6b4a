"""Works of themes, with and without the narrower ones."""

import pytest

from kb.document import Document, Version
from kb.engines.memory import MemoryEngine
from kb.planner import Planner
from kb.text import Analysis
from kb.vocabulary import Concept, Vocabulary
from kb.web.tallies import Tallies, Tally

VOCABULARY = Vocabulary({
    "society": Concept("society", {"en": ("Society",)}),
    "people": Concept("people", {"en": ("People",)}, broader=("society",)),
    "youth": Concept("youth", {"en": ("Youth",)}, broader=("people",)),
    "women": Concept("women", {"en": ("Women",)}, broader=("people",)),
    "water": Concept("water", {"en": ("Water",)}),
})  # fmt: skip


def _work(id_: str, *themes: str) -> Document:
    return Document(id_, "news", (Version("en", id_),), "en", themes=themes)


@pytest.fixture
def engine(analysis: Analysis) -> MemoryEngine:
    """Three works, one of them on two themes of one group."""
    engine = MemoryEngine(Planner(analysis, VOCABULARY))
    engine.replace([_work("a", "youth", "women"), _work("b", "women"), _work("c", "people")])
    return engine


def test_a_work_counts_once_in_a_group(engine: MemoryEngine) -> None:
    """Though its themes stand there twice; the themes whose search gives its works are named."""
    tallies = Tallies(engine, VOCABULARY).of("1")
    assert tallies["people"] == Tally(3, 3, ("people",))
    assert tallies["society"] == Tally(0, 3, ("people",))
    assert tallies["youth"] == Tally(1, 1, ("youth",))
    assert tallies["water"] == Tally(0, 0, ())


def test_they_are_counted_once_for_a_build(engine: MemoryEngine) -> None:
    """And again for the next."""
    tallies = Tallies(engine, VOCABULARY)
    before = tallies.of("1")
    engine.update([_work("d", "water")])
    assert tallies.of("1") is before
    assert tallies.of("2")["water"].own == 1
