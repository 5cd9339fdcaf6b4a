"""What came of an ingestion."""

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


def to_json(report: Report) -> bytes:
    """The report as the JSON that `--report` writes."""
    data = msgspec.to_builtins(report)
    for name in ("refused", "warnings"):
        data[name] = [{key: row[key] for key in ("path", "field", "reason")} for row in data[name]]
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"
