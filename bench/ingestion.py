"""From files to an index that answers: how long reading takes, and how long writing."""

import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench.loopback import Failed
from bench.peers.ours import planner, settings
from bench.results import Ingested
from bench.timed import Timed
from kb.document import TYPES, Document, to_markdown
from kb.engines import open_engine
from kb.engines.store import entry
from kb.ingest.publish import ingest

SAMPLE = 1_000
"""So many works are analysed apart, to know the share of it."""


def write_markdown(works: Iterable[Document], folder: Path) -> None:
    """Works as a collection keeps them: a file for each version, in a folder for each type."""
    for name in TYPES.values():
        (folder / name).mkdir(parents=True)
    for work in works:
        for language in work.languages:
            path = folder / TYPES[work.type] / f"{work.id}.{language}.md"
            path.write_text(to_markdown(work, language), encoding="utf-8")


def measure(engine: str, what: str, source: Path, index: Path) -> Ingested:
    """Ingest all that lies in a folder into an empty index, as `python ingest.py` does; the index stays."""
    chosen = settings(engine, index)
    timed = Timed(open_engine(chosen, planner()))
    start = time.perf_counter()
    report = ingest([source], chosen, timed, planner())
    seconds = time.perf_counter() - start
    if report.refused:
        raise Failed(f"{len(report.refused)} works were refused, the first: {report.refused[0]}")
    count = timed.describe().documents
    timed.close()
    reading = seconds - timed.writing
    return Ingested(engine, what, count, round(reading, 3), round(timed.writing, 3), 0.0)


def write(engine: str, works: Iterable[Document], before: Ingested, index: Path) -> Ingested:
    """Index the works that another engine has ingested; their reading is not measured again, it is the same."""
    timed = Timed(open_engine(settings(engine, index), planner()))
    count = timed.replace(list(works))
    timed.close()
    return replace(before, engine=engine, works=count, writing=round(timed.writing, 3))


def analysed(row: Ingested, works: Iterable[Document]) -> Ingested:
    """The row with what the analysis alone takes: that of a sample, times as many as there are."""
    sample = list(islice(works, SAMPLE))
    start = time.perf_counter()
    for work in sample:
        entry(work, planner())
    second = (time.perf_counter() - start) / len(sample)
    return replace(row, analysing=round(second * row.works, 3))
