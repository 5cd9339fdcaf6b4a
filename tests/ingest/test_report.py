"""The report."""

import json

from kb.ingest import report
from kb.ingest.report import Report
from kb.ingest.source import Problem


def test_the_report_has_the_shape_that_is_promised() -> None:
    """Other programs read it."""
    made = Report(2, 1, 3, 0, (Problem("a.md", "title", "is missing."),), (Problem("b.md", "city", "?", False),))
    assert json.loads(report.to_json(made)) == {
        "read": 2, "indexed": 1, "unchanged": 3, "removed": 0,
        "refused": [{"path": "a.md", "field": "title", "reason": "is missing."}],
        "warnings": [{"path": "b.md", "field": "city", "reason": "?"}],
    }  # fmt: skip
