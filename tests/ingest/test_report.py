"""The report."""

import json

from kb.ingest import report
from kb.ingest.report import Report
from kb.ingest.source import Problem


def test_the_report_has_the_shape_that_is_promised() -> None:
    """Other programs read it."""
    made = Report(
        2, 1, 3, 0, (Problem("a.csv", "title", "is missing.", True, "line 2"),), (Problem("b.md", "city", "?", False),)
    )
    assert json.loads(report.to_json(made)) == {
        "read": 2, "indexed": 1, "unchanged": 3, "removed": 0,
        "refused": [{"path": "a.csv", "field": "title", "reason": "line 2: is missing."}],
        "warnings": [{"path": "b.md", "field": "city", "reason": "?"}],
    }  # fmt: skip


def test_what_many_rows_have_in_common_is_gathered() -> None:
    """A table of thousands does not hide what else there is."""
    rows = [Problem("a.csv", "type", "is not stated.", False, f"line {number}") for number in range(2, 12)]
    other = [Problem("b.md", "type", "is not stated.", False)] * 5
    assert report.gathered([*rows, *other]) == (
        *rows[:3], *other, Problem("a.csv", "type", "7 more rows: is not stated.", False),
    )  # fmt: skip
