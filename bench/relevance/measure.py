"""Topics, judgements and runs in the form of TREC, and what they measure.

Source: ir-measures, https://ir-measur.es/
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import ir_measures
from ir_measures import R, nDCG

from kb.document import Document
from kb.engine import Engine
from kb.query import MAX_PER_PAGE, Search

HERE = Path(__file__).parent
LANGUAGES = ("en", "es", "fr", "pt", "ca", "it", "de")
MEASURES = {"same": nDCG @ 10, "cross": R(rel=2) @ 20}
"""Works that can be read in the language of the query are ranked well; works that cannot are found at all."""

PARTS = ("dev", "held-out", "all")
"""Topics with an odd number are for development; what the others find is looked at as a total only."""

Judgements = Mapping[str, Mapping[str, int]]
Run = Mapping[tuple[str, str], list[str]]
"""The works found, by topic and language of the query."""


@dataclass(frozen=True)
class Topic:
    """An information need, and how it is typed in each language."""

    id: str
    need: str
    queries: Mapping[str, str]


def part(topic: str, name: str) -> bool:
    """Whether a topic is one of a part of them."""
    return name == "all" or (name == "dev") == bool(int(topic[1:]) % 2)


def topics(path: Path = HERE / "topics.jsonl") -> list[Topic]:
    """The topics, in their order."""
    return [Topic(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def judgements(path: Path = HERE / "qrels.txt") -> dict[str, dict[str, int]]:
    """The grade of each judged work, by topic."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        topic, _, work, grade = line.split()
        found.setdefault(topic, {})[work] = int(grade)
    return found


def ranking(engine: Engine, query: str, expand: bool, nearby: bool) -> list[str]:
    """The works that a reader sees for a query, in their order: the hits, then those that nearly match."""
    results = engine.search(Search.of(query, per_page=MAX_PER_PAGE, expand=expand))
    return [hit.document.id for hit in (*results.hits, *(results.nearby if nearby else ()))]


@dataclass(frozen=True)
class Score:
    """A measure over the queries of one kind: its mean, and the value of each query by `topic/language`."""

    mean: float
    queries: Mapping[str, float]


def score(runs: Run, judged: Judgements, documents: Iterable[Document], kind: str) -> Score:
    """The measure of `same` or `cross` pairs of query and work. A run is by topic and language of the query.

    Each query is held only against works of its kind, in the run and in the judgements alike; a query without a
    relevant work of that kind does not count.
    """
    readable = {document.id: set(document.languages) for document in documents}
    qrels, run = {}, {}
    for (topic, language), ranked in runs.items():
        fits = {id_ for id_, known in readable.items() if (language in known) == (kind == "same")}
        grades = {id_: grade for id_, grade in judged[topic].items() if id_ in fits}
        if any(grade >= 2 for grade in grades.values()):
            key = f"{topic}/{language}"
            qrels[key] = grades
            kept = [id_ for id_ in ranked if id_ in fits]
            run[key] = {id_: float(len(kept) - at) for at, id_ in enumerate(kept)}
    measure = MEASURES[kind]
    values = {row.query_id: row.value for row in ir_measures.iter_calc([measure], qrels, run)}
    found = {key: values.get(key, 0.0) for key in qrels}
    return Score(sum(found.values()) / len(found) if found else 0.0, found)
