"""The pipeline end to end, with real processes and the default engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb.engine import Engine
from kb.engines import open_engine
from kb.errors import EngineUnavailable
from kb.ingest import ledger
from kb.ingest.publish import ingest
from kb.planner import Planner
from kb.query import Search
from kb.settings import Settings
from tests.ingest.conftest import REFERENCE, Collection, practice, translation
from tests.ingest.samples import docx, encrypted_pdf, paragraph, pdf

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document of each format, and one that cannot be read of most."""
    memoria = "Memoria del presupuesto participativo\nEl presupuesto participativo empezó en 2012."
    jurado = paragraph("Jurado ciudadano") + paragraph("Un jurado ciudadano delibera desde 2015.")
    good: dict[str, str | bytes] = {
        "lima.es.md": practice("Lima decide", city="Lima", country="PE"), "lima.en.md": translation(),
        "memoria.pdf": pdf([memoria]), "jurado.docx": docx(jurado),
        **{path.name: path.read_bytes() for path in SAMPLES.iterdir()},
    }  # fmt: skip
    bad: dict[str, str | bytes] = {
           "empty.md": "", "secret.pdf": encrypted_pdf("x"), "blank.pdf": pdf([""]), "old.docx": b"no zip",
           "no.md": "---\ntitle: [a]\n---\n", "list.csv": "x,y\n1,2\n", "open.json": "{"}  # fmt: skip
    (tmp_path / "in 🎉").mkdir()
    for name, data in {**good, **bad}.items():
        (tmp_path / "in 🎉" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return tmp_path / "in 🎉"


def _settings(tmp_path: Path, engine: str = "whoosh") -> Settings:
    return Settings(engine=engine, index=tmp_path / "index", corpus=tmp_path / "in 🎉", reference=REFERENCE)


def test_every_format_reaches_the_index_and_no_bad_neighbour_stops_it(
    folder: Path, tmp_path: Path, planner: Planner
) -> None:
    """Found by a search; each refusal names its file and field."""
    settings = _settings(tmp_path)
    engine = open_engine(settings, planner)
    report = ingest((), settings, engine, planner)
    found = {hit.document.id for hit in engine.search(Search(per_page=100)).hits}
    assert found == {
        "lima", "memoria", "jurado", "latin-1", "sheet", "unmarked", "chengdu-village-budgets",
        "lisbonne-orcamento-participativo-2008", "rosario-presupuesto-participativo-2002",
        "rosario-consejo-de-la-ninez-1996", "cordoba-jurado-ciudadano-2010",
    }  # fmt: skip
    refused = {(Path(problem.path).name, problem.field) for problem in report.refused}
    assert refused == {
        ("empty.md", "file"), ("secret.pdf", "encryption"), ("blank.pdf", "pages"), ("old.docx", "docx"),
        ("no.md", "title"), ("list.csv", "columns"), ("open.json", "json"), ("practicas.csv", "row"),
        ("works.jsonl", "json"),
    }  # fmt: skip
    again = ingest((), settings, engine, planner)
    assert (again.read, again.indexed, again.removed, again.refused) == (0, 0, 0, report.refused)
    engine.close()


def test_an_index_that_cannot_be_read_is_rebuilt(tmp_path: Path, collection: Collection, planner: Planner) -> None:
    """When its build is damaged or gone everything is read again."""
    collection.write("a.md", practice())
    settings = replace(collection.settings, engine="whoosh")
    for expected in (1, 0):
        engine = open_engine(settings, planner)
        assert ingest((), settings, engine, planner, reader=collection.reader).read == expected
        engine.close()
    (settings.index / "whoosh" / "current").unlink()
    engine = open_engine(settings, planner)
    again = ingest((), settings, engine, planner, reader=collection.reader)
    assert (again.read, again.indexed) == (1, 1)
    engine.close()


def test_an_engine_that_cannot_answer_is_told_before_anything_is_read(collection: Collection) -> None:
    """Nothing is written, the ledger least of all."""

    class Down:
        def describe(self) -> None:
            raise EngineUnavailable("The cluster does not answer.")

    collection.write("a.md", practice())
    engine: Engine = Down()  # type: ignore[assignment]
    with pytest.raises(EngineUnavailable):
        ingest((), collection.settings, engine, collection.planner, reader=collection.reader)
    assert collection.reader.asked == []
    assert not ledger.path(collection.settings.index, "memory").exists()


def test_an_engine_that_fails_to_write_leaves_the_ledger_as_it_was(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next ingestion tries again."""
    collection.write("a.md", practice())
    collection.ingest()

    def refuse(*_: object) -> int:
        raise EngineUnavailable("The disk is full.")

    monkeypatch.setattr(collection.engine, "update", refuse)
    collection.write("b.md", practice("Otra asamblea", "Otro texto."))
    with pytest.raises(EngineUnavailable):
        collection.ingest()
    monkeypatch.undo()
    assert collection.ingest().indexed == 1


def test_other_limits_mean_reading_again(collection: Collection) -> None:
    """What was refused may now be read."""
    collection.write("a.md", practice())
    collection.ingest()
    collection.settings = replace(collection.settings, max_seconds=61)
    assert collection.ingest().read == 1
    assert collection.ingest().read == 0
