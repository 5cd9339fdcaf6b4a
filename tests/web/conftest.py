"""The site over the memory engine, as a browser and a program see it."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kb.document import Document, Related, Version
from kb.engines import open_engine
from kb.planner import Planner
from kb.settings import Settings
from kb.vocabulary import Vocabulary
from kb.web.app import create_app

with warnings.catch_warnings():
    # The test client asks for httpx2 and takes httpx with a warning.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient


MINUTES = [
    Document(f"minutes-{n:02}", "session", (Version("en", f"Minutes {n}"),), "en", year=1950 + n) for n in range(45)
]
AWARD = [
    Document("the-award", "award", (Version("en", "Prize of the alliance"),), "en",
             related=(Related("edition-119"), Related("absent"))),
    *(Document(f"edition-{n:03}", "award", (Version("en", "Prize of the alliance again"),), "en", year=1700 + n,
               related=(Related("the-award"),)) for n in range(120)),
]  # fmt: skip
"""A work that more others name than one page of results holds."""


@dataclass
class Broken:
    """An engine that raises what it is given, whatever it is asked."""

    error: Exception

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def fail(*_args: object, **_kwargs: object) -> None:
            raise self.error

        return fail


@pytest.fixture(scope="session")
def built() -> dict[str, TestClient]:
    """What is made once for all tests, since `works` is made for each."""
    return {}


@pytest.fixture
def client(
    built: dict[str, TestClient], works: tuple[Document, ...], planner: Planner, vocabulary: Vocabulary
) -> TestClient:
    """The site over the works of the tests, and enough others to turn pages."""
    if "client" not in built:
        settings = Settings(engine="memory", answers=0)
        engine = open_engine(settings, planner)
        engine.replace([*works, *MINUTES, *AWARD])
        built["client"] = TestClient(create_app(settings, engine, vocabulary, matcher=planner.matcher))
        bare = create_app(settings, engine, vocabulary, matcher=planner.matcher)
        # The compression drops the message by which the test client learns the context of a template.
        bare.user_middleware = [
            each for each in bare.user_middleware if getattr(each.cls, "__name__", "") != "GZipMiddleware"
        ]
        built["bare"] = TestClient(bare)
    return built["client"]


@pytest.fixture
def rendered(client: TestClient, built: dict[str, TestClient]) -> Callable[[str], Any]:
    """A function from a path to the response with its `template` and `context`."""
    get: Callable[[str], Any] = built["bare"].get
    return get


@pytest.fixture
def broken(vocabulary: Vocabulary, planner: Planner) -> Callable[[Exception], TestClient]:
    """The site over an engine that fails."""

    def make(error: Exception) -> TestClient:
        app = create_app(Settings(engine="memory"), Broken(error), vocabulary, matcher=planner.matcher)
        return TestClient(app, raise_server_exceptions=False)

    return make
