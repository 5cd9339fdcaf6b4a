"""tantivy: one machine, up to millions of works.

Each zone is two fields (stems with mentions of concepts, folded words); each filter, facet and order is a field of its
own. What is only matched asks for sets of terms, what is ranked for each term by BM25. The records lie beside, by a
number for each work that tantivy gives quickly.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tantivy
from msgspec import MsgspecError
from tantivy import DocAddress, Order, Query

from kb.document import FACETS
from kb.engines import numbers, records
from kb.engines.lexicon import Lexicon
from kb.engines.numbers import Numbers, Values
from kb.engines.records import Records, RecordWriter
from kb.engines.store import HAD, KEPT_RECORDS, Entry, Found, Near, Question, Record
from kb.engines.tantivy_queries import Queries
from kb.plan import ZONE_NAMES, Leaf, Node, leaves
from kb.query import SORTS
from kb.zones import KEYWORDS, Card

HEAP_BYTES = 128_000_000
CACHED = 256
COUNTING = 2
"""So many groups of facets are counted at once."""

MORE = 30
"""So many more hits than a page needs are asked for, to see where a tie ends."""

Hits = list[tuple[float, DocAddress]]
_IMMUTABLE = re.compile(r"[0-9a-f]{32}\..+")


def schema() -> tantivy.Schema:
    """The fields: zones, filters, facets, orders, and the number of the record."""
    builder = tantivy.SchemaBuilder()
    for zone in ZONE_NAMES:
        builder.add_text_field(zone, tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{zone}_words", tokenizer_name="whitespace", index_option="freq")
    for name in KEYWORDS:
        builder.add_text_field(f"filed_{name}", tokenizer_name="raw", index_option="basic")
    for row in FACETS:
        builder.add_unsigned_field(f"shown_{row.name}", fast=True)
    for name in ("id", *SORTS):
        builder.add_text_field(f"by_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("key", fast=True)
    return builder.build()


def key(id_: str) -> int:
    """A number for an id, by which a found work is recognised without reading its record."""
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=8).digest(), "big")


class TantivyFormat:
    """tantivy indexes in folders."""

    name = "tantivy"

    def immutable(self, file_name: str) -> bool:
        """The files of a segment are written once, and that of the records only grows."""
        return _IMMUTABLE.fullmatch(file_name) is not None or file_name == records.FILE

    def failed(self, error: BaseException) -> bool:
        """tantivy's errors are values that are wrong; a panic has a class that cannot be imported."""
        return isinstance(error, OSError | ValueError | MsgspecError) or type(error).__name__ == "PanicException"

    @contextmanager
    def writer(self, folder: Path) -> Iterator["TantivyWriter"]:
        """Write into a folder; nothing is there before the end. The index is opened anew each time: one that is kept
        open while others write would not know which files are no longer needed."""
        begun = tantivy.Index.exists(str(folder))
        index = tantivy.Index.open(str(folder)) if begun else tantivy.Index(schema(), str(folder), reuse=False)
        # One thread: works are numbered in the order in which they come, whatever the machine.
        writer = index.writer(HEAP_BYTES, 1)
        try:
            with records.writer(folder) as kept, numbers.writer(folder) as values:
                yield TantivyWriter(writer, kept, values)
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.garbage_collect_files()
        writer.wait_merging_threads()

    def open(self, folder: Path, cards: Mapping[str, Card], languages: tuple[str, ...]) -> "TantivyStore":
        """Open for reading."""
        return TantivyStore(tantivy.Index.open(str(folder)), Records(folder), numbers.load(folder), cards, languages)


