"""The two runs: a quick one of our engines, and the long one beside other software."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import collection, comparison, ingestion, pages, stored
from bench.peers import SYSTEMS
from bench.results import Ingested, Machine, Measured, Paged, Results, save
from bench.works import Works
from kb.document import Document

BUILD = Path(__file__).parent.parent / "build"
QUICK = 2_000

Say = Callable[[str], None]


@dataclass(frozen=True)
class Long:
    """What the long run is to do: systems, sizes, the largest size that is also ingested, the seconds that one
    system's searches may take at one size, those of eight clients, and whether no system is left out as too slow."""

    systems: Sequence[str]
    sizes: Sequence[int]
    ingest: int
    budget: float
    burst: float
    every_size: bool


def quick(engines: Sequence[str], out: Path, say: Say) -> Results:
    """Ingest the collection and two thousand works into each engine, and ask for the pages of all searches."""
    collected = collection.read()
    generated = tuple(Works(collected).first(QUICK))
    with _folder() as folder:
        ingestion.write_markdown(generated, folder / "works")
        sources = (
            ("the collection", collection.CORPUS, collected),
            ("generated, Markdown", folder / "works", generated),
        )
        rows = [row for source in sources for row in _quick(engines, *source, folder, say)]
    ingested, paged = zip(*rows, strict=True)
    return _saved(Results(Machine.here(), (), ingested, paged), out)


def _quick(
    engines: Sequence[str], what: str, source: Path, works: Sequence[Document], folder: Path, say: Say
) -> Iterator[tuple[Ingested, Paged]]:
    """The figures of each engine; the first one tells how long reading takes."""
    before: Ingested | None = None
    for engine in engines:
        index = folder / f"{engine}-{source.name}"
        if before is None:
            row = before = ingestion.analysed(ingestion.measure(engine, what, source, index), works)
        else:
            row = ingestion.write(engine, works, before, index)
        yield row, pages.measure(engine, index)
        say(f"{what}: {engine}")


def compare(long: Long, out: Path, say: Say) -> Results:
    """Measure every system at every size; what is measured is saved after each size."""
    works = Works(collection.read())
    measured: list[Measured] = []
    ingested: list[Ingested] = []
    for size in long.sizes:
        with _folder() as folder:
            source = folder / "works"
            stored.write(works.first(size), source)
            say(f"{size:,} works generated")
            systems = [name for name in long.systems if long.every_size or _fits(name, size)]
            if size <= long.ingest:
                row = ingestion.measure("tantivy", "generated, JSON Lines", source, folder / "index")
                ingested.append(ingestion.analysed(row, stored.read(source)))
                say(f"{size:,} works ingested")
            measured += comparison.compare(systems, size, source, folder / "systems", long.budget, long.burst, say)
        found = _saved(Results(Machine.here(), tuple(measured), tuple(ingested)), out)
    return found


@contextmanager
def _folder() -> Iterator[Path]:
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-") as name:
        yield Path(name)


def _fits(system: str, size: int) -> bool:
    largest = SYSTEMS[system].largest
    return largest is None or size <= largest


def _saved(results: Results, out: Path) -> Results:
    save(results, out)
    return results
