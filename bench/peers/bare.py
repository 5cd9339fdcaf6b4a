"""Bare tantivy: its own analysis, its own search, its own aggregations; a yardstick for what our engine adds."""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from bench.peers import folder_size
from bench.peers.row import FACET_NAMES, Row, row
from bench.queries import PER_PAGE, Part, Query
from kb.document import Document
from kb.engine import FACET_SIZE
from kb.query import Phrase, Prefix
from kb.text import words

_TEXTS = {"title": 4.0, "summary": 2.0, "body": 1.0, "place": 2.0}
_KEYWORDS = ("theme", "language", "city", "country", "type")
_AGGREGATIONS = {name: {"terms": {"field": name, "size": FACET_SIZE}} for name in FACET_NAMES}
_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _TEXTS:
        builder.add_text_field(name, stored=name in ("title", "summary"))
    for name in _KEYWORDS:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", stored=True, indexed=True, fast=True)
    return builder.build()


class Bare:
    """An index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, str(folder))

    def load(self, works: Iterable[Document]) -> float:
        """One commit; the rows are ready before the clock starts."""
        rows = [_values(row(work)) for work in works]
        start = time.perf_counter()
        writer = self._index.writer(256_000_000, 2)
        for values in rows:
            writer.add_document(tantivy.Document.from_dict(values, self._schema))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        return time.perf_counter() - start

    def client(self) -> "Bare":
        """The index itself: threads share it."""
        return self

    def search(self, query: Query) -> int:
        """A search, the aggregations over its hits, and the stored fields of a page."""
        searcher = self._index.searcher()
        tree = self._tree(query)
        newest = {} if query.parts else {"order_by_field": "year"}
        found = searcher.search(tree, PER_PAGE, count=True, **newest)  # type: ignore[arg-type]
        searcher.aggregate(tree, _AGGREGATIONS)
        for _, address in found.hits:
            searcher.doc(address)
        count: int = found.count  # type: ignore[attr-defined]
        return count

    def _tree(self, query: Query) -> tantivy.Query:
        parts = [self._anywhere(part, word) for part in query.parts for word in _units(part)]
        parts += [tantivy.Query.term_set_query(self._schema, name, self._terms(name, values))
                  for name, values in query.filters.items()]  # fmt: skip
        if query.year_from is not None or query.year_to is not None:
            kind = tantivy.FieldType.Integer
            parts.append(tantivy.Query.range_query(self._schema, "year", kind, query.year_from, query.year_to))
        if not parts:
            return tantivy.Query.all_query()
        return tantivy.Query.boolean_query([(_MUST, part) for part in parts])

    def _terms(self, name: str, values: tuple[str, ...]) -> list[Any]:
        return [int(value) for value in values] if name == "year" else list(values)

    def _anywhere(self, part: Part, text: list[str]) -> tantivy.Query:
        weighed = ((self._leaf(part, name, text), boost) for name, boost in _TEXTS.items())
        return tantivy.Query.boolean_query([(_SHOULD, tantivy.Query.boost_query(*each)) for each in weighed])

    def _leaf(self, part: Part, name: str, text: list[str]) -> tantivy.Query:
        if isinstance(part, Prefix):
            return tantivy.Query.regex_query(self._schema, name, f"{text[0]}.*")
        if len(text) > 1:
            return tantivy.Query.phrase_query(self._schema, name, list(text))
        return tantivy.Query.term_query(self._schema, name, text[0])

    def ready(self) -> None:
        """It always is."""

    def pid(self) -> int:
        """This process."""
        return os.getpid()

    def size(self) -> int:
        """The index."""
        return folder_size(self._folder)

    def close(self) -> None:
        """Nothing to end."""


def _units(part: Part) -> list[list[str]]:
    """What is looked for as one thing: a phrase whole, other words one by one."""
    found = _lower(part.text) if not isinstance(part, Prefix) else words(part.text)
    return [found] if isinstance(part, Phrase) else [[word] for word in found]


def _lower(text: str) -> list[str]:
    """Words as its own analysis has them: in small letters, marks kept."""
    return text.lower().replace("-", " ").replace("'", " ").split()


def _values(each: Row) -> dict[str, Any]:
    found = {name: value for name, value in vars(each).items() if value is not None}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def open_system(_name: str, folder: Path) -> Bare:
    """Bare tantivy."""
    return Bare(folder)
