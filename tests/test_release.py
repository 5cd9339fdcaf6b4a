"""The commands that make the frozen copy and count the data card."""

import csv
import dataclasses
import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kb import release
from kb.document import from_json
from kb.errors import KbError
from kb.release import Collection
from kb.settings import Settings

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "index" / "reference"
CARD = "Words.\n" + "".join(f"<!-- begin {name} -->\n<!-- end {name} -->\n" for name in ("counts", "gaps", "citation"))
ORIGINAL = """---
type: practice
title: Presupuestos participativos de Rosario
summary: Los vecinos deciden.
city: Rosario
country: AR
year: 2002
themes: [participatory-budgeting]
sources:
  - {url: "https://example.org/", read: 2026-11}
license: CC-BY-4.0
---

Los vecinos y las vecinas de los seis distritos de la ciudad proponen y votan cada año las obras de su barrio.
"""
TRANSLATION = """---
title: Participatory budgeting in Rosario
summary: Residents decide.
translation: editorial
---
"""


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A collection of one work in two languages, with its card and licence, as it was read."""
    folder = tmp_path_factory.mktemp("release") / "corpus"
    (folder / "practices").mkdir(parents=True)
    (folder / "README.md").write_text(CARD, encoding="utf-8")
    shutil.copy(ROOT / "corpus" / "LICENSE", folder)
    (folder / "practices" / "rosario-budget.es.md").write_text(ORIGINAL, encoding="utf-8")
    (folder / "practices" / "rosario-budget.en.md").write_text(TRANSLATION, encoding="utf-8")
    return release.gather(Settings(corpus=folder, reference=REFERENCE))


@pytest.fixture
def collection(gathered: Collection, tmp_path: Path) -> Collection:
    """The same collection in a folder that a test may change."""
    folder = tmp_path / "corpus"
    shutil.copytree(gathered.folder, folder)
    paths = tuple(folder / path.relative_to(gathered.folder) for path in gathered.paths)
    return dataclasses.replace(gathered, folder=folder, paths=paths)


@pytest.fixture
def command(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command line, with a collection that was read already."""

    def run(*arguments: object) -> int:
        monkeypatch.setattr(release, "gather", lambda _: collection)
        return release.main([str(argument) for argument in arguments])

    return run


def contents(path: Path) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_card_of_the_collection_is_up_to_date() -> None:
    """After a change of the works: `python -m kb.release card`."""
    release.refresh(release.gather(Settings(corpus=ROOT / "corpus", reference=REFERENCE)), check=True)


