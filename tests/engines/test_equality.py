"""Whatever is asked, engines find the same works, with the same totals and the same facets."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.document import Document, Version
from kb.engine import NEARBY_BELOW, Engine, Results
from kb.query import Search
from tests.conftest import Library, Opener
from tests.engines.generated import WORDS, searches, works

SEED = 20_191


def found(engine: Engine, search: Search) -> dict[str, object]:
    """What has to be equal: total, works and facets, the order unless it is one of scores, and how near works miss."""
    results = engine.search(replace(search, per_page=100))
    more = engine.search(replace(search, per_page=100, page=2)) if results.total > 100 else results
    pages = [results] if more is results else [results, more]
    hits = [hit.document.id for page in pages for hit in page.hits]
    return {
        "total": results.total,
        "hits": sorted(hits) if search.sort == "relevance" else hits,
        "facets": results.facets,
        "nearby": _nearby(results),
    }


def _nearby(results: Results) -> object:
    """Which works are near, when all of them are shown."""
    if len(results.nearby) < NEARBY_BELOW:
        return sorted((hit.document.id, sorted(hit.missing)) for hit in results.nearby)
    return NEARBY_BELOW


Answers = list[tuple[Search, dict[str, object]]]


@pytest.fixture(scope="module")
def answers(libraries: Library) -> Answers:
    """Searches of every kind, with what the reference finds."""
    reference = libraries("memory", "generated", works(110, SEED))
    return [(search, found(reference, search)) for search in searches(300, SEED)]


def test_the_searches_prove_something(answers: Answers) -> None:
    """They find many different things, and most of them find some and leave some out."""
    totals = [answer["total"] for _, answer in answers]
    assert len(set(totals)) > 30
    assert sum(0 < int(str(total)) < 110 for total in totals) > 150


def test_three_hundred_searches(other_name: str, libraries: Library, answers: Answers) -> None:
    """Every engine finds what the reference finds."""
    other = libraries(other_name, "generated", works(110, SEED))
    for search, expected in answers:
        assert found(other, search) == expected, search


def test_the_same_after_updates(other_name: str, opener: Opener, tmp_path: Path) -> None:
    """Works that were changed, added and taken out in several batches count like works that were indexed at once."""
    other, reference = opener(other_name, tmp_path), opener("memory", tmp_path)
    old = works(60, 1)
    changed = [replace(work, id=before.id) for work, before in zip(works(40, 2), old, strict=False)]
    other.replace(old)
    other.update(changed[:20])
    other.update(changed[20:], [work.id for work in old[50:]])
    reference.replace([*changed, *old[40:50]])
    for search in searches(80, 3):
        assert found(other, search) == found(reference, search), search


TEXTS = st.lists(
    st.sampled_from([word for words in WORDS.values() for word in words.split()]) | st.text(max_size=8), max_size=8
).map(" ".join)


@pytest.fixture(scope="module")
def fresh(opener: Opener, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Engine]:
    """An engine by name that is used again and again."""
    opened: dict[str, Engine] = {}

    def engine(name: str) -> Engine:
        if name not in opened:
            opened[name] = opener(name, tmp_path_factory.mktemp(name))
        return opened[name]

    return engine


DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(list(WORDS))), min_size=1, max_size=5)
QUERIES = st.lists(
    TEXTS | TEXTS.map(lambda text: f'"{text}"') | TEXTS.map(lambda text: f"{text}*"), min_size=1, max_size=6
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=DOCUMENTS, queries=QUERIES)
def test_any_text(
    other_name: str, fresh: Callable[[str], Engine], texts: list[tuple[str, str, str]], queries: list[str]
) -> None:
    """Also in works and queries made of any characters there are."""
    documents = [
        Document(f"work-{at}", "news", (Version(language, title, "", body),), language)
        for at, (title, body, language) in enumerate(texts)
    ]
    reference, other = fresh("memory"), fresh(other_name)
    reference.replace(documents)
    other.replace(documents)
    for query in [*queries, *(body for _, body, _ in texts)]:
        search = Search.of(query.replace(":", " "))
        assert found(other, search) == found(reference, search), search
    assert [other.get(document.id) for document in documents] == documents
