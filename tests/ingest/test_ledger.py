"""The ledger."""

from pathlib import Path

from kb.engine import Description
from kb.ingest import ledger
from kb.ingest.check import Note
from kb.ingest.ledger import Entry, Ledger
from kb.ingest.source import Problem


def _ledger(folder: Path) -> Ledger:
    entry = Entry("digest", ("a",), (Problem("a.md", "city", "?", False),))
    return Ledger("build", "basis", {str(folder / "corpus" / "a.md"): entry}, {"a": Note("a.md", ("b",), "n", (1, 2))})


def test_a_ledger_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Nothing else is left in its folder."""
    file = ledger.path(tmp_path / "index", "whoosh")
    ledger.save(_ledger(tmp_path), file)
    assert ledger.load(file) == _ledger(tmp_path)
    assert [path.name for path in file.parent.iterdir()] == ["ledger-whoosh.json"]


def test_a_collection_may_be_moved_with_its_index(tmp_path: Path) -> None:
    """Paths are relative to the ledger."""
    ledger.save(_ledger(tmp_path / "old"), ledger.path(tmp_path / "old" / "index", "whoosh"))
    (tmp_path / "old").rename(tmp_path / "new")
    assert ledger.load(ledger.path(tmp_path / "new" / "index", "whoosh")) == _ledger(tmp_path / "new")


def test_a_damaged_or_missing_ledger_is_an_empty_one(tmp_path: Path) -> None:
    """Then everything is read again."""
    file = tmp_path / "ledger.json"
    assert ledger.load(file) == Ledger()
    file.write_text('{"files": 3}')
    assert ledger.load(file) == Ledger()


def test_a_ledger_is_believed_only_of_its_own_build(tmp_path: Path) -> None:
    """Of as many works, and read under the same rules."""
    known = _ledger(tmp_path)
    assert known.describes(Description("whoosh", 1, "build"), "basis")
    assert not known.describes(Description("whoosh", 1, "other"), "basis")
    assert not known.describes(Description("whoosh", 2, "build"), "basis")
    assert not known.describes(Description("whoosh", 1, "build"), "other")
    assert not known.describes(None, "basis")
    assert not Ledger().describes(Description("whoosh", 0, ""), "")
