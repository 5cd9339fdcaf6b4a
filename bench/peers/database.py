"""The works as an SQLite database with a full-text index, as SQLite and Datasette are asked it."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from bench.peers.row import Row, row
from bench.queries import Part
from kb.document import Document
from kb.query import Phrase, Prefix
from kb.text import words

WEIGHTS = (4, 2, 1, 2)
TABLE = "works"
LISTS = ("theme", "language")

_SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
CREATE TABLE works (number INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, summary TEXT, body TEXT, place TEXT,
                    theme TEXT, language TEXT, city TEXT, country TEXT, year INTEGER, type TEXT);
CREATE TABLE theme (value TEXT, work INTEGER, PRIMARY KEY (value, work)) WITHOUT ROWID;
CREATE TABLE language (value TEXT, work INTEGER, PRIMARY KEY (value, work)) WITHOUT ROWID;
CREATE VIRTUAL TABLE works_fts USING fts5(title, summary, body, place, content="works", content_rowid='number',
                                          tokenize='unicode61 remove_diacritics 2', prefix='4');
"""
_INDEXES = """
CREATE INDEX theme_of ON theme (work); CREATE INDEX language_of ON language (work);
CREATE INDEX city ON works (city); CREATE INDEX country ON works (country); CREATE INDEX year ON works (year);
CREATE INDEX type ON works (type); ANALYZE;
"""
_CHUNK = 2_000


def build(works: Iterable[Document], path: Path) -> float:
    """Write the database; gives the seconds that SQLite was at work."""
    connection = sqlite3.connect(path)
    spent = _timed(partial(connection.executescript, _SCHEMA))
    for first, rows in _chunks(works):
        spent += _timed(partial(_insert, connection, first, rows))
    spent += _timed(partial(connection.executescript, _INDEXES))
    connection.close()
    return spent


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _chunks(works: Iterable[Document]) -> Iterator[tuple[int, list[Row]]]:
    rows, first = map(row, works), 0
    while chunk := list(islice(rows, _CHUNK)):
        yield first, chunk
        first += len(chunk)


def _insert(connection: sqlite3.Connection, first: int, rows: list[Row]) -> None:
    """Rows, their words and their lists, in one transaction."""
    numbered = list(enumerate(rows, first))
    whole = ([number, *map(_flat, vars(each).values())] for number, each in numbered)
    texts = ((number, each.title, each.summary, each.body, each.place) for number, each in numbered)
    with connection:
        connection.executemany(f"INSERT INTO works VALUES ({','.join('?' * 12)})", whole)
        connection.executemany("INSERT INTO works_fts (rowid, title, summary, body, place) VALUES (?,?,?,?,?)", texts)
        for name in LISTS:
            values = ((value, number) for number, each in numbered for value in getattr(each, name))
            connection.executemany(f"INSERT INTO {name} VALUES (?,?)", values)


def _flat(value: object) -> object:
    return json.dumps(value) if isinstance(value, tuple) else value


def match(parts: Iterable[Part]) -> str:
    """The parts of a search in the language of FTS5; empty when there are none."""
    return " ".join(_term(part) for part in parts)


def _term(part: Part) -> str:
    found = words(part.text)
    match part:
        case Phrase():
            return f'"{" ".join(found)}"'
        case Prefix():
            return f'"{" ".join(found)}"*'
    return " ".join(f'"{word}"' for word in found)
