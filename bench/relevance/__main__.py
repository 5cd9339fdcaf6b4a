"""`python -m bench.relevance [--engines memory,whoosh,tantivy] [--worst N]`: the table of the README."""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bench.relevance.layers import LAYERS, WHOLE, Layers
from bench.relevance.measure import LANGUAGES, Judgements, Score, Topic, judgements, ranking, score, topics
from kb.document import Document
from kb.engines import open_engine
from kb.release import gather
from kb.settings import Settings
from kb.vocabulary import Vocabulary

RESULTS = Path(__file__).parent.parent / "results" / "relevance.json"


def run(
    engine_name: str, layers: Layers, documents: Iterable[Document], vocabulary: Vocabulary, asked: list[Topic]
) -> dict[tuple[str, str], list[str]]:
    """Index the works as these layers know them, and ask every query."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(Settings(), engine=engine_name, index=Path(folder))
        engine = open_engine(settings, layers.planner(settings.reference, vocabulary))
        engine.replace(layers.works(documents))
        runs = {
            (topic.id, language): ranking(engine, query, layers.expand, layers.nearby)
            for topic in asked
            for language, query in topic.queries.items()
        }
        engine.close()
    return runs


def by_language(found: Score) -> dict[str, float]:
    """The mean of each language of the query."""
    values = defaultdict(list)
    for key, value in found.queries.items():
        values[key.split("/")[1]].append(value)
    return {language: sum(values[language]) / len(values[language]) for language in LANGUAGES if values[language]}


def measured(
    runs: Mapping[tuple[str, str], list[str]], judged: Judgements, documents: list[Document]
) -> dict[str, Score]:
    """Both measures of a run."""
    return {kind: score(runs, judged, documents, kind) for kind in ("same", "cross")}


def main() -> None:
    """Measure each layer on each engine, print the table, keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("--engines", default="memory,whoosh,tantivy")
    parser.add_argument("--worst", type=int, default=0, help="show so many queries that find least")
    options = parser.parse_args()
    collection = gather(Settings())
    documents, asked, judged = list(collection.works), topics(), judgements()
    rows = []
    print("| engine | search | same language, nDCG@10 | other languages, recall@20 |\n| --- | --- | ---: | ---: |")
    for engine_name in options.engines.split(","):
        for layers in LAYERS:
            found = measured(run(engine_name, layers, documents, collection.vocabulary, asked), judged, documents)
            same, cross = found["same"], found["cross"]
            print(f"| {engine_name} | {layers.name} | {same.mean:.3f} | {cross.mean:.3f} |", flush=True)
            languages = {kind: by_language(each) for kind, each in found.items()}
            rows.append({"engine": engine_name, "layers": layers.name, "same": same.mean, "cross": cross.mean,
                         "queries": {kind: len(each.queries) for kind, each in found.items()},
                         "languages": languages})  # fmt: skip
            if layers == WHOLE:
                _worst(found, asked, options.worst)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _worst(found: Mapping[str, Score], asked: Iterable[Topic], number: int) -> None:
    queries = {f"{topic.id}/{language}": query for topic in asked for language, query in topic.queries.items()}
    for kind, each in found.items():
        for key, value in sorted(each.queries.items(), key=lambda row: row[1])[:number]:
            print(f"  {kind} {value:.2f} {key}: {queries[key]}")


if __name__ == "__main__":
    main()
