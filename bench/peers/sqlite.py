"""SQLite with FTS5: the hits once, six counts and a page of rows from them."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.peers import folder_size
from bench.peers.database import LISTS, WEIGHTS, build, match
from bench.peers.row import FACET_NAMES
from bench.queries import PER_PAGE, Query
from kb.document import Document
from kb.engine import FACET_SIZE

Condition = tuple[str, tuple[str | int, ...]]


class SqliteClient:
    """One connection to the database."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA temp_store=MEMORY")
        self._connection.execute("CREATE TEMP TABLE hits (number INTEGER PRIMARY KEY, score REAL)")

    def search(self, query: Query) -> int:
        """The works that have the words are found once; what is ticked is looked at for each facet without its own."""
        self._find(query)
        where, values = _joined(_ticked(query))
        total: int = self._all(f"SELECT count(*) FROM temp.hits JOIN works USING (number) WHERE {where}", values)[0][0]
        for name in FACET_NAMES:
            self._facet(name, query)
        order = "score" if query.parts else "year DESC"
        self._all(
            "SELECT id, title, summary, theme, language, city, country, year, type FROM temp.hits JOIN works"
            f" USING (number) WHERE {where} ORDER BY {order}, id LIMIT {PER_PAGE}",
            values,
        )
        return total

    def _find(self, query: Query) -> None:
        self._connection.execute("DELETE FROM temp.hits")
        if query.parts:
            self._connection.execute(
                f"INSERT INTO temp.hits SELECT rowid, bm25(works_fts, {', '.join(map(str, WEIGHTS))}) FROM works_fts"
                " WHERE works_fts MATCH ?",
                (match(query.parts),),
            )
        else:
            self._connection.execute("INSERT INTO temp.hits SELECT number, 0 FROM works")

    def _facet(self, name: str, query: Query) -> None:
        where, values = _joined(_ticked(query, but=name))
        value, table = (f"{name}.value", f" JOIN {name} ON {name}.work = number") if name in LISTS else (name, "")
        self._all(
            f"SELECT {value}, count(*) FROM temp.hits JOIN works USING (number){table}"
            f" WHERE {where} AND {value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FACET_SIZE}",
            values,
        )

    def _all(self, sql: str, values: tuple[str | int, ...]) -> list[tuple[int, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def ready(self) -> None:
        """It always is."""

    def close(self) -> None:
        """Close it."""
        self._connection.close()


def _ticked(query: Query, but: str | None = None) -> Iterator[Condition]:
    for name, values in query.filters.items():
        if name == but:
            continue
        marks = ",".join("?" * len(values))
        if name in LISTS:
            yield f"number IN (SELECT work FROM {name} WHERE value IN ({marks}))", values
        else:
            yield f"{'works.' if name == 'type' else ''}{name} IN ({marks})", values
    if query.year_from is not None:
        yield "year >= ?", (query.year_from,)
    if query.year_to is not None:
        yield "year <= ?", (query.year_to,)


def _joined(conditions: Iterable[Condition]) -> Condition:
    found = list(conditions)
    return " AND ".join(["1", *(text for text, _ in found)]), tuple(value for _, values in found for value in values)


class Sqlite:
    """The database in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = (folder / "works.sqlite").absolute()

    def load(self, works: Iterable[Document]) -> float:
        """Rows and full text in one transaction for every two thousand works."""
        return build(works, self._path)

    def client(self) -> SqliteClient:
        """A connection."""
        return SqliteClient(self._path)

    def pid(self) -> int:
        """This process."""
        return os.getpid()

    def size(self) -> int:
        """The database."""
        return folder_size(self._folder)

    def close(self) -> None:
        """Nothing to end."""


def open_system(_name: str, folder: Path) -> Sqlite:
    """SQLite."""
    return Sqlite(folder)
