"""`python -m bench.relevance [--engines NAME,...] [--topics dev|held-out|all] [--worst N]`: the README's table."""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.relevance.layers import LAYERS, WHOLE, Indexed, Layers
from bench.relevance.measure import LANGUAGES, PARTS, Judgements, Run, Score, Topic, judgements, part, score, topics
from bench.relevance.measure import ranking as ranked
from kb.document import Document
from kb.engine import Engine
from kb.release import Collection, gather
from kb.settings import Settings

RESULTS = Path(__file__).parent.parent / "results" / "relevance.json"
KINDS = ("same", "cross")


def ask(engine: Engine, layers: Layers, asked: Iterable[Topic]) -> Run:
    """The answers to every query of some topics."""
    return {
        (topic.id, language): ranked(engine, query, layers.expand, layers.nearby)
        for topic in asked
        for language, query in topic.queries.items()
    }


def runs(engine_name: str, collection: Collection, asked: Sequence[Topic]) -> dict[Layers, Run]:
    """Ask all queries with each of the layers taken away. Works are read once for each kind of index."""
    found: dict[Layers, Run] = {}
    by_index: dict[Indexed, list[Layers]] = defaultdict(list)
    for layers in LAYERS:
        by_index[layers.indexed].append(layers)
    for indexed, group in by_index.items():
        with indexed.engine(engine_name, collection.works, collection.vocabulary) as engine:
            found |= {layers: ask(engine, layers, asked) for layers in group}
    return {layers: found[layers] for layers in LAYERS}


def by_language(found: Score) -> dict[str, float]:
    """The mean of each language of the query."""
    values = defaultdict(list)
    for key, value in found.queries.items():
        values[key.split("/")[1]].append(value)
    return {language: sum(values[language]) / len(values[language]) for language in LANGUAGES if values[language]}


def row(
    engine: str, layers: Layers, run: Run, judged: Judgements, documents: Iterable[Document], names: Sequence[str]
) -> Any:
    """The figures of one run: each measure for each part of the topics."""
    kept = {name: {key: answer for key, answer in run.items() if part(key[0], name)} for name in names}
    scores = {kind: {name: score(kept[name], judged, documents, kind) for name in names} for kind in KINDS}
    figures = {
        kind: {
            name: {"mean": each.mean, "queries": len(each.queries), "languages": by_language(each)}
            for name, each in found.items()
        }
        for kind, found in scores.items()
    }
    return {"engine": engine, "layers": layers.name, **figures}


def line(row: Any) -> str:
    """A row of the table."""
    cells = (f"{figures['mean']:.3f}" for kind in KINDS for figures in row[kind].values())
    return f"| {row['engine']} | {row['layers']} | {' | '.join(cells)} |"


def heading(names: Sequence[str]) -> str:
    """The head of the table."""
    columns = [f"{measure}: {name}" for measure in ("same language, nDCG@10", "other languages, recall@20")
               for name in names]  # fmt: skip
    return f"| engine | search | {' | '.join(columns)} |\n| --- | --- |{' ---: |' * len(columns)}"


def worst(run: Run, judged: Judgements, documents: Iterable[Document], asked: Iterable[Topic], number: int) -> None:
    """Print the queries that find least: of the topics for development alone, for the others must stay unseen."""
    queries: Mapping[str, str] = {
        f"{topic.id}/{language}": query for topic in asked for language, query in topic.queries.items()
    }
    seen = {key: answer for key, answer in run.items() if part(key[0], "dev")}
    for kind in KINDS:
        found = score(seen, judged, documents, kind).queries
        for key, value in sorted(found.items(), key=lambda each: each[1])[:number]:
            print(f"  {kind} {value:.2f} {key}: {queries[key]}")


def main() -> None:
    """Measure each layer, print the table, keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("--engines", default="tantivy,whoosh", help="with commas between")
    parser.add_argument("--topics", default="all", choices=PARTS)
    parser.add_argument("--worst", type=int, default=0, help="show so many queries for development that find least")
    options = parser.parse_args()
    names = PARTS if options.topics == "all" else (options.topics,)
    collection, judged = gather(Settings()), judgements()
    asked = [topic for topic in topics() if part(topic.id, options.topics)]
    rows = []
    print(heading(names))
    for engine in options.engines.split(","):
        for layers, run in runs(engine, collection, asked).items():
            rows.append(row(engine, layers, run, judged, collection.works, names))
            print(line(rows[-1]), flush=True)
            if layers == WHOLE and options.worst:
                worst(run, judged, collection.works, asked, options.worst)
    if options.topics == "all":
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
