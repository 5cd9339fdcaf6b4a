"""Documents read in processes of their own, within limits."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.ingest.pool import Limits, Pool
from kb.ingest.source import Reading
from kb.settings import Settings
from tests.ingest.samples import pdf

LIMITS = Limits(50_000_000, 60, 2_000_000_000)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two processes, kept warm."""
    with Pool(LIMITS, 2) as opened:
        yield opened


def _by_name(readings: Iterator[Reading]) -> dict[str, Reading]:
    return {Path(reading.path).name: reading for reading in readings}


def test_every_file_gives_one_reading(pool: Pool, tmp_path: Path) -> None:
    """Good, bad and gone; names with spaces and emoji."""
    for number in range(20):
        (tmp_path / f"été 🎉 {number}.txt").write_text(f"Title {number}\n\nText.")
    (tmp_path / "bad.md").write_text("---\ntitle: [\n---\n")
    paths = [*sorted(tmp_path.iterdir()), tmp_path / "gone.md"]
    found = _by_name(pool.read(paths))
    assert len(found) == 22
    assert found["été 🎉 7.txt"].sources[0].title == "Title 7"
    assert found["bad.md"].problems[0].field == "front matter"
    assert found["gone.md"].problems[0].reason.startswith("is no longer there")


def test_processes_are_used_again(pool: Pool, tmp_path: Path) -> None:
    """Starting one takes longer than reading."""
    (tmp_path / "a.txt").write_text("Title\n\nText.")
    list(pool.read([tmp_path / "a.txt"]))
    before = {worker.process.pid for worker in pool._workers}
    list(pool.read([tmp_path / "a.txt"]))
    assert {worker.process.pid for worker in pool._workers} == before


def test_messages_name_paths_from_the_working_folder(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of this process, not of the one that reads."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("")
    (reading,) = pool.read([Path("a.md")])
    assert (reading.path, reading.problems[0].path) == ("a.md", "a.md")


def test_a_document_that_takes_too_long_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    """The limit is named, and the process is replaced."""
    (tmp_path / "slow.md").write_text(f"---\ntitle: [{'1, ' * 1_000_000}]\n---\n")
    (tmp_path / "next.txt").write_text("Title\n\nText.")
    with Pool(Limits(50_000_000, 1, 2_000_000_000), 1) as pool:
        found = _by_name(pool.read([tmp_path / "slow.md", tmp_path / "next.txt"]))
    assert found["slow.md"].problems[0].reason == "takes longer than 1 seconds to read (KB_MAX_SECONDS)."
    assert found["next.txt"].sources


def test_a_process_that_dies_refuses_only_what_it_read(tmp_path: Path) -> None:
    """As when a library in C crashes."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("Title\n\nText.")
    with Pool(LIMITS, 1) as pool:
        readings = pool.read([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")])
        first = next(readings)
        os.kill(pool._workers[0].process.pid, signal.SIGSEGV)
        rest = list(readings)
    assert first.sources
    assert sorted(bool(reading.sources) for reading in rest) in ([False, True], [True, True])
    assert all("SIGSEGV" in reading.problems[0].reason for reading in rest if not reading.sources)


def test_a_document_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    """The limit is named; the next one is read by a fresh process."""
    (tmp_path / "a.json").write_text("[" + "[],\n" * 2_000_000 + "[]]")
    (tmp_path / "b.txt").write_text("Title\n\nText.")
    with Pool(Limits(50_000_000, 60, 160_000_000), 1) as pool:
        found = _by_name(pool.read([tmp_path / "a.json", tmp_path / "b.txt"]))
    assert "KB_MAX_MEMORY" in found["a.json"].problems[0].reason
    assert found["b.txt"].sources


def test_an_answer_without_bounds_is_not_taken_in(tmp_path: Path) -> None:
    """Rows that repeat a long name of a column: the process is replaced, the next document read."""
    (tmp_path / "a.csv").write_text(f"title,{'x' * 5000}\n" + "t,y\n" * 1000)
    (tmp_path / "b.txt").write_text("Title\n\nText.")
    with Pool(Limits(10_000, 60, 2_000_000_000), 1) as pool:
        found = _by_name(pool.read([tmp_path / "a.csv", tmp_path / "b.txt"]))
    assert found["a.csv"].problems[0].reason == (
        "gives more than 1,040,000 bytes once it is read, 4 times KB_MAX_BYTES."
    )
    assert found["b.txt"].sources


def test_a_process_that_does_not_start_is_no_fault_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is refused, the ingestion ends."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Pool(LIMITS, 1) as pool, pytest.raises(KbError, match="does not start: it ended with code 1"):
        list(pool.read([tmp_path / "a.txt"]))


def test_what_a_library_prints_does_not_get_between(pool: Pool, tmp_path: Path) -> None:
    """A damaged PDF makes them talk."""
    (tmp_path / "a.pdf").write_bytes(pdf(["One"])[:-40])
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nonsense")
    found = _by_name(pool.read([tmp_path / "a.pdf", tmp_path / "b.pdf"]))
    assert found["b.pdf"].problems[0].field == "pdf"


def test_limits_come_from_the_settings() -> None:
    """All four."""
    assert Limits.of(Settings(max_bytes=1, max_seconds=2, max_memory=3, max_text=4)) == Limits(1, 2, 3, 4)


def test_the_limit_of_text_reaches_the_process(tmp_path: Path) -> None:
    """It is refused there, before the text is handed over."""
    (tmp_path / "a.txt").write_text("Title\n\nText.")
    with Pool(Limits(50_000_000, 60, 2_000_000_000, 5), 1) as pool:
        (reading,) = pool.read([tmp_path / "a.txt"])
    assert reading.problems[0].reason == "has 10 characters of text; KB_MAX_TEXT allows 5."


def test_nothing_to_read_starts_no_process() -> None:
    """An ingestion without changes is quick."""
    with Pool(LIMITS, 2) as pool:
        assert list(pool.read([])) == []
        assert pool._workers == []
