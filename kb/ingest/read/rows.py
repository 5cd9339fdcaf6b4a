"""CSV: a row is a work. Broken rows are refused by their line, the others are read."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from kb.errors import BadDocument
from kb.ingest.read.columns import Columns, columns, declare, derived_id, titled
from kb.ingest.read.content import Content
from kb.ingest.source import Problem, Source

DELIMITERS = ",;\t|"


class Row(NamedTuple):
    """A row, the line that it begins on and the first line after it."""

    line: int
    after: int
    cells: list[str]


def read(content: Content) -> Iterator[Source | Problem]:
    """A work for each row, under the names of the first one; a row is refused when its cells do not fit them."""
    text, problems = content.text()
    yield from problems
    csv.field_size_limit(content.max_bytes)
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    delimiter = _delimiter(lines)
    rows = records(lines, delimiter)
    header = next(rows, None)
    if header is None:
        raise BadDocument("holds no rows.", "columns")
    known = columns(content)
    names = _names(header.cells, known)
    for row in rows:
        yield from _row(content, row, names, known)


def _names(cells: list[str], known: Columns) -> list[str]:
    names = [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise BadDocument(f"found the column {min(twice)!r} twice, expected each name once.", "columns")
    if not titled(names, known):
        shown = ", ".join(map(repr, names[:12]))
        raise BadDocument(
            f"found the columns {shown}, expected one that is the title (or a mapping beside).", "columns"
        )
    return names


def _row(content: Content, row: Row, names: list[str], known: Columns) -> Iterator[Source | Problem]:
    part = f"line {row.line}"
    source = Source(content.name, part=part)
    if len(row.cells) != len(names):
        yield source.problem("row", f"found {len(row.cells)} cells, expected {len(names)} as in the first line.")
        return
    declared, body = declare(dict(zip(names, row.cells, strict=True)), known)
    if declared or body:
        id_ = str(declared.get("id") or derived_id(declared))
        yield Source(content.name, id=id_, declared=declared, body=body, part=part)


def _delimiter(lines: list[str]) -> str:
    """The delimiter that parts the first lines in most columns, as often in each."""
    sample = lines[:20]

    def score(delimiter: str) -> tuple[float, int]:
        counts = [len(row.cells) for row in records(sample, delimiter)]
        usual = counts[0] if counts else 0
        agreeing = counts.count(usual) / max(len(counts), 1)
        return (agreeing if usual > 1 else 0.0, usual)

    return max(DELIMITERS, key=score)


def records(lines: list[str], delimiter: str) -> Iterator[Row]:
    """The rows of a text, blank ones left out.

    A quote that is not closed would swallow all rows after it: when a row over several lines does not have as many
    cells as the first, only its first line is given and reading goes on below it.
    """
    at, width = 0, 0
    while at < len(lines):
        cells, used = _record(lines, at, delimiter)
        if width and used > 1 and len(cells) != width:
            cells, used = _record(lines[at : at + 1], 0, delimiter)[0], 1
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield Row(at + 1, at + used + 1, cells)
        at += used


def _record(lines: list[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of the row that begins on a line, and over how many lines it goes."""
    reader = csv.reader((lines[number] for number in range(at, len(lines))), delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error:
        return [lines[at]], 1
    return cells, max(reader.line_num, 1)
