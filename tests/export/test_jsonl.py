"""Works as JSON Lines."""

from kb.document import Document, from_json
from kb.export.jsonl import write


def test_a_line_a_work_and_nothing_is_lost(works: tuple[Document, ...]) -> None:
    """Each line reads back to the same record."""
    lines = write(works).decode().split("\n")
    assert lines.pop() == ""
    assert tuple(map(from_json, lines)) == works


def test_nothing_is_nothing() -> None:
    """No works, no bytes."""
    assert write(()) == b""
