"""The file of records: what is written is read, and what is gone does not stay for ever."""

import os
from pathlib import Path

import pytest

from kb.document import Document, Version
from kb.engines import records
from kb.engines.records import FILE, PLACES, Records
from kb.engines.store import Record


def record(name: str, length: int = 10) -> Record:
    """A record of a work with a body of so many letters."""
    return Record(Document(name, "news", (Version("en", name, "", "x" * length),), "en"), ())


def write(folder: Path, written: dict[int, Record], removed: tuple[int, ...] = ()) -> None:
    """Take some out and write some."""
    with records.writer(folder) as writer:
        for key in removed:
            writer.remove(key)
        for key, each in written.items():
            writer.add(key, each)


def linked(source: Path, target: Path) -> Path:
    """What the next build begins with."""
    target.mkdir()
    os.link(source / FILE, target / FILE)
    (target / PLACES).write_bytes((source / PLACES).read_bytes())
    return target


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """By its key; another key is nobody's. A work that is written again is read as it was written last."""
    write(tmp_path, {1: record("one"), 2**64 - 1: record("two")})
    write(tmp_path, {1: record("one again")})
    found = Records(tmp_path)
    assert [found.get(key) for key in (1, 2**64 - 1, 3)] == [record("one again"), record("two"), None]
    assert len(found) == 2


def test_nothing_written_is_nothing_found(tmp_path: Path) -> None:
    """An empty build is one too, and so is a folder without any."""
    assert (len(Records(tmp_path)), Records(tmp_path).get(1)) == (0, None)
    write(tmp_path, {})
    assert (len(Records(tmp_path)), Records(tmp_path).get(1)) == (0, None)


def test_a_build_that_goes_on_leaves_the_one_before_as_it_was(tmp_path: Path) -> None:
    """Also while it is open, and although they share the file; only what is new is written."""
    first = tmp_path / "first"
    first.mkdir()
    write(first, {1: record("one"), 2: record("two")})
    before = Records(first)
    second = linked(first, tmp_path / "second")
    write(second, {2: record("two again"), 3: record("three")}, removed=(1,))
    assert (first / FILE).samefile(second / FILE)
    for each in (before, Records(first)):
        assert [each.get(key) for key in (1, 2, 3)] == [record("one"), record("two"), None]
    assert [Records(second).get(key) for key in (1, 2, 3)] == [None, record("two again"), record("three")]


def test_what_a_writer_left_that_gave_up_is_in_nobodys_way(tmp_path: Path) -> None:
    """The places are written last."""
    write(tmp_path, {1: record("one")})

    def given_up() -> None:
        with records.writer(tmp_path) as writer:
            writer.add(1, record("lost"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        given_up()
    assert Records(tmp_path).get(1) == record("one")
    write(tmp_path, {2: record("two")})
    assert [Records(tmp_path).get(key) for key in (1, 2)] == [record("one"), record("two")]


def test_works_that_are_gone_are_let_go_of_when_they_are_half_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new build has a file of its own then; the one before keeps all that it had."""
    monkeypatch.setattr(records, "SPARE", 500)
    first = tmp_path / "first"
    first.mkdir()
    write(first, {key: record(f"work {key}", 100) for key in range(20)})
    second = linked(first, tmp_path / "second")
    write(second, {}, removed=tuple(range(5)))
    assert (first / FILE).samefile(second / FILE), "a quarter is spared"
    third = linked(second, tmp_path / "third")
    write(third, {}, removed=tuple(range(5, 18)))
    assert (third / FILE).stat().st_size < (second / FILE).stat().st_size / 5
    assert [Records(third).get(key) for key in range(17, 20)] == [None, record("work 18", 100), record("work 19", 100)]
    assert [Records(first).get(key) for key in (0, 19)] == [record("work 0", 100), record("work 19", 100)]
    assert sorted(path.name for path in third.iterdir()) == [FILE, PLACES]
