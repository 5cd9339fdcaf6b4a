"""Answers kept in memory."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from kb.errors import EngineUnavailable
from kb.web.kept import LARGEST, KeptAnswers

KEEP = {"Cache-Control": "no-cache"}


class Made:
    """An application that counts what it made, over a build that can change or be away."""

    def __init__(self) -> None:
        self.count = 0
        self.build = "one"

    def answer(self, request: Request) -> Response:
        """A new body each time; the query says how."""
        self.count += 1
        asked = request.query_params
        body = f"{self.count}" + "x" * int(asked.get("size", 0))
        return Response(body, int(asked.get("status", 200)), {} if "nostore" in asked else KEEP)

    def name(self) -> str:
        """The build, or that there is none."""
        if not self.build:
            raise EngineUnavailable("away")
        return self.build


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def client(made: Made) -> Callable[[int], TestClient]:
    def of(most: int) -> TestClient:
        kept = Middleware(KeptAnswers, build=made.name, most=most)
        return TestClient(Starlette(routes=[Route("/{name}", made.answer)], middleware=[kept]))

    return of


def test_a_repeated_answer_is_made_once(client: Callable[[int], TestClient]) -> None:
    """Body, status and headers are the same."""
    browser = client(10)
    first, second = browser.get("/a?q=1"), browser.get("/a?q=1")
    assert (first.text, first.status_code, dict(first.headers)) == (second.text, 200, dict(second.headers))
    assert browser.get("/a?q=2").text == "2"


def test_a_new_build_makes_new_answers(client: Callable[[int], TestClient], made: Made) -> None:
    """Nobody reads yesterday's index; while there is none nothing is kept."""
    browser = client(10)
    assert browser.get("/a").text == "1"
    made.build = "two"
    assert browser.get("/a").text == "2"
    made.build = ""
    assert [browser.get("/a").text, browser.get("/a").text] == ["3", "4"]


@pytest.mark.parametrize("query", ["status=404", "nostore=1", f"size={LARGEST}"])
def test_what_must_not_be_kept_is_not(client: Callable[[int], TestClient], query: str) -> None:
    """Errors, what forbids it, and what is too large."""
    browser = client(10)
    assert browser.get(f"/a?{query}").text != browser.get(f"/a?{query}").text


def test_questions_about_an_answer_go_through(client: Callable[[int], TestClient]) -> None:
    """`If-None-Match` is answered by the application."""
    browser = client(10)
    assert browser.get("/a").text == "1"
    assert browser.get("/a", headers={"If-None-Match": "x"}).text == "2"


def test_the_memory_is_bounded(client: Callable[[int], TestClient]) -> None:
    """The answer that was not asked for longest goes; 0 keeps none."""
    browser = client(2)
    for name in ("a", "b", "a", "c"):
        browser.get(f"/{name}")
    assert browser.get("/a").text == "1"
    assert browser.get("/b").text == "4"
    nothing = client(0)
    assert nothing.get("/a").text != nothing.get("/a").text
