"""Works related by meaning, as a browser and a program see them."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from kb import meaning
from kb.document import Document
from tests.fake_encoder import FakeEncoder

LINK = "Also show works related by meaning"


@pytest.fixture
def near(client: TestClient, works: tuple[Document, ...], monkeypatch: Any) -> TestClient:
    """The site, with vectors for its index and an encoder to ask them with."""
    encoder = FakeEncoder()
    vectors = meaning.make(works, "", None, encoder, lambda *_: None)
    monkeypatch.setattr(meaning, "encoder", lambda: encoder)
    monkeypatch.setattr(meaning.Meaning, "vectors", lambda _, build: replace(vectors, build=build))
    return client


@pytest.fixture
def bare(client: TestClient, monkeypatch: Any) -> TestClient:
    """The site without the extra."""
    monkeypatch.setattr(meaning, "installed", lambda: None)
    return client


def _results(client: TestClient, address: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/search?{address}").json()
    del found["took_ms"]
    return found


def test_a_site_without_the_extra_says_nothing_of_it(bare: TestClient) -> None:
    """The parameter changes nothing, not even the address that the page says it has."""
    plain = bare.get("/search?q=budgets&expand=0")
    assert "meaning" not in plain.text
    for way in ("1", "merge"):
        assert bare.get(f"/search?q=budgets&expand=0&meaning={way}").text == plain.text
        assert _results(bare, f"q=budgets&expand=0&meaning={way}") == _results(bare, "q=budgets&expand=0")


def test_the_link_is_offered_where_there_are_words_to_be_near_to(near: TestClient) -> None:
    """And nothing is shown before it is asked for."""
    page = near.get("/search?q=budgets&expand=0").text
    assert LINK in page
    assert 'href="/search?q=budgets&amp;expand=0&amp;meaning=1"' in page
    assert 'id="related"' not in page
    assert LINK not in near.get("/search?type=news").text


def test_related_works_stand_apart_and_are_not_counted(near: TestClient) -> None:
    """Under a heading of their own, with the ways to merge and to hide them."""
    page = near.get("/search?q=budgets&expand=0&meaning=1").text
    before, after = page.split('id="related"')
    assert "/documents/taipei-budget" not in before
    assert "/documents/taipei-budget" in after
    assert "meaning=merge" in after
    assert 'href="/search?q=budgets&amp;expand=0"' in after
    plain, asked = _results(near, "q=budgets&expand=0"), _results(near, "q=budgets&expand=0&meaning=1")
    assert "related" not in plain
    found = [work["id"] for work in asked.pop("related")]
    assert "taipei-budget" in found
    assert not {work["id"] for work in plain["results"]} & set(found)
    assert asked == plain


def test_merged_works_say_how_they_were_found(near: TestClient) -> None:
    """Total and facets stay as they are."""
    plain, asked = _results(near, "q=budgets&expand=0"), _results(near, "q=budgets&expand=0&meaning=merge")
    assert asked["related"] == []
    assert (asked["total"], asked["facets"]) == (plain["total"], plain["facets"])
    ways = {work["id"]: work["matched"][0]["via"] for work in asked["results"]}
    assert ways["taipei-budget"] == "meaning"
    assert set(ways) > {work["id"] for work in plain["results"]}
    page = near.get("/search?q=budgets&expand=0&meaning=merge").text
    assert 'id="related"' not in page
    assert "(by meaning) in title and summary" in page
    assert "Show related works apart" in page


def test_a_page_kept_from_before_the_vectors_is_not_used(client: TestClient, request: pytest.FixtureRequest) -> None:
    """The build is the same, and the page now has a link."""
    tag = client.get("/search?q=budget").headers["etag"]
    near = request.getfixturevalue("near")
    assert near.get("/search?q=budget", headers={"If-None-Match": tag}).status_code == 200
