"""Tables as CSV: UTF-8, one header row, RFC 4180, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kb.document import Document
from kb.export.columns import Cell, Column, Table

# What a spreadsheet takes for a formula, in half and full width. Apostrophes before it are there so that the guard
# can be taken off again without a doubt.
_FORMULA = re.compile("^'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("^'(?='*[=+\\-@\t\r\n＝＋－＠])")


def write(table: Table[Any], documents: Iterable[Document]) -> str:
    """The whole file, rows in the order of the documents, lines ended by CR LF.

    Unknown is an empty cell; several values stand in one cell with the column's separator between them.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for document in documents:
        for row in table.rows(document):
            writer.writerow(_text(column, column.value(row)) for column in table.columns)
    return file.getvalue()


def unguarded(cell: str) -> str:
    """The text that `write` put into a cell: the apostrophe before what looks like a formula is taken off."""
    return _GUARDED.sub("", cell)


def _text(column: Column[Any], value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _guarded(value)
    if isinstance(value, tuple):
        return _guarded(_joined(value, column.separator or ""))
    return str(int(value)) if value == int(value) else repr(value)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _joined(values: tuple[str, ...], separator: str) -> str:
    """Values with the separator between them; inside a value it is percent-encoded."""
    return separator.join(value.replace(separator, quote(separator, safe="")) for value in values)
