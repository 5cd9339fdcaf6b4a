"""Works related by meaning: what is asked, what may be related, apart and merged."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import meaning, related
from kb.document import Document, Version
from kb.engine import Engine
from kb.engines.memory import MemoryEngine
from kb.meaning import Vectors
from kb.planner import Planner
from kb.query import EVERYTHING, Search, parse, to_text
from tests.conftest import WORKS
from tests.fake_encoder import FakeEncoder

ENCODER = FakeEncoder()
CHILD = tuple(
    Document(f"child-{n:03}", "session", (Version("es", f"Sesión {n}", "joven" if n % 2 else "niñez"),), "es")
    for n in range(190)
)
"""Of one subject, and half of them with the word that is asked for: no 100 hits, and related works in plenty."""


@pytest.fixture(scope="module")
def many(planner: Planner) -> tuple[Engine, Vectors]:
    """Works enough for several pages."""
    engine = MemoryEngine(planner)
    engine.replace((*WORKS, *CHILD))
    return engine, meaning.make((*WORKS, *CHILD), "b", None, ENCODER, lambda *_: None)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return meaning.make(WORKS, "b", None, ENCODER, lambda *_: None)


@pytest.fixture(autouse=True)
def installed(monkeypatch: Any) -> None:
    """The fake in the place of the extra."""
    monkeypatch.setattr(meaning, "encoder", lambda: ENCODER)


def _ids(hits: Any) -> list[str]:
    return [hit.document.id for hit in hits]


def _find(engine: Engine, vectors: Vectors, text: str, **settings: Any) -> tuple[list[str], list[str]]:
    settings.setdefault("meaning", "1")
    results, found = related.find(engine, Search.of(text, **settings), vectors)
    return _ids(results.hits), _ids(found)


@pytest.mark.parametrize(("text", "words", "must"), [
    ("youth budget", "youth budget", ""),
    ('"right to the city" particip* -school', "right to the city particip", "-school"),
    ("title:money country:ES year:2010..2020", "money", "country:ES year:2010..2020"),
    ("-(a b) c", "c", "-(a b)"),
    ("a OR b", "a b", ""),
    ("(a -b) OR c", "a c", "-b OR c"),
    ("(a type:news) OR (c type:award)", "a c", "type:news OR type:award"),
    ("type:news", "", "type:news"),
    ("", "", ""),
])  # fmt: skip
def test_a_query_is_taken_apart_into_words_and_conditions(text: str, words: str, must: str) -> None:
    """Words are what the encoder is asked; filters and exclusions are what a related work has to satisfy."""
    assert related.about(parse(text)) == words
    assert to_text(related.conditions(parse(text))) == must
    assert (related.conditions(parse(text)) == EVERYTHING) == (must == "")


def test_related_works_are_found_on_every_engine(library: Engine, vectors: Vectors) -> None:
    """The nearest first; no hit and no nearby work among them, and each says that it was found by meaning."""
    results, found = related.find(library, Search.of("niñez", meaning="1"), vectors)
    assert "cordoba-ar-council" in _ids(results.hits)
    results, found = related.find(library, Search.of("joven", expand=False, meaning="1"), vectors)
    assert (results.total, _ids(found)[0]) == (0, "cordoba-ar-council")
    assert len(found) == related.MOST
    assert {match.via for hit in found for match in hit.matched} == {"meaning"}


def test_nothing_else_of_the_answer_changes(library: Engine, vectors: Vectors) -> None:
    """Total, facets, hits and nearby works are those of the words alone."""
    search = Search.of("grenoble xylophone conference")
    assert related.find(library, replace(search, meaning="1"), vectors)[0] == library.search(search)


@pytest.mark.parametrize(("text", "settings", "allowed"), [
    ("money", {"filters": {"country": ("TW", "BR")}}, {"taipei-budget", "porto-alegre-budget"}),
    ("money country:tw", {}, {"taipei-budget"}),
    ("money", {"year_from": 2000, "year_to": 2010}, {"cordoba-ar-council", "cordoba-es-plan"}),
    ("money", {"filters": {"theme": ("children", "participatory-planning")}, "all_of": frozenset({"theme"})},
     {"cordoba-es-plan"}),
    ("(money -country:BR) OR xylophone", {"filters": {"country": ("TW", "BR")}}, {"taipei-budget"}),
])  # fmt: skip
def test_filters_and_exclusions_hold(
    library: Engine, vectors: Vectors, text: str, settings: dict[str, Any], allowed: set[str]
) -> None:
    """Every work that may be related is there, and no other."""
    hits, found = _find(library, vectors, text, expand=False, **settings)
    assert set(found) | set(hits) == allowed


def test_an_excluded_word_excludes_related_works(library: Engine, vectors: Vectors) -> None:
    """The work that would be nearest has it."""
    assert "porto-alegre-budget" in _find(library, vectors, "money", expand=False)[1]
    assert "porto-alegre-budget" not in _find(library, vectors, "money -moradores", expand=False)[1]


@pytest.mark.parametrize(
    ("text", "settings"), [("type:news", {}), ("", {}), ("-money", {}), ("money", {"meaning": "0"})]
)
def test_nothing_is_related_to_no_words_or_when_it_is_not_asked(
    library: Engine, vectors: Vectors, text: str, settings: dict[str, str]
) -> None:
    """Filters and exclusions alone have no meaning to be near to."""
    assert _find(library, vectors, text, **settings)[1] == []


def test_without_vectors_or_encoder_words_alone_answer(library: Engine, vectors: Vectors, monkeypatch: Any) -> None:
    """Whatever the search asks for."""
    search = Search.of("money", meaning="merge")
    assert related.find(library, search, None) == (library.search(search), ())
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    assert related.find(library, search, vectors) == (library.search(search), ())


def test_a_work_that_left_the_index_is_not_related(planner: Planner, vectors: Vectors) -> None:
    """The engine has the last word."""
    engine = MemoryEngine(planner)
    engine.replace(work for work in WORKS if work.id != "taipei-budget")
    assert "taipei-budget" not in _find(engine, vectors, "money")[1]


def test_hits_of_other_pages_are_not_related(many: tuple[Engine, Vectors]) -> None:
    """They are counted, so they are no more than hits."""
    hits, found = _find(*many, "niñez", expand=False, per_page=5)
    assert len(hits) == 5
    assert found == [f"child-{n:03}" for n in range(1, 21, 2)]


def test_merged_hits_and_related_works_stand_in_one_order(library: Engine, vectors: Vectors) -> None:
    """Total and facets stay; what meaning alone found says so."""
    search = Search.of("budgets", expand=False, meaning="merge")
    plain = library.search(search)
    results, found = related.find(library, search, vectors)
    assert found == ()
    assert (results.total, results.facets) == (plain.total, plain.facets)
    added = [hit.document.id for hit in results.hits if hit.matched[0].via == "meaning"]
    assert set(_ids(results.hits)) - set(added) == set(_ids(plain.hits))
    assert "taipei-budget" in added
    assert len(results.hits) == plain.total + len(added)


@pytest.mark.parametrize("settings", [{"sort": "newest"}, {"filters": {"country": ("XX",)}}])
def test_what_cannot_be_merged_is_given_apart(library: Engine, vectors: Vectors, settings: dict[str, Any]) -> None:
    """Another order has no ranks, and without a hit there is nothing to merge into."""
    search = Search.of("budgets", meaning="merge", **settings)
    results, found = related.find(library, search, vectors)
    assert results == library.search(search)
    assert _ids(found) == _find(library, vectors, "budgets", **settings)[1]


@pytest.mark.parametrize("per_page", [25, 40])
def test_merged_pages_hold_every_hit_once(many: tuple[Engine, Vectors], per_page: int) -> None:
    """Each page has as many hits as without merging, and a related work stands on one page only."""
    engine, vectors = many
    search = Search.of("niñez", expand=False, meaning="merge", per_page=per_page)
    total = engine.search(search).total
    seen: list[str] = []
    for page in range(1, -(-total // per_page) + 1):
        results, _ = related.find(engine, replace(search, page=page), vectors)
        hits = [hit for hit in results.hits if hit.matched[0].via != "meaning"]
        assert len(hits) == min(per_page, total - (page - 1) * per_page)
        seen += _ids(results.hits)
    assert len(seen) == len(set(seen))
    assert len(seen) == total + related.MOST


def test_reciprocal_ranks_add_up() -> None:
    """What both orders have comes before what one has; ties go by the first order, then by id."""
    assert related.reciprocal(["a", "b", "c"], ["c", "x"], "abcx") == ["c", "a", "b", "x"]
    assert related.reciprocal(["a"], ["x"], "xa") == ["a", "x"]
    assert related.reciprocal([], [], "zy") == ["y", "z"]


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(IDS, IDS)
def test_a_merged_order_loses_nothing_and_keeps_what_both_agree_on(first: list[str], second: list[str]) -> None:
    """It is an order of all ids; two that stand in both, the same way round, stay so."""
    merged = related.reciprocal(first, second, {*first, *second})
    assert sorted(merged) == sorted({*first, *second})
    for one in merged:
        for other in merged:
            both = all(one in ranking and other in ranking for ranking in (first, second))
            if both and all(ranking.index(one) < ranking.index(other) for ranking in (first, second)):
                assert merged.index(one) < merged.index(other)
