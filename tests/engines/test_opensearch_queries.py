"""Plan nodes as JSON queries."""

from typing import Any

import pytest

from kb.engines.opensearch_queries import LONGEST, MERGED, Queries, Writer, clauses, joined
from kb.errors import BadQuery
from kb.plan import (
    EVERYTHING,
    All,
    Between,
    Except,
    Expansion,
    Has,
    Leaf,
    Prefixed,
    Sequences,
    Tokens,
)
from kb.plan import Any as AnyOf
from kb.planner import Planner
from kb.query import Search


@pytest.fixture
def full() -> Writer:
    """Looks zone by zone."""
    return Writer()


@pytest.fixture
def brief() -> Writer:
    """Looks in all zones at once."""
    return Writer(zones=False)


def fields(query: Any) -> set[str]:
    """The text fields that a query looks in, weights aside."""
    if isinstance(query, list):
        return {name for each in query for name in fields(each)}
    if not isinstance(query, dict):
        return set()
    if "multi_match" in query:
        return {name.split("^")[0] for name in query["multi_match"]["fields"]}
    if "terms" in query:
        return {name for name in query["terms"] if name != "boost" and not name.startswith("filed.")}
    return {name for each in query.values() for name in fields(each)}


def test_words_are_looked_for_in_every_zone(full: Writer, brief: Writer) -> None:
    """Zone by zone with its weight, or in one field."""
    node = Tokens(("budget", "=budget"))
    assert full.query(node)["multi_match"]["fields"] == ["title^4", "summary^2", "body^1", "place^2"]
    assert brief.query(node) == {"terms": {MERGED: ["budget", "=budget"], "boost": 1.0}}


def test_a_word_of_one_zone_stays_there(full: Writer, brief: Writer) -> None:
    """However few clauses are wanted."""
    node = Tokens(("budget",), ("title",))
    assert fields(full.query(node)) == fields(brief.query(node)) == {"title"}


def test_words_in_a_row_are_a_phrase(full: Writer) -> None:
    """In every zone."""
    query = full.query(Sequences((("purple", "budget"),)))["multi_match"]
    assert (query["type"], query["query"]) == ("phrase", "purple budget")


def test_only_what_was_typed_ranks(full: Writer) -> None:
    """Keywords and years select, exclusions take away."""
    node = All((Tokens(("a",)), Has("theme", ("x",)), Between("year", 2000, None), Except(Tokens(("b",)))))
    parts = full.query(node)["bool"]
    assert parts["filter"] == [{"terms": {"filed.theme": ["x"]}}, {"range": {"year": {"gte": 2000}}}]
    assert (len(parts["must"]), len(parts["must_not"])) == (1, 1)


def test_an_expansion_counts_less(full: Writer) -> None:
    """Its weight is on what it adds, and it stays inside its leaf."""
    expansions = (
        Expansion(Tokens(("presupuest",))),
        Expansion(Has("theme", ("pb",))),
    )
    typed, added = full.query(Leaf("budget", Tokens(("budget",)), expansions))["dis_max"]["queries"]
    assert "boost" not in typed["multi_match"]
    assert added["dis_max"]["boost"] == expansions[0].weight < 1
    assert len(added["dis_max"]["queries"]) == 2


def test_briefly_alternatives_are_one_clause(brief: Writer) -> None:
    """Two thousand words of which one is enough are no two thousand clauses."""
    words = tuple(Leaf(str(number), Tokens((f"w{number}",))) for number in range(2000))
    assert clauses(brief.query(AnyOf(words))) == 1


def test_every_node_is_written(full: Writer, brief: Writer) -> None:
    """Without an index one sees at least that none is forgotten."""
    nodes = (EVERYTHING, Prefixed("=bud"), Except(EVERYTHING), Between("year", None, 1999), AnyOf((EVERYTHING,)))
    for writer in (full, brief):
        assert [next(iter(writer.query(node))) for node in nodes][-3:] == ["bool", "range", "bool"]


def test_clauses_are_counted_as_the_cluster_counts(full: Writer) -> None:
    """A word takes one in each zone for each of its forms, a phrase one in each zone."""
    assert clauses(full.query(Tokens(("a", "b")))) == 8
    assert clauses(full.query(Sequences((("a", "b"), ("c", "d"))))) == 8
    assert clauses(full.query(Has("theme", ("a", "b")))) == 1
    assert clauses(full.query(Prefixed("=a"))) == 4


def test_the_best_ranking_that_fits_is_taken() -> None:
    """Zone by zone, else in all at once; then it is said that there is too much."""
    node = Leaf("budget", Tokens(("budget", "=budget")), (Expansion(Tokens(("@money",))),))
    seen = {}
    for limit in (12, 11, 2):
        query = Queries(limit).ranked(node)
        seen[limit] = clauses(query), fields(query["dis_max"]["queries"][0]), fields(query["dis_max"]["queries"][1])
    zones = {"title", "summary", "body", "place"}
    assert seen[12] == (12, zones, zones)
    assert seen[11] == seen[2] == (2, {MERGED}, {MERGED})
    with pytest.raises(BadQuery, match="2 different words and phrases; the OpenSearch cluster takes 1"):
        Queries(1).ranked(node)


def test_a_long_query_of_many_concepts_fits_a_cluster_as_it_comes(planner: Planner) -> None:
    """A page of running text with concepts in it keeps under 1,024 clauses."""
    labels = [concept.label("en") for concept in planner.vocabulary.concepts.values()][:120]
    plan = planner.plan(Search.of(" and then ".join(labels)))
    assert len(plan.wanted) > 100
    assert clauses(Queries(1024).ranked(plan.root)) <= 1024


def test_the_leaves_of_a_nearby_work_are_named() -> None:
    """By their position, each with its weight; what else was asked for has to be there."""
    leaves = (Leaf("a", Tokens(("a",))), Leaf("b", Tokens(("b",))))
    query = Queries(1024).near(Has("country", ("ES",)), leaves, (2.0, 1.0), 1)["bool"]
    assert [each["function_score"]["_name"] for each in query["should"]] == ["0", "1"]
    first, second = (each["function_score"]["weight"] for each in query["should"])
    assert first == 2 * second
    assert (query["minimum_should_match"], len(query["filter"])) == (1, 1)


def test_an_endless_word_stays_within_what_the_cluster_indexes() -> None:
    """Cut, but still different from another one with the same beginning."""
    one, other = "é" * 20_000, "é" * 20_000 + "a"
    assert joined([one]) != joined([other])
    assert len(joined([one]).encode()) < 32_766
    assert joined([one])[:LONGEST] == one[:LONGEST]
    assert joined(["a", "b"]) == "a b"
