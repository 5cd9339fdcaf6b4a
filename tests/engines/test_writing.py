"""The contract on every engine, rule 9: writing is all or nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kb.document import Document, Version
from kb.engine import Engine
from kb.errors import BadDocument, EngineUnavailable
from kb.query import Search
from tests.conftest import WORKS
from tests.engines.contract import PLAIN, find

# 9. Writing


def test_replace_makes_these_the_only_works(engine: Engine) -> None:
    """A stream is taken; what was there before is gone."""
    assert engine.replace(iter(WORKS[:5])) == 5
    assert engine.replace(work for work in WORKS[3:]) == len(WORKS) - 3
    assert find(engine) == sorted(work.id for work in WORKS[3:])
    assert engine.replace([]) == 0
    assert (engine.search(Search.of()).total, engine.get(WORKS[3].id)) == (0, None)
    assert engine.search(Search.of("anything at all")).total == 0


def test_update_adds_replaces_and_takes_out(engine: Engine) -> None:
    """By id; ids that are not there are no matter."""
    engine.replace(WORKS[:4])
    changed = replace(WORKS[0], versions=(Version("en", "Lions", "", "zebra"),), original="en", themes=("housing",))
    assert engine.update([changed, WORKS[5]], [WORKS[1].id, "nobody"]) == 4
    assert find(engine) == sorted([WORKS[0].id, WORKS[2].id, WORKS[3].id, WORKS[5].id])
    assert find(engine, "zebra lion") == [changed.id]
    assert find(engine, "orçamento", **PLAIN) == []
    assert engine.get(changed.id) == changed
    facets = engine.search(Search.of()).facets
    assert [value.value for value in facets["theme"].values if value.value == "gender"] == []
    assert engine.describe().documents == 4


def test_update_begins_an_index_where_there_is_none(engine: Engine) -> None:
    """The first batch needs no other verb."""
    assert engine.update(WORKS[:2], ["nobody"]) == 2
    assert find(engine) == sorted(work.id for work in WORKS[:2])


def test_what_is_taken_out_and_given_is_given(engine: Engine) -> None:
    """A work that moved from one file to another is not lost."""
    engine.replace(WORKS[:2])
    assert engine.update([WORKS[0]], [WORKS[0].id]) == 2


def test_many_updates_keep_the_index_right(engine: Engine) -> None:
    """Each of them is seen, whatever is merged behind."""
    engine.replace(WORKS)
    for number in range(12):
        version = Version("en", f"Round {number}", "", f"round{number} mark")
        engine.update([replace(WORKS[number % 3], versions=(version,), original="en")])
        assert find(engine, f"round{number}", **PLAIN) == [WORKS[number % 3].id]
    assert engine.search(Search.of()).total == len(WORKS)
    assert find(engine, "mark", **PLAIN) == sorted(work.id for work in WORKS[:3])


def _broken(documents: tuple[Document, ...]) -> Iterator[Document]:
    yield from documents
    raise OSError("the disk is gone")


def test_a_write_that_fails_leaves_the_old_answers(engine: Engine) -> None:
    """All or nothing, and the next writer is not in the way."""
    engine.replace(WORKS[:3])
    build = engine.describe().build
    with pytest.raises(OSError, match="the disk is gone"):
        engine.replace(_broken(WORKS[4:9]))
    with pytest.raises(OSError, match="the disk is gone"):
        engine.update(_broken(WORKS[4:9]), [WORKS[0].id])
    with pytest.raises(BadDocument, match="Two works have the id"):
        engine.replace([WORKS[5], WORKS[6], WORKS[5]])
    assert find(engine) == sorted(work.id for work in WORKS[:3])
    assert engine.describe().build == build
    assert engine.update([WORKS[4]]) == 4


def test_a_second_writer_is_refused(engine: Engine) -> None:
    """One at a time; the first goes on undisturbed, and readers too."""
    engine.replace(WORKS[:3])

    def while_writing() -> Iterator[Document]:
        yield WORKS[4]
        with pytest.raises(EngineUnavailable, match="being written"):
            engine.update([WORKS[5]])
        with pytest.raises(EngineUnavailable, match="being written"):
            engine.replace([WORKS[5]])
        assert find(engine) == sorted(work.id for work in WORKS[:3])
        yield WORKS[6]

    assert engine.replace(while_writing()) == 2
    assert find(engine) == sorted([WORKS[4].id, WORKS[6].id])
