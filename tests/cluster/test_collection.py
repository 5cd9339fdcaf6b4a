"""The real collection on a cluster: whatever is asked, it answers as the other engines do."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.document import FACETS, Document, values
from kb.engine import NEARBY_BELOW, Engine, Results
from kb.engines.files import FileEngine
from kb.engines.memory import MemoryEngine
from kb.engines.whoosh import WhooshFormat
from kb.planner import Planner
from kb.query import SORTS, Search
from kb.release import gather
from kb.settings import Settings
from kb.text import words
from kb.vocabulary import Vocabulary
from tests.cluster.conftest import Open

ROOT = Path(__file__).parent.parent.parent
SEARCHES = 500
EACH = 20
"""The reference holds a query against every work, word by word: it is asked one search of so many."""


@pytest.fixture(scope="module")
def collection() -> tuple[Document, ...]:
    """Every work of the collection."""
    return gather(Settings(corpus=ROOT / "corpus", reference=ROOT / "index" / "reference")).works


class Chance:
    """Searches made of what the collection holds, the same for the same seed."""

    def __init__(self, collection: tuple[Document, ...], vocabulary: Vocabulary, seed: int) -> None:
        self.rng = random.Random(seed)
        self.texts = [words(f"{version.title} {version.summary} {version.body}") for work in collection
                      for version in work.versions]  # fmt: skip
        self.labels = [label for concept in vocabulary.concepts.values() for labels in concept.labels.values()
                       for label in labels]  # fmt: skip
        self.ids = [work.id for work in collection]
        self.values = {row.name: sorted({str(value) for work in collection for value in values(work, row.name)})
                       for row in FACETS}  # fmt: skip

    def run(self, longest: int) -> list[str]:
        """Words that stand next to each other somewhere."""
        text = self.rng.choice(self.texts)
        at = self.rng.randrange(len(text))
        return text[at : at + self.rng.randint(1, longest)]

    def part(self, depth: int = 0) -> str:
        """A word, phrase, prefix, field, label, group or exclusion."""
        rng, kind = self.rng, self.rng.random()
        if kind < 0.35:
            return self.run(1)[0]
        if kind < 0.5:
            return f'"{" ".join(self.run(4))}"'
        if kind < 0.6:
            return f"{self.run(1)[0][: rng.randint(2, 5)]}*"
        if kind < 0.75:
            return rng.choice((rng.choice(self.labels), f'"{rng.choice(self.labels)}"')).replace(":", " ")
        if kind < 0.85:
            name = rng.choice(("theme", "country", "language", "type", "year", "city"))
            return rng.choice((f"{name}:{rng.choice(self.values[name])}", f"title:{self.run(1)[0]}",
                               f"title:{self.run(1)[0][:3]}*", f"id:{rng.choice(self.ids)}", "year:2010..2015",
                               f'title:"{" ".join(self.run(2))}"'))  # fmt: skip
        if kind < 0.93 and depth < 2:
            return f"({self.query(depth + 1)})"
        return f"-{self.run(1)[0]}"

    def query(self, depth: int = 0) -> str:
        """Some parts."""
        parts = [self.part(depth) for _ in range(self.rng.choice((1, 1, 2, 2, 3, 5)))]
        return self.rng.choice((" ", " ", " OR ")).join(parts)

    def search(self) -> Search:
        """A query with filters and an order."""
        rng = self.rng
        ticked = rng.sample(list(self.values), rng.choice((0, 0, 0, 1, 2)))
        filters = {name: tuple(rng.sample(self.values[name], min(len(self.values[name]), rng.randint(1, 3))))
                   for name in ticked}  # fmt: skip
        return Search.of(
            self.query(),
            filters=filters,
            all_of=frozenset(rng.choice(((), (), ("theme",)))),
            year_from=rng.choice((None, None, None, 2005)),
            year_to=rng.choice((None, None, None, 2018)),
            sort=rng.choice(SORTS),
            expand=rng.random() < 0.6,
            per_page=100,
        )


def found(engine: Engine, search: Search) -> dict[str, object]:
    """What has to be equal: total, works and facets, the order unless it is one of scores, and which works are near
    when all of them are shown."""
    pages = [engine.search(search)]
    while len(pages) * search.per_page < pages[0].total:
        pages.append(engine.search(replace(search, page=len(pages) + 1)))
    hits = [hit.document.id for page in pages for hit in page.hits]
    return {
        "total": pages[0].total,
        "hits": sorted(hits) if search.sort == "relevance" else hits,
        "facets": pages[0].facets,
        "nearby": near(pages[0]),
        "expansions": pages[0].expansions,
    }


def near(results: Results) -> object:
    """The nearby works and what they miss."""
    if len(results.nearby) == NEARBY_BELOW:
        return NEARBY_BELOW
    return sorted((hit.document.id, sorted(hit.missing)) for hit in results.nearby)


@pytest.fixture(scope="module")
def others(
    collection: tuple[Document, ...], planner: Planner, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Engine, Engine]:
    """Whoosh and the reference with the collection in them."""
    engines = FileEngine(tmp_path_factory.mktemp("whoosh"), planner, WhooshFormat()), MemoryEngine(planner)
    for engine in engines:
        engine.replace(collection)
    return engines


@pytest.fixture
def searches(collection: tuple[Document, ...], vocabulary: Vocabulary) -> Iterator[Search]:
    """Five hundred searches."""
    chance = Chance(collection, vocabulary, 16)
    return iter([chance.search() for _ in range(SEARCHES)])


def test_five_hundred_searches(
    opened: Open,
    collection: tuple[Document, ...],
    others: tuple[Engine, Engine],
    searches: Iterator[Search],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same works, totals, facets, orders and nearby works, and every work whole."""
    engine, (whoosh, memory) = opened(), others
    start = time.monotonic()
    assert engine.replace(collection) == len(collection)
    loaded = time.monotonic() - start
    totals: list[int] = []
    asking = 0.0
    for number, search in enumerate(searches):
        start = time.monotonic()
        answer = found(engine, search)
        asking += time.monotonic() - start
        assert answer == found(memory if number % EACH == 0 else whoosh, search), search
        totals.append(int(str(answer["total"])))
    assert [engine.get(work.id) for work in collection] == list(collection)
    with capsys.disabled():
        print(
            f"\n{len(collection)} works written in {loaded:.1f} s; {SEARCHES} searches with facets and all of their"
            f" pages at {1000 * asking / SEARCHES:.0f} ms each; totals from {min(totals)} to {max(totals)}"
        )
    some = sum(0 < total < len(collection) for total in totals)
    assert some > SEARCHES / 3, f"only {some} searches find some works and leave some out"


def test_completions_and_corrections_are_those_of_the_reference(
    opened: Open, collection: tuple[Document, ...], others: tuple[Engine, Engine]
) -> None:
    """Whatever is begun or misspelt."""
    engine, memory = opened(), others[1]
    engine.replace(collection)
    for prefix in ("porto", "part", "bud", "democ", "Gren", "b", "participatory bu", "ciudad", "مد"):
        for language in ("en", "es", "fr"):
            assert engine.suggest(prefix, language) == memory.suggest(prefix, language), prefix
    for typed in ("partcipatory bugeting", "grenobel", "asembly", "ciutadanes pafticipacio", "zzzzzzz", "moratoriuum"):
        search = Search.of(typed, expand=False)
        assert engine.search(search).suggestion == memory.search(search).suggestion, typed
