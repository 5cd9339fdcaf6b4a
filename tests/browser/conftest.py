"""A real server on loopback and a real Chromium."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.applications import Starlette

from kb.document import Document, Version
from kb.engines import open_engine
from kb.planner import Planner
from kb.settings import Settings
from kb.vocabulary import Vocabulary
from kb.web.app import create_app

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORTS = [
    Document(
        f"report-{n:02}",
        "report",
        (Version("en", f"Report {n} on budgets", "What became of them.", "## Results\n\nThe assembly met."),),
        "en",
        year=1990 + n,
    )
    for n in range(25)
]


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The address of an application that is served in a thread on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server stopped before it served"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def kept() -> Iterator[tuple[ExitStack, dict[str, str]]]:
    """What lives as long as the tests: the server and its address, made when first needed."""
    with ExitStack() as stack:
        yield stack, {}


@pytest.fixture
def site(
    kept: tuple[ExitStack, dict[str, str]], works: tuple[Document, ...], planner: Planner, vocabulary: Vocabulary
) -> str:
    """The address of the site over the works of the tests and enough others for a second page."""
    stack, found = kept
    if "site" not in found:
        settings = Settings(engine="memory")
        engine = open_engine(settings, planner)
        engine.replace([*works, *REPORTS])
        app = create_app(settings, engine, vocabulary, matcher=planner.matcher)
        found["site"] = stack.enter_context(serving(app))
    return found["site"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, else the one that Playwright brings.

    It is closed before another module's tests begin: while Playwright lives, its event loop runs in this thread.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """A function that opens a path in a fresh window; whatever goes wrong in the console fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_(path: str, width: int = 1280, **settings: object) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            **settings,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        response = page.goto(path)
        errors[:] = [each for each in errors if response is None or str(response.status) not in each]
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []
