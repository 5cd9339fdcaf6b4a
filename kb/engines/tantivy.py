"""tantivy: one machine, up to millions of works.

Each zone is two fields (stems with mentions of concepts, folded words); each filter, facet and order is a field of its
own. What is only matched asks for sets of terms, what is ranked for each term by BM25.
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
from kb.engines.lexicon import Lexicon
from kb.engines.store import HAD, KEPT_RECORDS, Entry, Found, Near, Question, Record, decode, encode
from kb.engines.tantivy_queries import Queries
from kb.plan import ZONE_NAMES, Leaf, Node, leaves
from kb.query import SORTS
from kb.zones import KEYWORDS, Card

HEAP_BYTES = 128_000_000
CACHED = 256
COUNTING = 2
"""So many searches have their facets counted at once."""

MORE = 30
"""So many more hits than a page needs are asked for, to see where a tie ends."""

Hits = list[tuple[float, DocAddress]]
_IMMUTABLE = re.compile(r"[0-9a-f]{32}\..+")


def schema() -> tantivy.Schema:
    """The fields: zones, filters, facets, orders, and the record."""
    builder = tantivy.SchemaBuilder()
    for zone in ZONE_NAMES:
        builder.add_text_field(zone, tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{zone}_words", tokenizer_name="whitespace", index_option="freq")
    for name in KEYWORDS:
        builder.add_text_field(f"filed_{name}", tokenizer_name="raw", index_option="basic")
    for row in FACETS:
        builder.add_text_field(f"shown_{row.name}", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("id", *SORTS):
        builder.add_text_field(f"by_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("key", fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def key(id_: str) -> int:
    """A number for an id, by which a found work is recognised without reading its record."""
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=8).digest(), "big")


class TantivyFormat:
    """tantivy indexes in folders."""

    name = "tantivy"

    def immutable(self, file_name: str) -> bool:
        """The files of a segment are written once; what the segments are stands in other files."""
        return _IMMUTABLE.fullmatch(file_name) is not None

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
            yield TantivyWriter(writer)
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.garbage_collect_files()
        writer.wait_merging_threads()

    def open(self, folder: Path, cards: Mapping[str, Card], languages: tuple[str, ...]) -> "TantivyStore":
        """Open for reading."""
        return TantivyStore(tantivy.Index.open(str(folder)), cards, languages)


class TantivyWriter:
    """Writes works as documents."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def add(self, work: Entry) -> None:
        """Add a work."""
        found = tantivy.Document()
        for zone, tokens in work.tokens.items():
            words = [token[1:] for token in tokens if token[0] == "="]
            found.add_text(zone, " ".join(tokens[: len(tokens) - len(words)]))
            found.add_text(f"{zone}_words", " ".join(words))
        for name, value in _values(work.card):
            found.add_text(name, value)
        if work.card.year is not None:
            found.add_integer("year", work.card.year)
        found.add_unsigned("key", key(work.card.id))
        found.add_bytes("record", encode(work.record))
        self._writer.add_document(found)

    def remove(self, id_: str) -> None:
        """Take a work out."""
        self._writer.delete_documents_by_term("by_id", id_)


def _values(card: Card) -> Iterator[tuple[str, str]]:
    """Filters, facets, and the orders as texts that sort as they are: a missing year comes last in both."""
    yield from ((f"filed_{name}", value) for name in KEYWORDS for value in card.filed[name])
    yield from ((f"shown_{row.name}", value) for row in FACETS for value in card.shown[row.name])
    yield "by_id", card.id
    yield "by_relevance", card.id
    yield "by_newest", f"{'~' if card.year is None else f'{9999 - card.year:04}'} {card.id}"
    yield "by_oldest", f"{'~' if card.year is None else f'{card.year:04}'} {card.id}"
    yield "by_title", f"{card.title_key}\0{card.id}"


class Later(Mapping[str, Mapping[str, int]]):
    """Counts that are being made: whoever looks at them waits for them."""

    def __init__(self, made: "Future[dict[str, Mapping[str, int]]]") -> None:
        self._made = made

    def __getitem__(self, name: str) -> Mapping[str, int]:
        return self._made.result()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made.result())

    def __len__(self) -> int:
        return len(self._made.result())


