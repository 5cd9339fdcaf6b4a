"""The API as a program gets it."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from kb.document import from_json
from kb.errors import EngineUnavailable

FACETS = ["theme", "city", "country", "year", "language", "type"]


def test_an_answer_has_the_promised_shape(client: TestClient) -> None:
    """The names and their order are a contract."""
    answer = client.get("/api/search?q=grenoble&type=declaration").json()
    assert list(answer) == ["query", "total", "page", "per_page", "took_ms", "results", "facets", "nearby",
                            "suggestion", "expansions", "hints"]  # fmt: skip
    assert answer["query"] == {"q": "grenoble", "filters": {"type": ["declaration"]}, "sort": "relevance"}
    assert list(answer["facets"]) == FACETS
    [result] = answer["results"]
    assert list(result) == ["id", "type", "title", "summary", "language", "languages", "city", "country", "year",
                            "year_end", "themes", "url", "snippet", "matched"]  # fmt: skip
    assert (result["id"], result["year"], result["year_end"]) == ("grenoble-declaration", 2022, 2023)
    assert result["url"] == "/documents/grenoble-declaration"
    assert {"value": "grenoble-fr", "label": "Grenoble", "count": 1, "selected": False} in (
        answer["facets"]["city"]["values"]
    )


def test_a_snippet_is_html_with_the_words_marked(client: TestClient) -> None:
    """Everything else in it is escaped."""
    [result] = client.get("/api/search?q=gathered&type=declaration").json()["results"]
    assert "<mark>gathered</mark>" in result["snippet"]


def test_what_is_unknown_is_null(client: TestClient) -> None:
    """Never 0 or an empty text."""
    [result] = client.get("/api/search?type=agenda").json()["results"]
    assert (result["city"], result["country"], result["year"]) == (None, None, None)


def test_filters_come_back_as_they_were_understood(client: TestClient) -> None:
    """A range of years and "all of these" among them."""
    query = client.get("/api/search?theme=Gender&theme_all=1&year_from=1980&unknown=1").json()["query"]
    assert query["filters"] == {"theme": ["gender"], "theme_all": ["1"], "year_from": ["1980"]}


def test_pages_and_sizes_are_obeyed(client: TestClient) -> None:
    """A page past the end is empty with the true total."""
    answer = client.get("/api/search?type=session&per_page=10&page=5&sort=oldest").json()
    assert (answer["total"], answer["page"], answer["per_page"], len(answer["results"])) == (45, 5, 10, 5)
    assert client.get("/api/search?type=session&page=999").json()["results"] == []


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/api/search?year_from=abc", 400, "year_from"),
        ("/api/search?per_page=1000", 400, "per_page"),
        ("/api/search?page=x&theme_all=1", 400, "page"),
        ("/api/search?q=nofield:x", 400, "q"),
        ("/api/suggest?q=a&language=%3F", 400, "language"),
        ("/api/documents/nothing", 404, "id"),
        ("/api/nothing", 404, None),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int, field: str | None) -> None:
    """Status, message and field, as JSON."""
    response = client.get(path)
    assert response.status_code == status
    error = response.json()["error"]
    assert list(error) == ["status", "message", "field"]
    assert (error["status"], error["field"]) == (status, field)
    assert error["message"]


def test_a_method_that_is_not_taken_is_an_error_of_the_same_shape(client: TestClient) -> None:
    """Programs need not read HTML."""
    assert client.delete("/api/search").json()["error"]["status"] == 405


def test_an_engine_that_does_not_answer_is_503(broken: Callable[[Exception], TestClient]) -> None:
    """For searches and for the health check; the reason, which may name files and hosts, is in the log alone."""
    client = broken(EngineUnavailable("No answer from /srv/secret."))
    for path in ("/api/search", "/api/documents/a", "/api/suggest?q=a", "/healthz"):
        response = client.get(path)
        assert response.status_code == 503
        error = response.json()["error"]
        assert (error["status"], error["field"]) == (503, None)
        assert "try again" in error["message"]
        assert "secret" not in response.text


def test_a_defect_is_500_as_json(broken: Callable[[Exception], TestClient]) -> None:
    """Without its reason."""
    response = broken(RuntimeError("secret")).get("/api/search")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.json()["error"]["status"] == 500


def test_a_work_is_given_whole(client: TestClient) -> None:
    """The record reads back as it is."""
    work = from_json(client.get("/api/documents/porto-alegre-budget").content)
    assert (work.id, work.languages, work.original) == ("porto-alegre-budget", ("pt", "en"), "pt")


def test_completions_lead_somewhere(client: TestClient) -> None:
    """Titles, cities and themes each have an address that works; blank has none."""
    found = client.get("/api/suggest?q=gren").json()
    assert found["q"] == "gren"
    assert {"city", "title"} <= {each["kind"] for each in found["suggestions"]}
    for each in found["suggestions"]:
        assert client.get(each["url"]).status_code == 200
    assert client.get("/api/suggest?q=").json() == {"q": "", "suggestions": []}


def test_health_is_three_facts(client: TestClient) -> None:
    """And is never kept."""
    response = client.get("/healthz")
    assert response.json() == {"status": "ok", "engine": "memory", "documents": 178}
    assert response.headers["cache-control"] == "no-store"


def test_filters_are_offered_for_words_and_none_is_applied(client: TestClient) -> None:
    """Each with the search that accepts it, in which the words are gone."""
    answer = client.get("/api/search?q=Grenoble+éducation+declaration").json()
    assert answer["query"]["filters"] == {}
    assert answer["hints"] == [
        {"field": "city", "value": "grenoble-fr", "label": "Grenoble", "words": "Grenoble", "count": 1,
         "url": "/search?q=%C3%A9ducation+declaration&city=grenoble-fr"},
        {"field": "theme", "value": "education", "label": "Education", "words": "éducation", "count": 1,
         "url": "/search?q=Grenoble+declaration&theme=education"},
    ]  # fmt: skip
    assert [each["value"] for each in client.get("/api/search?q=Grenoble+2022+declaration").json()["hints"]] == ["2022"]
    assert client.get("/api/search?q=grenoble").json()["hints"][0]["url"] == "/search?city=grenoble-fr"
    assert client.get("/api/search").json()["hints"] == []
