"""Builds on disk: swapped in one step, whatever happens to the writer."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.document import Document
from kb.engine import Engine
from kb.engines.builds import REBUILD, Builds, Shape
from kb.engines.files import FileEngine
from kb.errors import EngineUnavailable, StaleIndex
from kb.planner import Planner
from kb.query import Search
from kb.vocabulary import Concept, Vocabulary
from tests.conftest import WORKS, Opener
from tests.engines.contract import OLD, folders, works_of

SHAPE = Shape("1", "fields", "words")


# Builds alone


def _publish(builds: Builds, text: str, begun: bool = False) -> None:
    with builds.draft((lambda name: name == "kept") if begun else None) as draft:
        (draft.path / "kept").exists() or (draft.path / "kept").write_text(text)
        (draft.path / "changed").write_text(text)
        draft.publish(1, ("en",), SHAPE)


def test_a_draft_that_is_not_published_is_gone(tmp_path: Path) -> None:
    """Neither the pointer nor the folders change."""
    builds = Builds(tmp_path, SHAPE)
    _publish(builds, "one")
    before = builds.current(), builds.stamp(), folders(tmp_path)
    with builds.draft() as draft:
        (draft.path / "kept").write_text("two")
    with pytest.raises(ZeroDivisionError), builds.draft() as draft:
        draft.publish(1 // 0, (), SHAPE)
    assert (builds.current(), builds.stamp(), folders(tmp_path)) == before


def test_the_build_before_is_kept_and_older_ones_are_not(tmp_path: Path) -> None:
    """Two folders, whatever number of writes."""
    builds = Builds(tmp_path, SHAPE)
    seen = []
    for number in range(4):
        _publish(builds, str(number))
        seen.append(builds.current().build)
    assert folders(tmp_path) == sorted(seen[-2:])
    assert builds.current().previous == seen[-2]


def test_a_draft_may_begin_as_the_current_build(tmp_path: Path) -> None:
    """Files that never change are shared on the disk, the others are copies."""
    builds = Builds(tmp_path, SHAPE)
    _publish(builds, "one")
    old = builds.path(builds.current())
    _publish(builds, "two", begun=True)
    new = builds.path(builds.current())
    assert (new / "kept").stat().st_ino == (old / "kept").stat().st_ino
    assert [(path / "changed").read_text() for path in (old, new)] == ["one", "two"]


def test_what_a_dead_writer_left_is_cleaned_by_the_next(tmp_path: Path) -> None:
    """Half a build, and a whole one that was never swapped in."""
    builds = Builds(tmp_path, SHAPE)
    _publish(builds, "one")
    (tmp_path / "half").mkdir()
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / "manifest.json").write_text("{}")
    _publish(builds, "two")
    assert len(folders(tmp_path)) == 2
    assert not {"half", "whole"} & set(folders(tmp_path))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """With the reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineUnavailable, match="cannot be written: Not a directory"), \
            Builds(tmp_path / "file" / "index", SHAPE).draft():  # fmt: skip
        pytest.fail("there is nowhere to write")


# Stale and damaged builds


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"analysis": "0"}, "analysis"),
        ({"fields": "0"}, "record"),
        ({"vocabulary": "0"}, "thesaurus"),
        ({"store": "0"}, "engine"),
    ],
)
def test_a_build_of_another_shape_is_stale(
    stored: Engine, name: str, tmp_path: Path, changed: dict[str, str], said: str, opener: Opener
) -> None:
    """The answer names what differs and how to rebuild; an update is refused, a rebuild mends it."""
    manifest = _manifest(tmp_path / name)
    manifest.write_text(json.dumps(_changed(json.loads(manifest.read_text()), changed)))
    engine = opener(name, tmp_path)
    with pytest.raises(StaleIndex, match=f"{said}.*{REBUILD}"):
        engine.search(Search.of())
    with pytest.raises(StaleIndex, match=REBUILD):
        engine.update([WORKS[4]])
    assert engine.replace(WORKS[:2]) == 2
    assert engine.search(Search.of()).total == 2


def _manifest(builds: Path) -> Path:
    return builds / (builds / "current").read_text() / "manifest.json"


def _changed(manifest: dict[str, object], changed: dict[str, str]) -> dict[str, object]:
    shape = manifest["shape"]
    assert isinstance(shape, dict)
    return {**manifest, "shape": {**shape, **changed}}


def test_another_thesaurus_makes_a_build_stale(stored: Engine, name: str, tmp_path: Path, planner: Planner) -> None:
    """A label that was added could not be found."""
    more = Vocabulary({**planner.vocabulary.concepts, "new": Concept("new", {"en": ("Quite new",)})})
    assert isinstance(stored, FileEngine)
    other = FileEngine(tmp_path / name, Planner(planner.analysis, more), stored._format)
    with pytest.raises(StaleIndex, match="thesaurus"):
        other.describe()


def test_a_wrong_count_is_stale(stored: Engine, name: str, tmp_path: Path, opener: Opener) -> None:
    """A build that lost works is not served."""
    manifest = _manifest(tmp_path / name)
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "count": 99}))
    with pytest.raises(StaleIndex, match="holds 3 works where its manifest says 99"):
        opener(name, tmp_path).search(Search.of())