def test_the_card_names_every_file_of_the_copy(collection: Collection, tmp_path: Path) -> None:
    """Whoever opens the zip finds each file explained."""
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\s]+)`", text))
    for name in contents(release.zip_(collection, tmp_path)):
        folder = name.split("/")[0] + "/"
        assert name in named or folder in named, name


def test_the_copy_holds_the_works_in_every_form(collection: Collection, tmp_path: Path) -> None:
    """Tables, records and originals tell the same, and the checksums hold."""
    files = contents(release.zip_(collection, tmp_path / "out.zip"))
    (work,) = map(from_json, files["works.jsonl"].splitlines())
    (row,) = csv.DictReader(io.StringIO(files["works.csv"].decode(), newline=""))
    assert (work.id, row["id"], row["latitude"]) == ("rosario-budget", "rosario-budget", str(work.latitude))
    assert (row["languages"], row["year"], row["themes"]) == ("es;en", "2002", "participatory-budgeting")
    assert files["corpus/practices/rosario-budget.es.md"].decode() == ORIGINAL
    assert "thesaurus/concepts/processes.yaml" in files
    assert b"CC BY 4.0" in files["LICENSE"]
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_the_thesaurus_can_be_read_as_skos(collection: Collection, tmp_path: Path) -> None:
    """Every concept, at an address that the reader chooses."""
    turtle = contents(release.zip_(collection, tmp_path))["thesaurus/thesaurus.ttl"]
    graph = rdflib.Graph().parse(data=turtle, format="turtle", publicID="https://kb.example/")
    concepts = {str(each) for each in graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept)}
    assert concepts == {f"https://kb.example/themes/{id_}" for id_ in collection.vocabulary.concepts}


def test_the_copy_states_its_version_and_how_to_check_it(collection: Collection, tmp_path: Path) -> None:
    """In its name, in version.txt, in the citation; and the sums give it, as the card says."""
    path = release.zip_(collection, tmp_path / "copies")
    files = contents(path)
    version = files["version.txt"].decode().strip()
    assert path.name == f"local-democracy-kb-{version}.zip"
    assert f"version {version}." in files["README.md"].decode()
    lines = files["SHA256SUMS"].decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.endswith((" README.md\n", " version.txt\n"))]
    assert version == f"2026.11+{hashlib.sha256(''.join(kept).encode()).hexdigest()[:8]}"


def test_the_copy_is_the_same_wherever_it_is_made(collection: Collection, tmp_path: Path) -> None:
    """Byte for byte, from a moved collection that is read anew, and over an older copy."""
    first = release.zip_(collection, tmp_path / "out.zip").read_bytes()
    moved = tmp_path / "elsewhere" / "works"
    shutil.copytree(collection.folder, moved)
    again = release.gather(Settings(corpus=moved, reference=REFERENCE))
    assert release.zip_(again, tmp_path / "out.zip").read_bytes() == first
    assert [path.name for path in tmp_path.glob("out*")] == ["out.zip"]


def test_the_card_is_counted_once(collection: Collection) -> None:
    """The first count changes it, the second finds it up to date."""
    with pytest.raises(KbError, match=r"python -m kb\.release card"):
        release.refresh(collection, check=True)
    assert "counted again" in release.refresh(collection)
    assert "up to date" in release.refresh(collection, check=True)
    assert "**1 works** in 2 language versions" in collection.card.read_text(encoding="utf-8")


def test_a_collection_that_is_not_whole_is_not_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the file and what is wrong with it; an older copy stays as it was."""
    (tmp_path / "bad.es.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    (tmp_path / "out.zip").write_bytes(b"older")
    monkeypatch.setenv("KB_CORPUS", str(tmp_path))
    monkeypatch.setenv("KB_REFERENCE", str(REFERENCE))
    assert release.main(["zip", str(tmp_path / "out.zip")]) == 1
    assert "bad.es.md: front matter" in capsys.readouterr().err
    assert (tmp_path / "out.zip").read_bytes() == b"older"


def test_a_card_without_markers_is_left_alone(
    collection: Collection, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person wrote is never overwritten."""
    collection.card.write_text("By hand.\n", encoding="utf-8")
    assert command("card") == 1
    assert "'counts'" in capsys.readouterr().err
    assert collection.card.read_text(encoding="utf-8") == "By hand.\n"


def test_commands_print_what_they_did(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each, and 0; a card that is out of date is 1."""
    assert [command("version"), command("card", "--check"), command("card"), command("card", "--check")] == [0, 1, 0, 0]
    assert command("zip", tmp_path) == 0
    version, counted, fresh, path = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"2026\.11\+[0-9a-f]{8}", version)
    assert counted.endswith("README.md is counted again.")
    assert fresh.endswith("README.md is up to date.")
    assert Path(path) == tmp_path / f"local-democracy-kb-{version}.zip"


def test_what_cannot_be_read_or_written_is_said(
    collection: Collection, command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing licence, or a file where a folder is needed, is a message and no traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert command("zip", tmp_path / "file" / "out.zip") == 1
    assert "file" in capsys.readouterr().err
    (collection.folder / "LICENSE").unlink()
    assert command("version") == 1
    assert "LICENSE" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["zip"], ["unzip"], ["card", "out.zip"]])
def test_wrong_use_is_told_from_failure(arguments: list[str]) -> None:
    """2, before anything is read."""
    with pytest.raises(SystemExit) as caught:
        release.main(arguments)
    assert caught.value.code == 2
