"""Headers: what is kept, what is compressed, what is forbidden."""

import re

import pytest
from starlette.testclient import TestClient

from kb.web.caching import etag

KEPT = [
    "/",
    "/search?q=a",
    "/documents/agenda",
    "/about",
    "/themes",
    "/themes/youth",
    "/themes.ttl",
    "/explain",
    "/explain?id=agenda&q=a",
    "/api/explain?id=agenda&q=a",
    "/search.csv?q=a",
    "/documents/agenda.ris",
    "/search.csv-metadata.json",
    "/api/search?q=a",
    "/api/documents/agenda",
    "/openapi.json",
]


@pytest.mark.parametrize("path", KEPT)
def test_what_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    """One request, then 304 without a body until the build changes."""
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", KEPT)
def test_whatever_the_browser_has_is_not_sent_again_when_it_says_so(client: TestClient, path: str) -> None:
    """`*` stands for any tag of something that there is."""
    again = client.get(path, headers={"If-None-Match": "*"})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == client.get(path).headers["etag"]


@pytest.mark.parametrize(
    "path", ["/documents/nothing", "/explain?id=nothing", "/api/documents/nothing", "/themes/nothing"]
)
def test_what_there_is_not_nobody_has(client: TestClient, path: str) -> None:
    """404, whatever the browser says."""
    response = client.get(path, headers={"If-None-Match": "*"})
    assert response.status_code == 404
    assert response.content


def test_one_search_has_one_tag_however_it_is_written(client: TestClient) -> None:
    """And another search another one."""
    tags = [
        client.get(path).headers["etag"]
        for path in ("/search?q=a&type=news", "/search?type=news&q=a&page=1&x=y", "/search?q=a")
    ]
    assert tags[0] == tags[1] != tags[2]


def test_a_tag_depends_on_build_software_and_address() -> None:
    """Whatever changes the answer changes the tag."""
    tags = {etag("1", "1", "/"), etag("2", "1", "/"), etag("1", "2", "/"), etag("1", "1", "/about")}
    assert len(tags) == 4


def test_errors_are_never_kept(client: TestClient) -> None:
    """They may be gone the next moment."""
    for path in ("/nowhere", "/search?page=x", "/api/nowhere"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_pages_travel_compressed(client: TestClient) -> None:
    """When the browser can read it, and say that they differ by that."""
    response = client.get("/search", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in response.headers["vary"].lower()
    assert "content-encoding" not in client.get("/search", headers={"Accept-Encoding": "identity"}).headers


def test_assets_are_kept_for_ever_under_the_name_of_their_content(client: TestClient) -> None:
    """An old name still answers, but is asked for again."""
    html = client.get("/").text
    paths = re.findall(r"(/static/\w+/site\.\w+|/static/\w+/icon\.svg)", html)
    assert len(paths) == 3
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    assert client.get("/static/old/site.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/api/search", "/nowhere", "/static/x/site.css"])
def test_every_answer_forbids_what_the_site_does_not_do(client: TestClient, path: str) -> None:
    """No script of others, no frame, no guessing of types."""
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_pages_hold_no_script_or_style_of_their_own(client: TestClient) -> None:
    """The policy would not run it."""
    for path in ("/", "/search?q=budget", "/documents/grenoble-declaration", "/about"):
        html = client.get(path).text
        assert not re.search(r"\sstyle=|<style|\son\w+=", html)
        assert not re.search(r"<script(?![^>]* src=)(?![^>]*application/ld\+json)", html)
