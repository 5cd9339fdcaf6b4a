"""What has changed on disk, followed."""

import shutil
from pathlib import Path

import pytest

from kb.ingest import naming
from kb.ingest.read import read
from kb.ingest.source import Reading
from tests.ingest.conftest import Collection, practice, translation


def _fill(collection: Collection) -> None:
    collection.write("practices/lima.es.md", practice("Lima decide", city="Lima", country="PE"))
    collection.write("practices/lima.en.md", translation("Lima decides"))
    collection.write(
        "practices/cusco.es.md", practice("Cusco escucha", "Otro texto, de otra ciudad.", city="Cusco", country="PE")
    )


def test_a_collection_is_read_into_the_index(collection: Collection) -> None:
    """A work is all its files."""
    _fill(collection)
    report = collection.ingest()
    assert (report.read, report.indexed, report.unchanged, report.removed) == (3, 2, 0, 0)
    assert report.refused == report.warnings == ()
    works = collection.works()
    assert set(works) == {"lima", "cusco"}
    assert works["lima"].languages == ("es", "en")


def test_ingesting_twice_reads_nothing_and_changes_nothing(collection: Collection) -> None:
    """The same works, in the same build."""
    _fill(collection)
    collection.ingest()
    before, build = collection.works(), collection.engine.describe().build
    report = collection.ingest()
    assert collection.reader.asked == []
    assert (report.read, report.indexed, report.unchanged, report.removed) == (0, 0, 3, 0)
    assert (collection.works(), collection.engine.describe().build) == (before, build)


def test_a_rebuild_gives_the_same_works(collection: Collection) -> None:
    """Nothing depends on the day or on chance."""
    _fill(collection)
    collection.ingest()
    before = collection.works()
    report = collection.ingest(rebuild=True)
    assert (report.read, report.indexed) == (3, 2)
    assert collection.works() == before


def test_a_changed_translation_brings_its_siblings_and_no_others(collection: Collection) -> None:
    """A work is made of all its files."""
    _fill(collection)
    collection.ingest()
    collection.write("practices/lima.en.md", translation("Lima decides together"))
    report = collection.ingest()
    assert sorted(collection.reader.asked) == ["lima.en.md", "lima.es.md"]
    assert (report.indexed, report.unchanged) == (1, 1)
    assert collection.works()["lima"].version("en").title == "Lima decides together"


def test_a_touched_file_is_not_read(collection: Collection) -> None:
    """Its content counts, not its date."""
    _fill(collection)
    collection.ingest()
    (collection.folder / "practices/lima.es.md").touch()
    assert collection.ingest().read == 0


def test_deleted_files_are_followed(collection: Collection) -> None:
    """A translation goes alone, an original with its work."""
    _fill(collection)
    collection.ingest()
    (collection.folder / "practices/lima.en.md").unlink()
    (collection.folder / "practices/cusco.es.md").unlink()
    report = collection.ingest()
    assert (report.indexed, report.removed) == (1, 1)
    works = collection.works()
    assert set(works) == {"lima"}
    assert works["lima"].languages == ("es",)


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_work_whose_original_is_deleted_goes(collection: Collection, rebuild: bool) -> None:
    """Its translation alone is no work: it is refused each time, and comes back with the original."""
    _fill(collection)
    collection.ingest()
    original = collection.folder / "practices/lima.es.md"
    text = original.read_text()
    original.unlink()
    for removed in (1, 0):
        report = collection.ingest(rebuild=rebuild)
        assert report.removed == removed
        assert ["no file is its original" in problem.reason for problem in report.refused] == [True]
        assert collection.ids() == {"cusco"}
    original.write_text(text)
    assert collection.ingest().refused == ()
    assert collection.works()["lima"].languages == ("es", "en")


def test_an_index_that_kept_an_orphan_loses_it_when_it_is_rebuilt(collection: Collection) -> None:
    """No file holds the original, wherever one looks."""
    _fill(collection)
    collection.ingest()
    (collection.folder / "practices/lima.es.md").unlink()
    (collection.settings.index / "ledger-memory.json").unlink()
    collection.ingest(rebuild=True)
    assert collection.ids() == {"cusco"}


def test_a_translation_alone_takes_nothing_out_when_the_ledger_is_lost(collection: Collection) -> None:
    """Where its original lies is not known then."""
    _fill(collection)
    collection.ingest()
    (collection.settings.index / "ledger-memory.json").unlink()
    assert len(collection.ingest(collection.folder / "practices/lima.en.md").refused) == 1
    assert collection.ids() == {"lima", "cusco"}


