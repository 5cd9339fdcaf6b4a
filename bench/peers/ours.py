"""Our engines, asked in process."""

import os
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bench.peers import folder_size
from bench.queries import Query
from kb.document import Document
from kb.engine import Engine
from kb.engines import open_engine
from kb.planner import Planner
from kb.settings import Settings
from kb.text import Analysis
from kb.vocabulary import load

REFERENCE = Path(__file__).parent.parent.parent / "index" / "reference"
"""Lemmas and gazetteer, which the site shares."""

PLAIN = "-plain"
"""The end of the name of a system that is asked without synonyms and translations."""


def settings(name: str, folder: Path) -> Settings:
    """The settings of an engine that keeps its index in a folder, for a site that keeps no answers."""
    return Settings(engine=name, index=folder, reference=REFERENCE, answers=0)


@cache
def planner() -> Planner:
    """The planner of this process."""
    return Planner(Analysis(REFERENCE), load())


class Ours:
    """One of our engines."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name.removesuffix(PLAIN), folder
        self._is_plain = name.endswith(PLAIN)
        self._engine: Engine = open_engine(settings(self._name, folder), planner())

    def load(self, works: Iterable[Document]) -> float:
        """Analysed and written; nothing where another has done so in this folder."""
        if (self._folder / self._name / "current").exists():
            return 0.0
        found = list(works)
        start = time.perf_counter()
        self._engine.replace(found)
        return time.perf_counter() - start

    def client(self) -> "Ours":
        """The engine itself: threads share it."""
        return self

    def search(self, query: Query) -> int:
        """As the site asks it, or without synonyms and translations."""
        return self._engine.search(query.plain_search if self._is_plain else query.search).total

    def ready(self) -> None:
        """It always is."""

    def pid(self) -> int:
        """This process."""
        return os.getpid()

    def size(self) -> int:
        """The index; 0 for the one in memory."""
        folder = self._folder / self._name
        return folder_size(folder) if folder.exists() else 0

    def close(self) -> None:
        """Nothing to end: the process ends."""


def open_system(name: str, folder: Path) -> Ours:
    """An engine by its name."""
    return Ours(name, folder)
