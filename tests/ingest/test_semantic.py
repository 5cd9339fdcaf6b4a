"""Vectors made at the end of an ingestion."""

from dataclasses import replace
from typing import Any

import pytest

from kb import meaning
from kb.meaning import Meaning
from tests.fake_encoder import FakeEncoder
from tests.ingest.conftest import Collection, practice


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    """A fake in the place of the extra."""
    fake = FakeEncoder()
    monkeypatch.setattr(meaning, "encoder", lambda: fake)
    monkeypatch.setattr(meaning, "installed", lambda: fake.name)
    return fake


def _semantic(collection: Collection) -> Meaning:
    collection.settings = replace(collection.settings, semantic=True)
    return Meaning(meaning.path(collection.settings.index, collection.settings.engine))


def test_vectors_are_made_only_when_they_are_asked_for(collection: Collection, encoder: FakeEncoder) -> None:
    """They take longer than all the rest."""
    collection.write("a.es.md", practice())
    collection.ingest()
    assert encoder.encoded == []
    reader = _semantic(collection)
    collection.ingest(dry_run=True)
    assert encoder.encoded == []
    collection.ingest()
    assert encoder.encoded == ["Asamblea de barrio: Vecinas y vecinos deciden juntos."]
    assert reader.vectors(collection.engine.describe().build) is not None


def test_the_next_ingestion_encodes_what_changed(collection: Collection, encoder: FakeEncoder) -> None:
    """And the reader finds the vectors of the new build."""
    reader = _semantic(collection)
    collection.write("a.es.md", practice())
    collection.write("b.es.md", practice("Consejo de niñas y niños"))
    collection.ingest()
    encoder.encoded.clear()
    collection.write("b.es.md", practice("Consejo de jóvenes"))
    collection.ingest()
    assert encoder.encoded == ["Consejo de jóvenes: Vecinas y vecinos deciden juntos."]
    found = reader.vectors(collection.engine.describe().build)
    assert found is not None
    assert [work.id for work in found.works] == ["a", "b"]


@pytest.mark.parametrize("error", [MemoryError("no room"), KeyboardInterrupt(), RuntimeError("no model")])
def test_a_failure_leaves_the_ingestion_as_it_is(
    collection: Collection, encoder: FakeEncoder, error: BaseException, monkeypatch: Any
) -> None:
    """The index is published, and the report says what is missing."""

    def fail(_: object) -> None:
        raise error

    reader = _semantic(collection)
    monkeypatch.setattr(encoder, "passages", fail)
    collection.write("a.es.md", practice())
    report = collection.ingest()
    assert collection.ids() == {"a"}
    assert [(problem.field, problem.refuses) for problem in report.warnings if problem.field == "meaning"] == [
        ("meaning", False)
    ]
    assert report.refused == ()
    assert reader.vectors(collection.engine.describe().build) is None
    assert collection.ingest().read == 0


def test_without_the_extra_nothing_is_said_of_it(collection: Collection, monkeypatch: Any) -> None:
    """Even where vectors are asked for."""
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    _semantic(collection)
    collection.write("a.es.md", practice())
    report = collection.ingest()
    assert not [problem for problem in report.warnings if problem.field == "meaning"]
    assert not meaning.path(collection.settings.index, "memory").exists()