def test_a_deletion_is_followed_when_the_ledger_is_not_believed(collection: Collection) -> None:
    """As after a change of the thesaurus: what it says of files that are gone still counts."""
    _fill(collection)
    collection.ingest()
    file = collection.settings.index / "ledger-memory.json"
    file.write_text(file.read_text().replace('"basis":"', '"basis":"another '))
    (collection.folder / "practices/cusco.es.md").unlink()
    assert collection.ingest(collection.folder / "practices").removed == 1
    assert collection.ids() == {"lima"}


def test_moved_files_are_followed(collection: Collection) -> None:
    """To the same work: nothing is written."""
    _fill(collection)
    collection.ingest()
    before, build = collection.works(), collection.engine.describe().build
    shutil.move(collection.folder / "practices", collection.folder / "inbox")
    report = collection.ingest()
    assert (report.indexed, report.removed) == (0, 0)
    assert collection.works() == before
    assert collection.engine.describe().build == build
    assert collection.ingest().read == 0


def test_a_renamed_file_is_another_work(collection: Collection) -> None:
    """Its name is its id."""
    _fill(collection)
    collection.ingest()
    (collection.folder / "practices/cusco.es.md").rename(collection.folder / "practices/cuzco.es.md")
    report = collection.ingest()
    assert (report.indexed, report.removed) == (1, 1)
    assert collection.ids() == {"lima", "cuzco"}


def test_a_refused_file_never_takes_its_neighbours_along(collection: Collection) -> None:
    """They are indexed, it is told of each time, and stays on disk."""
    _fill(collection)
    path = collection.write("practices/bad.es.md", practice("[no, text]"))
    for read_files in (4, 0):
        report = collection.ingest()
        assert report.read == read_files
        assert [(problem.path, problem.field) for problem in report.refused] == [(naming.shown(path), "title")]
    assert collection.ids() == {"lima", "cusco"}
    assert path.read_text() == practice("[no, text]")


def test_a_work_whose_file_turns_bad_stays_as_it_was(collection: Collection) -> None:
    """Until the file is mended."""
    _fill(collection)
    collection.ingest()
    before = collection.works()
    collection.write("practices/lima.es.md", "---\ntitle: [\n---\n")
    report = collection.ingest()
    assert [problem.field for problem in report.refused] == ["front matter"]
    assert (report.indexed, report.removed) == (0, 0)
    assert collection.works() == before
    assert collection.ingest().refused == report.refused
    collection.write("practices/lima.es.md", practice("Lima decide otra vez", city="Lima", country="PE"))
    assert collection.ingest().refused == ()
    assert collection.works()["lima"].version().title == "Lima decide otra vez"
    assert collection.works()["lima"].languages == ("es", "en")


def test_a_bad_file_keeps_its_work_through_a_rebuild(collection: Collection) -> None:
    """Its last good state is copied."""
    _fill(collection)
    collection.ingest()
    before = collection.works()
    collection.write("practices/cusco.es.md", "---\ntitle: [\n---\n")
    collection.ingest(rebuild=True)
    assert collection.works() == before
    assert collection.ingest().read == 0


def test_a_translation_that_turns_bad_leaves_its_last_good_version(collection: Collection) -> None:
    """While the original may change."""
    _fill(collection)
    collection.ingest()
    collection.write("practices/lima.en.md", "---\ntitle: [a]\ntranslation: x\n---\n")
    collection.write("practices/lima.es.md", practice("Lima, de nuevo", city="Lima", country="PE"))
    report = collection.ingest()
    assert len(report.refused) == 1
    work = collection.works()["lima"]
    assert (work.version("es").title, work.version("en").title) == ("Lima, de nuevo", "Lima decides")


def test_two_files_with_one_id_are_both_refused(collection: Collection) -> None:
    """What was indexed stays, and both are told of."""
    _fill(collection)
    collection.ingest()
    other = collection.write("awards/cusco.md", practice("Otra cosa", type="award"))
    report = collection.ingest()
    assert {problem.path for problem in report.refused} == {
        naming.shown(other), naming.shown(collection.folder / "practices/cusco.es.md"),
    }  # fmt: skip
    assert collection.works()["cusco"].version().title == "Cusco escucha"
    other.unlink()
    assert collection.ingest().refused == ()


def test_rows_of_a_table_are_followed(collection: Collection) -> None:
    """Changed and dropped ones; a broken row leaves what it was."""
    collection.write("list.csv", "id,title,themes\na,Asamblea uno,youth\nb,Foro dos,youth\nc,Mesa tres,youth\n")
    collection.ingest()
    collection.write("list.csv", "id,title,themes\na,Asamblea nueva,youth\nc,Mesa tres,youth\n")
    report = collection.ingest()
    assert (report.indexed, report.removed) == (1, 1)
    assert {id_: work.version().title for id_, work in collection.works().items()} == {
        "a": "Asamblea nueva", "c": "Mesa tres",
    }  # fmt: skip
    collection.write("list.csv", "id,title,themes\na,Asamblea nueva\nc,Mesa tres,youth\n")
    report = collection.ingest()
    assert len(report.refused) == 1
    assert report.removed == 0
    assert collection.ids() == {"a", "c"}


