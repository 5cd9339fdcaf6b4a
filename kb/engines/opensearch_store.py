"""One build of a cluster, open for reading: questions in, works and counts out."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kb.document import FACETS
from kb.engine import FACET_SIZE, NEARBY_BELOW
from kb.engines.builds import Manifest
from kb.engines.opensearch_client import Client
from kb.engines.opensearch_queries import FULL_MATCH, MERGED, Queries, Query, joined
from kb.engines.store import Entry, Found, Near, Question, Record, decode, encode
from kb.errors import EngineUnavailable
from kb.plan import ZONE_NAMES, All, Everything, Leaf, Node, every, leaves
from kb.zones import KEYWORDS, Card

WINDOW = 10_000
"""How far OpenSearch pages; beyond, a search goes on after the last work it gave."""

EVERY_VALUE = 2**31 - 1
"""Shards give all values of a facet, not their most frequent only, so that the sum over shards is exact."""

MOST_ALIKE = 50
"""So many words that are like one are enough to choose from."""

LONGEST_KEY = 1000
"""Titles that are equal so far are in order by id."""

_COLUMN = {"type": "keyword", "index": False}
_KEPT = {"type": "object", "enabled": False}
_TEXT = {"type": "text", "analyzer": "tokens"}
_card_decoder = msgspec.msgpack.Decoder(Card)

MAPPINGS = {
    "dynamic": "strict",
    "_source": {"includes": ["record", "card"]},
    "properties": {
        "id": {"type": "keyword"},
        "title_key": _COLUMN,
        "year": {"type": "integer"},
        "filed": {"properties": {name: {"type": "keyword", "doc_values": False} for name in KEYWORDS}},
        "shown": {"properties": {row.name: _COLUMN for row in FACETS}},
        **{zone: {**_TEXT, "copy_to": MERGED} for zone in ZONE_NAMES},
        MERGED: _TEXT,
        "record": _KEPT,
        "card": _KEPT,
    },
}
ANALYSIS = {
    "tokenizer": {"given": {"type": "whitespace", "max_token_length": 1_000_000}},
    "analyzer": {"tokens": {"type": "custom", "tokenizer": "given"}},
}
SORTS: dict[str, list[Query]] = {
    "newest": [{"year": {"order": "desc", "missing": "_last"}}],
    "oldest": [{"year": {"order": "asc", "missing": "_last"}}],
    "title": [{"title_key": "asc"}],
}


def source(work: Entry) -> bytes:
    """A work as the cluster is given it: tokens to search, values to file and count, and what is kept unread."""
    card = work.card
    fields: dict[str, object] = {zone: joined(work.tokens[zone]) for zone in ZONE_NAMES}
    fields |= {"id": card.id, "title_key": card.title_key[:LONGEST_KEY], "year": card.year, "filed": card.filed,
               "shown": card.shown, "record": _packed(encode(work.record)),
               "card": _packed(msgspec.msgpack.encode(card))}  # fmt: skip
    return msgspec.json.encode(fields)


def _packed(data: bytes) -> str:
    return b64encode(zlib.compress(data, 1)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(b64decode(text))


class Gone(EngineUnavailable):
    """The build, or a part of it, is not there any more: it may be that newer ones took its place."""


class ClusterStore:
    """A build of the cluster; it never changes."""

    def __init__(self, client: Client, manifest: Manifest, queries: Queries) -> None:
        self._client = client
        self._path = f"/{manifest.build}/_search"
        self._queries = queries
        self.count = manifest.count
        self.languages = manifest.languages

    def _search(self, body: Query, ranks: bool = False) -> Any:
        """The whole answer of all shards; part of one is none."""
        answer = self._client.read(
            "POST",
            self._path,
            {"track_total_hits": True, "_source": ["record"], **body},
            # Scores by the statistics of all shards, and all pages of a search from the same copies of them.
            search_type="dfs_query_then_fetch" if ranks else "query_then_fetch",
            preference=f"kb{zlib.crc32(msgspec.json.encode(body['query']))}",
            allow_partial_search_results="false",
        )
        if answer is None:
            raise Gone("The index was replaced: search again.")
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineUnavailable("The OpenSearch cluster answers in part only.")
        return answer

    def find(self, question: Question) -> Found:
        """Match, order, count, in one request when the page is among the first 10,000 works."""
        shared = [part for part in _parts(question.node)
                  if all(part in _parts(node) for node in question.facets.values())]  # fmt: skip
        ranks = question.sort == "relevance" and bool(leaves(question.node))
        body = self._asked(every(shared), ranks)
        if own := [part for part in _parts(question.node) if part not in shared]:
            body["post_filter"] = self._queries.matching(every(own))
        body["sort"] = [*([{"_score": "desc"}] if ranks else SORTS.get(question.sort, [])), {"id": "asc"}]
        near = question.stop <= WINDOW
        page = {"from": question.start, "size": question.stop - question.start} if near else {"size": 0}
        answer = self._search({**body, **page, "aggs": self._counting(question, shared)}, ranks)
        hits = answer["hits"]["hits"] if near else self._far(body, question, _total(answer), ranks)
        works = tuple((hit["_score"] or 0.0, _record(hit)) for hit in hits)
        return Found(_total(answer), works, {name: _counts(answer, name) for name in question.facets})

    def _asked(self, node: Node, ranks: bool) -> Query:
        if ranks:
            return {"query": self._queries.ranked(node)}
        return {"query": {"bool": {"filter": [self._queries.matching(node)]}}}

    def _counting(self, question: Question, shared: list[Node]) -> Query:
        """The aggregations that count each facet over its own node, of which `shared` is asked for already."""
        counted: Query = {}
        for name, node in question.facets.items():
            own = every(part for part in _parts(node) if part not in shared)
            terms = {"field": f"shown.{name}", "size": FACET_SIZE + 1, "shard_size": EVERY_VALUE,
                     "order": [{"_count": "desc"}, {"_key": "asc"}]}  # fmt: skip
            counted[name] = {"filter": self._queries.matching(own), "aggs": {"values": {"terms": terms}}}
        return counted

    def _far(self, body: Query, question: Question, total: int, ranks: bool) -> list[Any]:
        """A page beyond the window: the works before it are passed by."""
        if question.start >= total:
            return []
        passed, only = 0, {"_source": False, "track_total_hits": False}
        while passed < question.start:
            step = min(WINDOW, question.start - passed)
            answer = self._search({**body, **only, "size": step}, ranks)
            body = {**body, "search_after": answer["hits"]["hits"][-1]["sort"]}
            passed += step
        found: list[Any] = self._search({**body, "size": question.stop - question.start}, ranks)["hits"]["hits"]
        return found

    def totals(self, nodes: Sequence[Node]) -> list[int]:
        """How many works each node matches, in one request."""
        if not nodes:
            return []
        counted = {"filters": {"filters": [self._queries.matching(node) for node in nodes]}}
        answer = self._search({"query": {"match_all": {}}, "size": 0, "aggs": {"nodes": counted}})
        return [row["doc_count"] for row in answer["aggregations"]["nodes"]["buckets"]]

    def near(
        self, must: Node, wanted: tuple[Leaf, ...], weights: tuple[float, ...], least: int, limit: int
    ) -> list[Near]:
        """Works that lack some of what was wanted. Those that lack nothing come first and are passed over: nearby
        works are asked for only when they are fewer than `NEARBY_BELOW`."""
        query = self._queries.near(must, wanted, weights, least)
        body = {"query": query, "size": limit + NEARBY_BELOW, "sort": [{"_score": "desc"}, {"id": "asc"}]}
        found = []
        for hit in self._search(body, ranks=True)["hits"]["hits"]:
            had = {int(position) for position in hit["matched_queries"]}
            missing = tuple(position for position in range(len(wanted)) if position not in had)
            if missing:
                score = hit["_score"] - FULL_MATCH * sum(weights[position] for position in had)
                found.append(Near(score, _record(hit), missing))
        return found[:limit]

    def get(self, id_: str) -> Record | None:
        """One record."""
        answer = self._search({"query": {"term": {"id": id_}}, "size": 1, "sort": [{"id": "asc"}]})
        hits = answer["hits"]["hits"]
        return _record(hits[0]) if hits else None

    def alike(self, word: str, distance: int) -> Mapping[str, int]:
        """The folded words of the index that are at most so many letters away, with the number of works, about."""
        term = {"field": MERGED, "analyzer": "tokens", "suggest_mode": "always", "max_edits": distance,
                "prefix_length": 1, "min_word_length": 2, "size": MOST_ALIKE, "shard_size": MOST_ALIKE * 4,
                "string_distance": "damerau_levenshtein", "max_inspections": 50}  # fmt: skip
        answer = self._search(
            {"query": {"match_none": {}}, "size": 0, "suggest": {"it": {"text": f"={word}", "term": term}}}
        )
        return {row["text"][1:]: row["freq"] for entry in answer["suggest"]["it"] for row in entry["options"]}

    def cards(self) -> Iterator[Card]:
        """The cards of all works by id, read as they are needed."""
        body: Query = {"query": {"match_all": {}}, "size": 2000, "sort": [{"id": "asc"}], "_source": ["card"]}
        while hits := self._search({**body, "track_total_hits": False})["hits"]["hits"]:
            yield from (_card_decoder.decode(_unpacked(hit["_source"]["card"])) for hit in hits)
            body["search_after"] = hits[-1]["sort"]


def _parts(node: Node) -> list[Node]:
    """What a node asks for, each of which has to be there."""
    match node:
        case All(children):
            return [part for child in children for part in _parts(child)]
        case Everything():
            return []
    return [node]


def _total(answer: Any) -> int:
    total: int = answer["hits"]["total"]["value"]
    return total


def _record(hit: Any) -> Record:
    return decode(_unpacked(hit["_source"]["record"]))


def _counts(answer: Any, name: str) -> dict[str, int]:
    return {row["key"]: row["doc_count"] for row in answer["aggregations"][name]["values"]["buckets"]}
