"""The column dictionary: CSV on the Web metadata (https://www.w3.org/TR/tabular-metadata/), made from the columns."""

import json
from collections.abc import Iterable
from typing import Any

from kb.export.columns import TABLES, WORKS, Column, Table
from kb.export.reference import COLLECTION

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
GUARD = (
    "A text that begins with = + - @, a tab or a line break, or with apostrophes before one of these, has one"
    " apostrophe more before it, so that no spreadsheet runs it: take off the first apostrophe of such a cell."
)


def metadata(tables: Iterable[Table[Any]] = TABLES) -> str:
    """The dictionary of some tables as JSON: title, datatype, separator, language and meaning of every column."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": COLLECTION,
        "dc:license": {"@id": LICENSE},
        "dc:description": GUARD,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True,
                    "lineTerminators": ["\r\n", "\n"]},
        "tables": [_table(table) for table in tables],
    }  # fmt: skip
    return json.dumps(group, ensure_ascii=False, indent=2) + "\n"


def _table(table: Table[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table is not WORKS:
        schema["foreignKeys"] = [
            {"columnReference": ["id"], "reference": {"resource": WORKS.file, "columnReference": ["id"]}}
        ]
    return {"url": table.file, "dc:title": table.title, "dc:description": table.help, "tableSchema": schema}


def _column(column: Column[Any]) -> dict[str, Any]:
    datatype = {"base": column.datatype, "format": column.format} if column.format else column.datatype
    stated = {"separator": column.separator, "lang": column.language, "required": column.required or None}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.help,
        "datatype": datatype,
        **{key: value for key, value in stated.items() if value is not None},
    }