@pytest.mark.parametrize("damage", ["no manifest", "no json", "no folder", "empty pointer"])
def test_a_damaged_build_is_said(stored: Engine, name: str, tmp_path: Path, damage: str, opener: Opener) -> None:
    """Never served, never the beginning of an update, and mended by a rebuild."""
    manifest = _manifest(tmp_path / name)
    match damage:
        case "no manifest":
            manifest.unlink()
        case "no json":
            manifest.write_text("{")
        case "no folder":
            manifest.parent.rename(tmp_path / "elsewhere")
        case _:
            (tmp_path / name / "current").write_text("")
    engine = opener(name, tmp_path)
    for ask in (engine.describe, lambda: engine.update([WORKS[4]])):
        with pytest.raises(StaleIndex, match=f"damaged.*{REBUILD}"):
            ask()
    assert engine.replace(WORKS[:2]) == 2
    assert engine.describe().documents == 2


def test_files_that_cannot_be_read_are_said(stored: Engine, name: str, tmp_path: Path, opener: Opener) -> None:
    """As an engine that cannot answer, not as an error of ours."""
    folder = _manifest(tmp_path / name).parent
    for path in folder.iterdir():
        if path.suffix in (".seg", ".toc", ".store", ".term") or path.name == "meta.json":
            path.unlink()
    for ask in (lambda: opener(name, tmp_path).search(Search.of()), opener(name, tmp_path).describe):
        with pytest.raises(EngineUnavailable, match=f"cannot be read.*{REBUILD}"):
            ask()


def test_files_that_are_damaged_while_they_are_open_are_said(stored: Engine, name: str, tmp_path: Path) -> None:
    """Also when the damage is met in the middle of a search."""
    assert stored.describe().documents == 3
    for path in _manifest(tmp_path / name).parent.iterdir():
        if path.suffix in (".seg", ".bin"):
            with path.open("r+b") as file:
                file.write(b"\xff" * path.stat().st_size)
    with pytest.raises(EngineUnavailable, match=f"cannot be read.*{REBUILD}"):
        stored.search(Search.of("agenda OR consejo OR ciudad OR obras OR grenoble"))
    with pytest.raises(EngineUnavailable, match=f"cannot be read.*{REBUILD}"):
        stored.get(WORKS[0].id)


# Readers and writers


def test_a_reader_notices_a_new_build(stored: Engine, name: str, tmp_path: Path, opener: Opener) -> None:
    """By itself, at its next search."""
    reader = opener(name, tmp_path)
    assert works_of(reader) == OLD
    stored.update([WORKS[4]], [WORKS[0].id])
    assert works_of(reader) == works_of(stored) != OLD
    stored.replace(WORKS)
    assert reader.search(Search.of()).total == len(WORKS)
    assert reader.describe() == stored.describe()


def test_what_is_open_keeps_answering(stored: Engine) -> None:
    """A search that is under way is not disturbed by builds that come and go."""
    assert isinstance(stored, FileEngine)
    opened = stored.opened()
    for number in range(3):
        stored.replace(WORKS[number + 3 :])
    for work in WORKS[:3]:
        record = opened.store.get(work.id)
        assert record is not None
        assert record.document == work
    assert opened.store.alike("porto", 1)
    assert {each.value for each in opened.completions.find("porto", "en")} >= {"porto-alegre-br"}


def test_readers_in_threads_never_see_half_a_batch(name: str, opener: Opener, tmp_path: Path) -> None:
    """Each answer is that of one build, whole."""
    engine = opener(name, tmp_path)
    batches = [WORKS[:3], WORKS[3:9], WORKS[:12]]
    engine.replace(batches[0])
    whole = [sorted(work.id for work in batch) for batch in batches]
    seen: list[list[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            results = engine.search(Search.of("*", per_page=100))
            found = [hit.document.id for hit in results.hits]
            seen.append(found if results.total == len(found) else ["half"])

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for batch in (*batches, *batches):
        engine.replace(batch)
    done.set()
    for reader in readers:
        reader.join()
    assert seen
    assert all(found in whole for found in seen)


def test_two_processes_cannot_write_at_once(stored: Engine, name: str, tmp_path: Path, opener: Opener) -> None:
    """The second is told so, and the first ends well."""
    other = opener(name, tmp_path)

    def while_writing() -> Iterator[Document]:
        yield WORKS[4]
        with pytest.raises(EngineUnavailable, match="being written"):
            other.update([WORKS[5]])
        assert works_of(other) == OLD

    assert stored.update(while_writing()) == 4
    assert other.update([WORKS[5]]) == 5


def test_an_update_that_changes_nothing_makes_no_build(stored: Engine) -> None:
    """Readers need not open anything anew."""
    build = stored.describe().build
    assert stored.update([], ["nobody"]) == 3
    assert stored.describe().build == build


def test_files_do_not_pile_up(stored: Engine, name: str, tmp_path: Path) -> None:
    """After forty updates a build has about as many files as one that is made at once."""
    for number in range(40):
        stored.update([replace(WORKS[number % 4], year=1900 + number)])
    kept = _manifest(tmp_path / name).parent
    size = sum(path.stat().st_size for path in kept.iterdir())
    files = len(list(kept.iterdir()))
    stored.replace(WORKS[:4])
    fresh = _manifest(tmp_path / name).parent
    assert files <= 10 * len(list(fresh.iterdir()))
    assert size <= 20 * sum(path.stat().st_size for path in fresh.iterdir())
    assert len(folders(tmp_path / name)) == 2