class TantivyStore(Lexicon):
    """One open tantivy index."""

    def __init__(self, index: tantivy.Index, cards: Mapping[str, Card], languages: tuple[str, ...]) -> None:
        self.languages = languages
        self._searcher = index.searcher()
        self.count = self._searcher.num_docs
        self._queries = Queries(index.schema)
        self._ids = list(cards)
        shown = {row.name: {value for card in cards.values() for value in card.shown[row.name]} for row in FACETS}
        self._sizes = {name: max(1, len(values)) for name, values in shown.items()}
        self._counts = lru_cache(CACHED)(self._aggregate)
        self._counting = ThreadPoolExecutor(COUNTING, "counting")
        self._kept = lru_cache(KEPT_RECORDS)(self._read_record)

    def get(self, id_: str) -> Record | None:
        """One record; `None` when there is none."""
        _, hits = self._search(self._queries.id(id_), 1)
        return self._record(hits[0][1]) if hits else None

    def words(self) -> Mapping[str, int]:
        """Every folded word with the number of works that hold it in the zone that has it most."""
        found: dict[str, int] = {}
        for zone in ZONE_NAMES:
            for word, count in self._searcher.terms_with_prefix(f"{zone}_words", ""):
                found[word] = max(count, found.get(word, 0))
        return found

    def find(self, question: Question) -> Found:
        """Match, order, count: facets in another thread, for tantivy lets others work meanwhile."""
        counts = Later(self._counting.submit(self._count, question)) if question.facets else {}
        return Found(*self._page(question), counts)

    def _count(self, question: Question) -> dict[str, Mapping[str, int]]:
        groups: dict[int, list[str]] = {}
        for name, node in question.facets.items():
            groups.setdefault(id(node), []).append(name)
        counts: dict[str, Mapping[str, int]] = {}
        for names in groups.values():
            counts |= self._counts(question.facets[names[0]], tuple(names))
        return counts

    def _page(self, question: Question) -> tuple[int, tuple[tuple[float, Record], ...]]:
        start, stop = min(question.start, self.count), min(question.stop, self.count)
        if start >= stop:
            return self._total(question.node), ()
        by_score = question.sort == "relevance" and bool(leaves(question.node))
        if by_score:
            total, hits = self._best(self._queries.ranked(question.node), stop)
        else:
            total, hits = self._ordered(self._queries.matched(question.node), question.sort, stop)
        works = [(score, self._record(address)) for score, address in hits[start:stop]]
        return total, tuple(works)

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
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        order = sorted(range(len(hits)), key=lambda at: (-hits[at][0], self._ranks[keys[at]]))
        return [hits[at] for at in order]

    @cached_property
    def _ranks(self) -> dict[object, int]:
        """The place of each work in the order of ids, by key."""
        return {key(id_): rank for rank, id_ in enumerate(sorted(self._ids))}

    def _record(self, address: DocAddress) -> Record:
        return self._kept(address.segment_ord, address.doc)

    def _read_record(self, segment: int, number: int) -> Record:
        return decode(bytes(self._searcher.doc(DocAddress(segment, number))["record"][0]))

    def _aggregate(self, node: Node, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """How many works of a node have each value; every value is asked for, so that the counts are exact."""
        asked = {name: {"terms": {"field": f"shown_{name}", "size": self._sizes[name]}} for name in names}
        answer = self._searcher.aggregate(self._queries.matched(node), asked)
        return {name: {row["key"]: row["doc_count"] for row in answer[name]["buckets"]} for name in names}

    def totals(self, nodes: Sequence[Node]) -> list[int]:
        """How many works each node matches."""
        return [self._total(node) for node in nodes]

    def near(
        self, must: Node, wanted: tuple[Leaf, ...], weights: tuple[float, ...], least: int, limit: int
    ) -> list[Near]:
        """Works that lack some of what was wanted, those that have most of it first."""
        _, hits = self._best(self._queries.near(must, wanted, [HAD * weight for weight in weights], least), limit)
        records = [self._record(address) for _, address in hits]
        lacking = self._lacking(wanted, [record.document.id for record in records])
        found = zip(hits, records, strict=True)
        return [Near(score, record, lacking[record.document.id]) for (score, _), record in found]

    def _lacking(self, wanted: Iterable[Leaf], ids: list[str]) -> dict[str, tuple[int, ...]]:
        """Which of the leaves each of a few works lacks."""
        by_key = {key(id_): id_ for id_ in ids}
        missing: dict[str, list[int]] = {id_: [] for id_ in ids}
        for at, leaf in enumerate(wanted):
            _, hits = self._search(self._queries.among(ids, leaf), max(1, len(ids)))
            having = self._searcher.fast_field_values("key", [address for _, address in hits])
            for id_ in by_key.keys() - set(having):
                missing[by_key[id_]].append(at)
        return {id_: tuple(each) for id_, each in missing.items()}
