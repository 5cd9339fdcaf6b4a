"""The benchmarks: the works are the same each time, the log can be asked, the figures are told right."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench import ingestion, pages, queries, results, stored, table
from bench.__main__ import main
from bench.peers import SYSTEMS, database, open_system
from bench.peers.row import FACET_NAMES, row
from bench.queries import Query
from bench.results import Facts, Ingested, Machine, Measured, Paged, Results
from bench.works import Works, invented
from kb.document import Document
from kb.query import Phrase, Prefix, Word
from tests.conftest import WORKS

COLLECTION = tuple(
    replace(work, versions=tuple(replace(each, translation=None if each.language == work.original else "a volunteer")
                                 for each in work.versions))
    for work in WORKS
)  # fmt: skip
MACHINE = Machine("2026-11-23", 2, "Linux x86_64", {"Python": "3.11"})
FACTS = Facts(5_000_000, 70_000_000, None)


@pytest.fixture(scope="module")
def generated() -> tuple[Document, ...]:
    """A hundred works made of a dozen."""
    return tuple(Works(COLLECTION).first(100))


def test_the_same_works_come_each_time(generated: tuple[Document, ...]) -> None:
    """Few works are the first of many, whatever was generated before."""
    again = Works(tuple(reversed(COLLECTION)))
    assert tuple(again.first(20)) == generated[:20]
    assert again.work(70) == generated[70]


def test_another_seed_gives_other_works(generated: tuple[Document, ...]) -> None:
    """The seed is what decides."""
    assert tuple(Works(COLLECTION, seed=7).first(20)) != generated[:20]


def test_generated_works_can_be_indexed_together(generated: tuple[Document, ...]) -> None:
    """Ids are unique, related works are among those before, and every version has a title."""
    ids = [work.id for work in generated]
    assert len(set(ids)) == len(ids)
    for number, work in enumerate(generated):
        assert {each.work for each in work.related} <= set(ids[:number])
        assert all(version.title for version in work.versions)


def test_generated_works_have_the_shapes_of_the_collection(generated: tuple[Document, ...]) -> None:
    """Types and languages are those of single works, and no sentence changes its language."""
    assert {(work.type, work.languages) for work in generated} <= {(work.type, work.languages) for work in WORKS}
    arabic = [version.body for work in generated for version in work.versions if version.language == "ar"]
    assert arabic
    assert all(any("\u0600" <= letter <= "\u06ff" for letter in body) for body in arabic)


def test_the_vocabulary_grows(generated: tuple[Document, ...]) -> None:
    """Works hold words that the collection lacks, and different ranks are different words."""
    known = {word for work in WORKS for version in work.versions for word in version.body.split()}
    now = {word for work in generated for version in work.versions for word in version.body.split()}
    assert now - known
    assert len({invented(rank) for rank in range(100_000)}) == 100_000


def test_stored_works_are_read_back(generated: tuple[Document, ...], tmp_path: Path) -> None:
    """What every system loads is what was generated, in its order."""
    stored.write(generated, tmp_path / "works")
    assert tuple(stored.read(tmp_path / "works")) == generated


def test_the_log_holds_two_hundred_different_searches() -> None:
    """Each can be asked of our engines and of others, and all that the benchmark promises are among them."""
    log = queries.load()
    assert len({(query.q, repr(query.filters), query.year_from, query.year_to) for query in log}) == len(log) == 200
    assert {query.kind for query in log} == {
        "frequent", "rare", "words", "phrase", "prefix", "filtered", "browsed", "label"
    }  # fmt: skip
    assert {type(part) for query in log for part in query.parts} == {Word, Phrase, Prefix}
    assert {name for query in log for name in query.filters} == set(FACET_NAMES)


def test_a_search_of_the_log_is_one_search_in_every_form() -> None:
    """The search, the address of the API and the parts for others ask for the same."""
    query = Query("filtered", 'youth "city hall" vot*', {"country": ("ES", "PT")}, year_from=2010)
    assert query.parts == (Word("youth"), Phrase("city hall"), Prefix("vot"))
    assert query.search.filters == {"country": ("ES", "PT")}
    assert (query.search.year_from, query.search.expand, query.plain_search.expand) == (2010, True, False)
    assert query.pairs == (("q", 'youth "city hall" vot*'), ("country", "ES"), ("country", "PT"), ("year_from", "2010"))
    assert database.match(query.parts) == '"youth" "city hall" "vot"*'


def test_a_search_that_others_cannot_be_asked_is_no_search_of_the_log() -> None:
    """It is told, not asked as something else."""
    with pytest.raises(ValueError, match="others cannot be asked"):
        _ = Query("words", "youth -school").parts


def test_warming_up_asks_nothing_of_the_log() -> None:
    """What is timed was not asked before."""
    assert not {query.q for query in queries.warm_up()} & {query.q for query in queries.load()}


def test_a_row_has_the_texts_of_all_versions() -> None:
    """Others index the words and values that our engines index."""
    found = row(WORKS[0])
    assert "Orçamento" in found.title
    assert "Participatory" in found.title
    assert (found.city, found.year, found.language) == ("porto-alegre-br", 1989, ("pt", "en"))


@pytest.mark.parametrize("name", ["memory", "whoosh", "tantivy", "tantivy-plain", "bare", "sqlite"])
def test_systems_in_process_find_the_same(name: str, generated: tuple[Document, ...], tmp_path: Path) -> None:
    """A word that has one form, a filter and the blank search have the same total everywhere."""
    system = open_system(name, tmp_path)
    assert system.load(generated) >= 0
    client = system.client()
    client.ready()
    for query, total in _expected(generated):
        assert client.search(query) == total, query
    assert (system.size() > 0) == (name != "memory")
    client.close()
    system.close()


def _expected(works: tuple[Document, ...]) -> list[tuple[Query, int]]:
    countries = [work.country for work in works]
    texts = [" ".join(f"{v.title} {v.summary} {v.body}" for v in work.versions).lower().split() for work in works]
    return [
        (Query("browsed"), len(works)),
        (Query("browsed", filters={"country": ("GB", "AR")}), countries.count("GB") + countries.count("AR")),
        (Query("browsed", filters={"language": ("ca",)}), sum("ca" in work.languages for work in works)),
        (Query("browsed", year_from=2019), sum((work.year or 0) >= 2019 for work in works)),
        (Query("rare", "mezquita"), sum("mezquita." in words for words in texts)),
    ]


def test_every_system_has_a_module() -> None:
    """What the command offers is there."""
    folder = Path(__file__).parent.parent / "bench" / "peers"
    assert {kind.module for kind in SYSTEMS.values()} <= {path.stem for path in folder.glob("*.py")}


def test_files_are_ingested_and_pages_asked_for(generated: tuple[Document, ...], tmp_path: Path) -> None:
    """The quick run measures every search of the log over what it has ingested itself; reading is measured once."""
    works = generated[:30]
    ingestion.write_markdown(works, tmp_path / "works")
    ingested = ingestion.measure("tantivy", "generated", tmp_path / "works", tmp_path / "index")
    assert (ingested.works, ingested.analysing) == (30, 0)
    assert ingested.rate > 0
    assert ingestion.analysed(ingested, works).analysing > 0
    written = ingestion.write("whoosh", works, ingested, tmp_path / "index")
    assert (written.engine, written.works, written.reading) == ("whoosh", 30, ingested.reading)
    assert written.writing != ingested.writing
    paged = pages.measure("tantivy", tmp_path / "index")
    assert (paged.works, len(paged.search), len(paged.beyond)) == (30, 200, 200)
    assert min(paged.search) > 0


def _measured(system: str, works: int, *ms: float | None) -> Measured:
    return Measured(system, works, 2.0, ms, [None if each is None else 3 for each in ms], 99.5, FACTS)


def test_results_come_back_from_their_file(tmp_path: Path) -> None:
    """A table can be made of an old run."""
    run = Results(MACHINE, (_measured("api", 10, 1.0, None),), (Ingested("tantivy", "x", 10, 1.0, 1.0, 0.5),),
                  (Paged("whoosh", 10, [1.0], [2.0]),))  # fmt: skip
    results.save(run, tmp_path / "new" / "run.json")
    loaded = results.load(tmp_path / "new" / "run.json")
    assert table.markdown(loaded) == table.markdown(run)


def test_a_machine_is_described_without_its_name() -> None:
    """Nothing of the results tells whose machine it was."""
    import getpass
    import platform

    text = repr(Machine.here())
    assert platform.python_version() in text
    assert not platform.node() or platform.node() not in text
    assert getpass.getuser() not in text
    assert str(Path.cwd()) not in text


def test_percentiles_leave_out_what_was_not_asked() -> None:
    """A search that there was no time for counts as none."""
    ms = [*map(float, range(1, 102)), None, None]
    assert (results.middle(ms), results.slow(ms)) == (51, 96)


def test_ratios_look_at_searches_that_both_were_asked() -> None:
    """A slow system that was asked less is compared on what it was asked."""
    one, other = _measured("api", 10, 1.0, 50.0, 2.0), _measured("datasette", 10, 10.0, None, 20.0)
    assert results.ratio(one, other) == pytest.approx(0.1)


def test_aims_are_told_with_whether_they_are_met() -> None:
    """Ratios of one run, their aims, and growth."""
    searches = (
        _measured("api", 20_000, 4.0), _measured("typesense", 20_000, 10.0),
        _measured("tantivy", 20_000, 2.0), _measured("tantivy", 100_000, 9.0),
    )  # fmt: skip
    run = Results(MACHINE, searches, (Ingested("tantivy", "x", 20_000, 0.5, 0.5, 0.1),))
    found = {(aim.value, aim.limit, aim.is_met) for aim in table.aims(run)}
    assert found == {(0.4, 0.5, True), (4.5, 4.0, False), (2.0, 1.0, True)}


def test_the_table_is_markdown() -> None:
    """Every line of a table has as many cells as its head; figures have the digits that count."""
    searches = (_measured("api", 20_000, 4.321, 0.0123), _measured("typesense", 20_000, 1234.5, None))
    run = Results(MACHINE, searches, (Ingested("tantivy", "x", 10, 1.0, 1.0, 0.5),), (Paged("whoosh", 10, [1], [2]),))
    text = table.markdown(run)
    assert "| JSON API on tantivy, HTTP | 2.17 | 4.11 | 100 | 10,000 | 5 | 70 |  | 3 | 2 |" in text
    assert "| Typesense, HTTP | 1,234 |" in text
    for block in text.split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_the_command_prints_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m bench table FILE` is the Markdown of the file; a file that is not there is told."""
    run = Results(MACHINE, (_measured("api", 20_000, 4.0),))
    results.save(run, tmp_path / "run.json")
    assert main(["table", str(tmp_path / "run.json")]) == 0
    assert capsys.readouterr().out == table.markdown(run)
    assert main(["table", str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err


def test_the_command_refuses_systems_that_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names those that there are."""
    with pytest.raises(SystemExit):
        main(["search", "--peers", "sqlite,solr"])
    assert "'solr' is none of api" in capsys.readouterr().err
