"""What the tests of the contract share: asking an engine, and a crowd of works."""

import random
from collections.abc import Iterator
from pathlib import Path

from kb.document import Document, Version
from kb.engine import Engine, Results
from kb.query import Search

PLAIN = {"expand": False}


def ids(results: Results) -> list[str]:
    """The ids of the hits, in their order."""
    return [hit.document.id for hit in results.hits]


def find(engine: Engine, text: str = "", **settings: object) -> list[str]:
    """The ids that a query finds, sorted."""
    return sorted(ids(engine.search(Search.of(text, per_page=100, **settings))))


def crowd_of_works() -> Iterator[Document]:
    """A thousand and thirty small works, each in a city of its own, in no order."""
    numbers = list(range(1030))
    random.Random(7).shuffle(numbers)
    for number in numbers:
        words = "apple pear plum" if number < 5 else "apple pear" if number % 2 else "apple plum"
        version = Version("en", f"Fruit {number % 7}", "", words)
        year = None if number % 10 == 0 else 2000 + number % 10
        yield Document(f"fruit-{number:04}", "practice", (version,), "en", f"Town {number}", country="ES", year=year)


OLD = ["cordoba-ar-council", "cordoba-es-plan", "porto-alegre-budget"]
"""The works that `stored` holds before anything is written."""


def folders(builds: Path) -> list[str]:
    """The builds that lie in a folder."""
    return sorted(path.name for path in builds.iterdir() if path.is_dir())


def works_of(engine: Engine) -> list[str]:
    """All works of an engine."""
    return ids(engine.search(Search.of()))