class TantivyWriter:
    """Writes works as documents."""

    def __init__(self, writer: tantivy.IndexWriter, kept: RecordWriter, values: Numbers) -> None:
        self._writer = writer
        self._records = kept
        self._numbers = values

    def add(self, work: Entry) -> None:
        """Add a work."""
        found = tantivy.Document()
        for zone, tokens in work.tokens.items():
            words = [token[1:] for token in tokens if token[0] == "="]
            found.add_text(zone, " ".join(tokens[: len(tokens) - len(words)]))
            found.add_text(f"{zone}_words", " ".join(words))
        for name, value in _values(work.card):
            found.add_text(name, value)
        for row in FACETS:
            for number in self._numbers.of(row.name, work.card.shown[row.name]):
                found.add_unsigned(f"shown_{row.name}", number)
        if work.card.year is not None:
            found.add_integer("year", work.card.year)
        found.add_unsigned("key", key(work.card.id))
        self._writer.add_document(found)
        self._records.add(key(work.card.id), work.record)

    def remove(self, id_: str) -> None:
        """Take a work out."""
        self._writer.delete_documents_by_term("by_id", id_)
        self._records.remove(key(id_))


def _values(card: Card) -> Iterator[tuple[str, str]]:
    """Filters, and the orders as texts that sort as they are: a missing year comes last in both."""
    yield from ((f"filed_{name}", value) for name in KEYWORDS for value in card.filed[name])
    yield "by_id", card.id
    yield "by_relevance", card.id
    yield "by_newest", f"{'~' if card.year is None else f'{9999 - card.year:04}'} {card.id}"
    yield "by_oldest", f"{'~' if card.year is None else f'{card.year:04}'} {card.id}"
    yield "by_title", f"{card.title_key}\0{card.id}"


