"""Many works: depth, exact counts, and how fast they are written."""

import random
import time
from collections.abc import Iterator

import pytest

from kb.document import Document, Version
from kb.engine import FACET_SIZE
from kb.query import Search
from tests.cluster.conftest import Open

COUNT = 10_500


def crowd() -> Iterator[Document]:
    """More works than OpenSearch pages through, each but some in a city of its own."""
    numbers = list(range(COUNT))
    random.Random(3).shuffle(numbers)
    for number in numbers:
        city = f"Town {number}" if number % 7 else f"Capital {number % 3}"
        version = Version("en", f"Fruit {number % 11}", "", f"apple {'pear' if number % 2 else 'plum'} {number}")
        yield Document(f"fruit-{number:05}", "practice", (version,), "en", city, country="ES", year=1900 + number % 97)


def test_ten_thousand_works(opened: Open, capsys: pytest.CaptureFixture[str]) -> None:
    """Totals and counts are exact over all shards, and pages beyond the ten-thousandth work hold what comes there."""
    engine = opened()
    start = time.monotonic()
    assert engine.replace(crowd()) == COUNT
    seconds = time.monotonic() - start
    with capsys.disabled():
        print(f"\n{COUNT} small works written and checked in {seconds:.1f} s: {COUNT / seconds:.0f} a second")
    results = engine.search(Search.of("apple"))
    assert results.total == COUNT
    cities = results.facets["city"]
    assert (len(cities.values), cities.truncated) == (FACET_SIZE, True)
    assert [(value.value, value.count) for value in cities.values][:4] == [
        ("capital-0-es", 500), ("capital-1-es", 500), ("capital-2-es", 500), ("town-1-es", 1)]  # fmt: skip
    assert {value.value: value.count for value in results.facets["year"].values} == {
        str(year): len(range(year - 1900, COUNT, 97)) for year in range(1900, 1997)
    }
    by_id = [f"fruit-{number:05}" for number in range(COUNT)]
    for page in (100, 101, 105, 106):
        hits = engine.search(Search.of(sort="relevance", page=page, per_page=100)).hits
        assert [hit.document.id for hit in hits] == by_id[(page - 1) * 100 : page * 100], page
    newest = sorted(by_id, key=lambda id_: (-(int(id_[6:]) % 97), id_))
    hits = engine.search(Search.of("apple", sort="newest", page=103, per_page=100)).hits
    assert [hit.document.id for hit in hits] == newest[10_200:10_300]
    far = [engine.search(Search.of("apple", page=page, per_page=100)) for page in (104, 105)]
    scores = [(-hit.score, hit.document.id) for each in far for hit in each.hits]
    assert len(scores) == 200
    assert scores == sorted(scores)
