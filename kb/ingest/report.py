"""What came of an ingestion."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from kb.ingest.source import Problem


@dataclass(frozen=True)
class Report:
    """Files read and files unchanged since the last time; works indexed (new or changed) and works removed; what was
    refused, and what a curator should look at."""

    read: int = 0
    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


SHOWN = 3
"""A warning that many rows of one file have in common is given so many times, then counted."""


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems with those that rows of one file share gathered: the first few, and how many more there are."""
    seen: Counter[tuple[str, str, str]] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        seen[problem.path, problem.field, problem.reason] += bool(problem.part)
        if seen[problem.path, problem.field, problem.reason] <= SHOWN:
            kept.append(problem)
    more = [(key, count - SHOWN) for key, count in seen.items() if count > SHOWN]
    return (
        *kept,
        *(Problem(path, field, f"{count} more rows: {reason}", False) for (path, field, reason), count in more),
    )


def to_json(report: Report) -> bytes:
    """The report as the JSON that `--report` writes."""
    data = msgspec.to_builtins(report)
    for name, rows in (("refused", report.refused), ("warnings", report.warnings)):
        data[name] = [{"path": row.path, "field": row.field, "reason": row.text} for row in rows]
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"