class Later(Mapping[str, Mapping[str, int]]):
    """Counts that are being made: whoever looks at those of a facet waits for them."""

    def __init__(self, made: "Mapping[str, Future[dict[str, dict[str, int]]]]") -> None:
        self._made = made

    def __getitem__(self, name: str) -> Mapping[str, int]:
        return self._made[name].result()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class TantivyStore(Lexicon):
    """One open tantivy index."""

    def __init__(
        self,
        index: tantivy.Index,
        kept: Records,
        values: Values,
        cards: Mapping[str, Card],
        languages: tuple[str, ...],
    ) -> None:
        self.languages = languages
        self._searcher = index.searcher()
        self.count = self._searcher.num_docs
        if len(kept) != self.count:
            raise ValueError(f"{self.count} works, {len(kept)} records")
        self._queries = Queries(index.schema)
        self._ids = list(cards)
        self._values = values
        self._counts = lru_cache(CACHED)(self._aggregate)
        self._counting = ThreadPoolExecutor(COUNTING, "counting")
        self._kept = lru_cache(KEPT_RECORDS)(kept.get)

    def get(self, id_: str) -> Record | None:
        """One record; `None` when there is none."""
        return self._kept(key(id_))

    def words(self) -> Mapping[str, int]:
        """Every folded word with the number of works that hold it in the zone that has it most."""
        found: dict[str, int] = {}
        for zone in ZONE_NAMES:
            for word, count in self._searcher.terms_with_prefix(f"{zone}_words", ""):
                found[word] = max(count, found.get(word, 0))
        return found

    def find(self, question: Question) -> Found:
        """Match, order, count: facets in other threads, for tantivy lets others work meanwhile."""
        counts = self._counted(question)
        return Found(*self._page(question), counts)

    def _counted(self, question: Question) -> Later:
        """The counts of all facets, those over the same works together: apart they would take a core from the rest."""
        groups: dict[int, list[str]] = {}
        for name, node in question.facets.items():
            groups.setdefault(id(node), []).append(name)
        made: dict[str, Future[dict[str, dict[str, int]]]] = {}
        for names in groups.values():
            counts = self._counting.submit(self._counts, question.facets[names[0]], tuple(names))
            made |= dict.fromkeys(names, counts)
        return Later(made)

    def _page(self, question: Question) -> tuple[int, tuple[tuple[float, Record], ...]]:
        start, stop = min(question.start, self.count), min(question.stop, self.count)
        if start >= stop:
            return self._total(question.node), ()
        by_score = question.sort == "relevance" and bool(leaves(question.node))
        if by_score:
            total, hits = self._best(self._queries.ranked(question.node), stop)
        else:
            total, hits = self._ordered(self._queries.matched(question.node), question.sort, stop)
        return total, tuple(self._works(hits[start:stop]))

    def _total(self, node: Node) -> int:
        return self._search(self._queries.matched(node), 1)[0]

    def _search(self, query: Query, limit: int) -> tuple[int, Hits]:
        found: Any = self._searcher.search(query, limit)
        return found.count, found.hits

    def _ordered(self, query: Query, sort: str, stop: int) -> tuple[int, Hits]:
        found: Any = self._searcher.search(query, stop, order_by_field=f"by_{sort}", order=Order.Asc)
        return found.count, [(0.0, address) for _, address in found.hits]

    def _best(self, query: Query, stop: int) -> tuple[int, Hits]:
        """The best hits; of those that score the same, all are looked at, so that their ids decide."""
        limit = stop + MORE
        while True:
            total, hits = self._search(query, min(limit, max(1, self.count)))
            if len(hits) < limit or hits[-1][0] < hits[stop - 1][0]:
                return total, self._untied(hits)[:stop]
            limit *= 8

    def _untied(self, hits: Hits) -> Hits:
        if len({score for score, _ in hits}) == len(hits):
            return hits
        keys = self._keys(hits)
        order = sorted(range(len(hits)), key=lambda at: (-hits[at][0], self._ranks[keys[at]]))
        return [hits[at] for at in order]

    @cached_property
    def _ranks(self) -> dict[object, int]:
        """The place of each work in the order of ids, by key."""
        return {key(id_): rank for rank, id_ in enumerate(sorted(self._ids))}

    def _works(self, hits: Hits) -> Iterator[tuple[float, Record]]:
        """The hits with their records."""
        for (score, _), key_ in zip(hits, self._keys(hits), strict=True):
            record = self._kept(key_)
            assert record is not None, "every work has a record"
            yield score, record

    def _keys(self, hits: Hits) -> list[Any]:
        return self._searcher.fast_field_values("key", [address for _, address in hits])

    def _aggregate(self, node: Node, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """How many works of a node have each value; every value is asked for, so that the counts are exact."""
        values = {name: self._values.get(name, []) for name in names}
        asked = {name: {"terms": {"field": f"shown_{name}", "size": max(1, len(values[name]))}} for name in names}
        answer = self._searcher.aggregate(self._queries.matched(node), asked)
        return {name: {values[name][row["key"]]: row["doc_count"] for row in answer[name]["buckets"]} for name in names}

    def totals(self, nodes: Sequence[Node]) -> list[int]:
        """How many works each node matches."""
        return [self._total(node) for node in nodes]

    def near(
        self, must: Node, wanted: tuple[Leaf, ...], weights: tuple[float, ...], least: int, limit: int
    ) -> list[Near]:
        """Works that lack some of what was wanted, those that have most of it first."""
        _, hits = self._best(self._queries.near(must, wanted, [HAD * weight for weight in weights], least), limit)
        works = list(self._works(hits))
        lacking = self._lacking(wanted, [record.document.id for _, record in works])
        return [Near(score, record, lacking[record.document.id]) for score, record in works]

    def _lacking(self, wanted: Iterable[Leaf], ids: list[str]) -> dict[str, tuple[int, ...]]:
        """Which of the leaves each of a few works lacks."""
        by_key = {key(id_): id_ for id_ in ids}
        missing: dict[str, list[int]] = {id_: [] for id_ in ids}
        for at, leaf in enumerate(wanted):
            _, hits = self._search(self._queries.among(ids, leaf), max(1, len(ids)))
            for id_ in by_key.keys() - set(self._keys(hits)):
                missing[by_key[id_]].append(at)
        return {id_: tuple(each) for id_, each in missing.items()}
