"""The thesaurus as a browser and a program get it."""

import rdflib
from rdflib.namespace import SKOS
from starlette.testclient import TestClient

from kb.vocabulary import Vocabulary


def test_every_theme_is_reached_from_the_page_of_themes(client: TestClient, vocabulary: Vocabulary) -> None:
    """By a link to its own page, which answers."""
    html = client.get("/themes").text
    assert all(f'href="/themes/{id_}"' in html for id_ in vocabulary.concepts)
    for id_ in ("participatory-budgeting", "environment", "children"):
        assert client.get(f"/themes/{id_}").status_code == 200


def test_counts_are_those_of_the_search(client: TestClient) -> None:
    """Three works are filed under participatory budgeting, the newest is shown first."""
    html = client.get("/themes/participatory-budgeting").text
    assert '<a href="/search?theme=participatory-budgeting">3 works on this theme</a>' in html
    assert client.get("/api/search?theme=participatory-budgeting").json()["total"] == 3
    assert html.index("/documents/barcelona-cell") < html.index("/documents/porto-alegre-budget")


def test_labels_say_which_language_they_are_in(client: TestClient) -> None:
    """For those who hear the page."""
    assert '<span lang="es">Presupuestos participativos</span>' in client.get("/themes/participatory-budgeting").text


def test_programs_get_the_whole_thesaurus_as_skos(client: TestClient, vocabulary: Vocabulary) -> None:
    """At its own address, and wherever Turtle is asked for; its concepts are the pages."""
    graph = rdflib.Graph().parse(data=client.get("/themes.ttl").text, format="turtle")
    concepts = {str(each) for each in graph.subjects(rdflib.RDF.type, SKOS.Concept)}
    assert concepts == {f"http://testserver/themes/{id_}" for id_ in vocabulary.concepts}
    for path in ("/themes", "/themes/youth"):
        response = client.get(path, headers={"Accept": "text/turtle"})
        assert response.headers["content-type"] == "text/turtle; charset=utf-8"
        assert response.text == client.get("/themes.ttl").text
        assert "Accept" in response.headers["vary"]
        page = client.get(path)
        assert page.headers["content-type"].startswith("text/html")
        assert 'rel="alternate"; type="text/turtle"' in page.headers["link"]
        assert "Accept" in page.headers["vary"]


def test_an_unknown_theme_is_not_found(client: TestClient) -> None:
    """Whatever it is asked for as."""
    response = client.get("/themes/nothing", headers={"Accept": "text/turtle"})
    assert response.status_code == 404
    assert "&#39;nothing&#39;" in response.text