def test_a_path_touches_only_itself(collection: Collection) -> None:
    """Other files are neither read nor missed."""
    _fill(collection)
    collection.ingest()
    (collection.folder / "practices/cusco.es.md").unlink()
    extra = collection.write("../elsewhere/puno.es.md", practice("Puno propone"))
    report = collection.ingest(extra)
    assert (report.read, report.indexed, report.unchanged, report.removed) == (1, 1, 0, 0)
    assert collection.ids() == {"lima", "cusco", "puno"}


def test_deletions_are_followed_only_inside_a_given_folder(collection: Collection) -> None:
    """And the collection does not take out what came from elsewhere."""
    _fill(collection)
    extra = collection.write("../elsewhere/puno.es.md", practice("Puno propone"))
    collection.ingest()
    collection.ingest(extra.parent)
    assert collection.ids() == {"lima", "cusco", "puno"}
    assert collection.ingest().removed == 0
    (collection.folder / "practices/cusco.es.md").unlink()
    extra.unlink()
    assert collection.ingest(extra.parent).removed == 1
    assert collection.ids() == {"lima", "cusco"}


def test_a_rebuild_reads_what_came_from_elsewhere_too(collection: Collection) -> None:
    """The ledger knows where it lies."""
    _fill(collection)
    extra = collection.write("../elsewhere/puno.es.md", practice("Puno propone"))
    collection.ingest()
    collection.ingest(extra)
    report = collection.ingest(rebuild=True)
    assert report.read == 4
    assert collection.ids() == {"lima", "cusco", "puno"}


def test_a_lost_ledger_means_reading_again_and_loses_nothing(collection: Collection) -> None:
    """A path alone does not replace the index, and the next run reads all."""
    _fill(collection)
    collection.ingest()
    (collection.settings.index / "ledger-memory.json").unlink()
    assert collection.ingest(collection.folder / "practices/lima.es.md").read == 1
    assert collection.ids() == {"lima", "cusco"}
    assert collection.ingest().read == 3
    assert collection.ids() == {"lima", "cusco"}


def test_a_changed_mapping_is_a_changed_table(collection: Collection) -> None:
    """It lies beside and has no works of its own."""
    collection.write("list.csv", "title,tag\nAsamblea,Jurados\n")
    collection.ingest()
    collection.write("list.mapping.yaml", "columns: {tag: themes}\nvalues: {themes: {Jurados: sortition}}\n")
    assert collection.ingest().indexed == 1
    assert collection.works()["asamblea"].themes == ("sortition",)


def test_a_file_that_is_removed_while_it_is_read(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clear refusal; its work stays until the next look, and its neighbours go on."""
    _fill(collection)
    collection.ingest()
    path = collection.write("practices/cusco.es.md", practice("Cambia"))
    collection.write("practices/lima.es.md", practice("Lima cambia", city="Lima", country="PE"))

    def removing(file: Path, name: str, limit: int) -> Reading:
        path.unlink(missing_ok=True)
        return read(file, name, limit)

    monkeypatch.setattr("tests.ingest.conftest.read", removing)
    report = collection.ingest()
    assert [problem.reason[:22] for problem in report.refused] == ["is no longer there: it"]
    assert {id_: work.version().title for id_, work in collection.works().items()} == {
        "lima": "Lima cambia", "cusco": "Cusco escucha",
    }  # fmt: skip
    monkeypatch.undo()
    assert collection.ingest().removed == 1


def test_a_dry_run_writes_nothing(collection: Collection) -> None:
    """And says what would be."""
    _fill(collection)
    report = collection.ingest(dry_run=True)
    assert (report.read, report.indexed) == (3, 2)
    assert not collection.settings.index.exists()
    assert collection.ingest().indexed == 2


def test_links_between_works_are_checked_each_time(collection: Collection) -> None:
    """Also when only the other end has changed."""
    _fill(collection)
    collection.write("practices/puno.es.md", practice("Puno propone", "Un foro abierto.", related="[cusco]"))
    assert collection.ingest().warnings == ()
    (collection.folder / "practices/cusco.es.md").unlink()
    assert [problem.reason for problem in collection.ingest().warnings] == [
        "found 'cusco', which is no work of the collection."
    ]


def test_an_empty_collection_is_an_index_without_works(collection: Collection) -> None:
    """Not an error."""
    assert collection.ingest().indexed == 0
    assert collection.engine.describe().documents == 0
