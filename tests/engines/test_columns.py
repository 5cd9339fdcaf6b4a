"""Facet columns as bits of integers."""

import random

import pytest

from kb.document import Document, Version
from kb.engines.columns import Columns, mask_of, numbers_of
from kb.plan import Between, Has
from kb.query import SORTS
from kb.vocabulary import Vocabulary
from kb.zones import Card, card


def _card(id_: str, title: str = "T", year: int | None = None, **more: object) -> Card:
    work = Document(id_, "news", (Version("en", title),), "en", year=year, **more)  # type: ignore[arg-type]
    return card(work, Vocabulary({}))


COLUMNS = Columns({
    9: _card("d", "Éa", 2001, city="Lyon", country="FR"),
    0: _card("c", "eb", None, themes=("youth", "housing")),
    4: _card("a", "Ec", 1999, city="Lyon", country="US"),
    5: _card("b", "Éa", 2001, themes=("youth",)),
})  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 8, 63, 64, 1000])
def test_numbers_become_bits_and_come_back(size: int) -> None:
    """Ascending, whatever their order was."""
    rng = random.Random(size)
    numbers = rng.sample(range(size), size // 2)
    assert numbers_of(mask_of(numbers, size)) == sorted(numbers)
    assert numbers_of(mask_of([], size)) == []


def test_numbers_may_have_holes() -> None:
    """Works that were taken out leave their numbers unused."""
    assert numbers_of(COLUMNS.everything) == [0, 4, 5, 9]
    assert COLUMNS.number == {"a": 4, "b": 5, "c": 0, "d": 9}


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (Has("theme", ("youth",)), [0, 5]),
        (Has("theme", ("housing", "youth", "nothing")), [0, 5]),
        (Has("city", ("lyon",)), [4, 9]),
        (Has("city", ("lyon-us",)), [4]),
        (Has("id", ("c",)), [0]),
        (Between("year", 2000, None), [5, 9]),
        (Between("year", None, 1999), [4]),
        (Between("year", 1999, 2001), [4, 5, 9]),
        (Between("year", None, None), [4, 5, 9]),
        (Between("year", 2002, 1990), []),
    ],
)
def test_filters(node: Has | Between, found: list[int]) -> None:
    """Any of the values; both ends of a range; no year lies in no range."""
    numbers = numbers_of(COLUMNS.filed(node) if isinstance(node, Has) else COLUMNS.between(node))
    assert numbers == found


def test_counts_leave_out_zeros() -> None:
    """And what the works do not have."""
    assert COLUMNS.counts(COLUMNS.everything, "city") == {"lyon-fr": 1, "lyon-us": 1}
    assert COLUMNS.counts(mask_of([0, 5], 10), "theme") == {"youth": 2, "housing": 1}
    assert COLUMNS.counts(0, "theme") == {}


@pytest.mark.parametrize("sort", SORTS)
def test_orders(sort: str) -> None:
    """Ties by id, a missing year last, titles without case and accents."""
    expected = {"relevance": "abcd", "newest": "bdac", "oldest": "abdc", "title": "bdca"}[sort]
    ids = {number: id_ for id_, number in COLUMNS.number.items()}
    assert "".join(ids[number] for number in COLUMNS.ordered(COLUMNS.everything, sort)) == expected
    assert [ids[number] for number in COLUMNS.ordered(mask_of([4, 9], 10), sort)] == [x for x in expected if x in "ad"]


def test_no_works_at_all() -> None:
    """Everything is empty, nothing fails."""
    empty = Columns({})
    assert (empty.everything, list(empty.ordered(0, "title")), empty.counts(0, "year")) == (0, [], {})
