"""Files of searches and works, as a browser gets them."""

import csv
import io
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from kb.document import Document, Version
from kb.engines.memory import MemoryEngine
from kb.errors import EngineUnavailable
from kb.planner import Planner
from kb.query import Search
from kb.web.exports import MOST, pages
from kb.web.formats import FORMATS


def _ids(text: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def test_a_file_holds_all_works_of_the_search_in_its_order(client: TestClient) -> None:
    """Whatever page it was asked for from."""
    response = client.get("/search.csv?q=minutes&sort=oldest&expand=0&page=2&per_page=10")
    assert _ids(response.text) == [f"minutes-{n:02}" for n in range(45)]
    assert response.headers["x-total-count"] == "45"
    assert response.headers["content-disposition"] == 'attachment; filename="works.csv"'
    found = client.get("/api/search?q=budget&per_page=100").json()["results"]
    assert _ids(client.get("/search.csv?q=budget").text) == [each["id"] for each in found]


def test_filters_hold_in_a_file(client: TestClient) -> None:
    """All of them are those of the page."""
    assert _ids(client.get("/search.csv?theme=children&country=ES").text) == ["cordoba-es-plan"]
    assert client.get("/search.csv?year_from=abc").status_code == 400


def test_a_file_has_no_pages(client: TestClient) -> None:
    """Whatever stands in the parameters for them, nobody reads it."""
    response = client.get("/search.csv?q=minutes&expand=0&page=x&per_page=0&meaning=no")
    assert (response.status_code, response.headers["x-total-count"]) == (200, "45")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/search.csv?year=x", 400), ("/search.csl.json?year=x", 400), ("/documents/nothing.ris", 404),
     ("/documents/agenda.bib?language=%3F", 400)],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_in_plain_text(client: TestClient, path: str, status: int) -> None:
    """A program does not read pages."""
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert response.text.endswith(".\n")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_a_work_can_be_taken_away_in_every_form(client: TestClient, form: object) -> None:
    """Under its own name, with the address of its page."""
    suffix = form.suffix  # type: ignore[attr-defined]
    response = client.get(f"/documents/grenoble-declaration.{suffix}?language=fr")
    assert response.status_code == 200
    assert response.headers["content-disposition"] == f'attachment; filename="grenoble-declaration.{suffix}"'
    assert "Déclaration de Grenoble" in response.text
    if suffix not in ("csv", "jsonl"):
        assert "http://testserver/documents/grenoble-declaration" in response.text
    assert client.get(f"/documents/nothing.{suffix}").status_code == 404


def test_the_table_names_its_dictionary(client: TestClient) -> None:
    """Which describes every column in its order."""
    response = client.get("/search.csv?q=grenoble")
    assert '</search.csv-metadata.json>; rel="describedby"' in response.headers["link"]
    [told] = client.get("/search.csv-metadata.json").json()["tables"]
    assert told["url"] == "search.csv"
    assert [each["name"] for each in told["tableSchema"]["columns"]] == response.text.splitlines()[0].split(",")


def test_an_engine_that_does_not_answer_gives_no_file(broken: Callable[[Exception], TestClient]) -> None:
    """Rather than an empty one."""
    assert broken(EngineUnavailable("No answer.")).get("/search.csv").status_code == 503


@pytest.fixture
def many(planner: Planner) -> MemoryEngine:
    """Works for three pages of a hundred."""
    engine = MemoryEngine(planner)
    engine.replace(Document(f"w{n:03}", "news", (Version("en", "A work"),), "en") for n in range(250))
    return engine


def test_works_are_fetched_a_hundred_at_a_time(many: MemoryEngine) -> None:
    """None twice, none left out."""
    search = Search(sort="title", per_page=100)
    found = list(pages(many, search, many.search(search), many.describe().build))
    assert [len(page) for page in found] == [100, 100, 50]
    assert len({work.id for page in found for work in page}) == 250 < MOST


def test_a_file_is_never_of_two_builds(many: MemoryEngine) -> None:
    """It breaks off, which a browser sees."""
    search = Search(sort="title", per_page=100)
    found = pages(many, search, many.search(search), "another build")
    next(found)
    with pytest.raises(EngineUnavailable, match="changed"):
        next(found)
