"""What the tests of ingestion share: the real gazetteer, a reader inside the process, a collection on disk."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kb.document import Document
from kb.engines.memory import MemoryEngine
from kb.ingest import naming
from kb.ingest.enrich import Tools
from kb.ingest.gazetteer import Gazetteer
from kb.ingest.publish import Options, ingest
from kb.ingest.read import read
from kb.ingest.report import Report
from kb.ingest.source import Reading, Source
from kb.planner import Planner
from kb.query import Search
from kb.settings import Settings

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "index" / "reference"
LIMIT = 50_000_000


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The whole gazetteer, built once and kept."""
    opened = Gazetteer.open(REFERENCE)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tools(gazetteer: Gazetteer, planner: Planner) -> Tools:
    """What enrichment looks things up in."""
    return Tools(gazetteer, planner.vocabulary, planner.matcher)


@dataclass
class Recorder:
    """Reads inside the process, and remembers what it was asked to read."""

    asked: list[str] = field(default_factory=list)

    def read(self, paths: Iterable[Path]) -> Iterator[Reading]:
        for path in paths:
            self.asked.append(path.name)
            yield read(path, naming.shown(path), LIMIT)


@dataclass
class Collection:
    """A collection on disk with a memory engine that outlives each ingestion."""

    folder: Path
    settings: Settings
    engine: MemoryEngine
    planner: Planner
    reader: Recorder = field(default_factory=Recorder)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def ingest(self, *paths: Path, dry_run: bool = False, rebuild: bool = False) -> Report:
        """Ingest; `reader.asked` then holds what was read this time."""
        self.reader.asked.clear()
        options = Options(dry_run=dry_run, rebuild=rebuild)
        return ingest(paths, self.settings, self.engine, self.planner, options, reader=self.reader)

    def works(self) -> dict[str, Document]:
        """All works of the index by id."""
        found = (self.engine.get(id_) for id_ in self.ids())
        return {document.id: document for document in found if document}

    def ids(self) -> set[str]:
        return {hit.document.id for hit in self.engine.search(Search(per_page=100)).hits}


@pytest.fixture
def collection(tmp_path: Path, planner: Planner) -> Collection:
    """An empty collection."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    settings = Settings(engine="memory", index=tmp_path / "index", corpus=folder, reference=REFERENCE)
    return Collection(folder, settings, MemoryEngine(planner), planner)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Reading]:
    """Writes a file and reads it."""

    def open_(name: str, data: str | bytes, limit: int = LIMIT) -> Reading:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read(path, name, limit)

    return open_


Opened = Callable[..., Reading]


def only(reading: Reading) -> Source:
    """The one document of a reading without refusals."""
    assert [problem for problem in reading.problems if problem.refuses] == []
    assert len(reading.sources) == 1
    return reading.sources[0]


def refusal(reading: Reading) -> tuple[str, str]:
    """Field and reason of a reading that gave nothing but one refusal."""
    refused = [problem for problem in reading.problems if problem.refuses]
    assert reading.sources == ()
    assert len(refused) == 1
    return refused[0].field, refused[0].reason


def practice(title: str = "Asamblea de barrio", body: str = "", **stated: object) -> str:
    """A practice in Markdown with complete front matter, of no city; further fields as YAML values."""
    head = {"type": "practice", "title": title, "summary": "Vecinas y vecinos deciden juntos.", "year": 2019,
            "city": "", "themes": "[deliberation]", "sources": "[https://example.org/a]", **stated}  # fmt: skip
    lines = "\n".join(f"{name}: {value}" for name, value in head.items() if value is not None)
    return f"---\n{lines}\n---\n\n{body or 'Las vecinas y los vecinos se reúnen cada mes y deciden juntos.'}\n"


def translation(title: str = "Neighbourhood assembly", body: str = "Neighbours meet every month.") -> str:
    """A translation in Markdown."""
    return f"---\ntitle: {title}\nsummary: Neighbours decide together.\ntranslation: editorial\n---\n\n{body}\n"
