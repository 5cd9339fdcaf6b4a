"""Names of cities, learned from works."""

from collections.abc import Iterable

import pytest

from kb.document import Document, Version
from kb.engine import Hit, Results
from kb.query import Search
from kb.web.places import Places, cities, shown


class Counting:
    """An engine that knows which work is in which city, and how often it was asked."""

    def __init__(self, works: Iterable[Document]) -> None:
        self.works = list(works)
        self.asked = 0

    def search(self, search: Search) -> Results:
        """The works in the cities asked for."""
        self.asked += 1
        found = [work for work in self.works if work.city_key in search.filters["city"]]
        return Results(len(found), tuple(Hit(work, "en", 0) for work in found[: search.per_page]), {})


def _work(id_: str, city: str | None, country: str | None = None) -> Document:
    return Document(id_, "news", (Version("en", id_),), "en", city=city, country=country)


@pytest.fixture
def engine() -> Counting:
    """Three hundred works in two cities, and one in a third."""
    many = [_work(f"a{n}", "São Paulo", "BR") for n in range(150)] + [_work(f"b{n}", "Łódź", "PL") for n in range(150)]
    return Counting([*many, _work("c", "Leeds", "GB")])


def test_names_are_learned_once_for_a_build(engine: Counting) -> None:
    """However many works a city has; the second page costs nothing."""
    places = Places(engine)  # type: ignore[arg-type]
    keys = ["sao-paulo-br", "lodz-pl", "leeds-gb"]
    assert places.names(keys, "1") == {"sao-paulo-br": "São Paulo", "lodz-pl": "Łódź", "leeds-gb": "Leeds"}
    asked = engine.asked
    assert asked <= 3
    places.names(keys, "1")
    assert engine.asked == asked


def test_a_city_that_shares_its_name_with_one_learned_later_gets_its_country() -> None:
    """The others stay as they were."""
    works = [_work("a", "Córdoba", "AR"), _work("b", "Leeds", "GB"), _work("c", "Córdoba", "ES")]
    places = Places(Counting(works))  # type: ignore[arg-type]
    assert places.names(["cordoba-ar", "leeds-gb"], "1") == {"cordoba-ar": "Córdoba", "leeds-gb": "Leeds"}
    assert places.names(["cordoba-es"], "1") == {
        "cordoba-ar": "Córdoba (Argentina)", "leeds-gb": "Leeds", "cordoba-es": "Córdoba (Spain)"}  # fmt: skip


def test_many_cities_are_learned_in_few_searches() -> None:
    """Those that nothing is in are passed by, and the others found all the same."""
    works = [_work(f"w{n}", f"Town{n:03}", "GB") for n in range(250)]
    engine = Counting(works)
    keys = [*(f"lost{n}-gb" for n in range(100)), *(work.city_key or "" for work in works)]
    assert len(Places(engine).names(keys, "1")) == 250  # type: ignore[arg-type]
    assert engine.asked <= 5


def test_a_new_build_is_learned_anew(engine: Counting) -> None:
    """A city may have been renamed."""
    places = Places(engine)  # type: ignore[arg-type]
    places.names(["leeds-gb"], "1")
    engine.works = [_work("c", "LEEDS", "GB")]
    assert places.names(["leeds-gb"], "2") == {"leeds-gb": "LEEDS"}


def test_a_city_without_works_has_no_name(engine: Counting) -> None:
    """It is asked for once a page, not for ever."""
    assert Places(engine).names(["atlantis"], "1") == {}  # type: ignore[arg-type]
    assert engine.asked == 1


def test_homonyms_are_told_apart_by_their_country() -> None:
    """A city whose name nobody shares needs none."""
    known = cities([_work("a", "Córdoba", "ES"), _work("b", "Córdoba", "AR"), _work("c", "Leeds"), _work("d", None)])
    assert shown(known) == {
        "cordoba-es": "Córdoba (Spain)",
        "cordoba-ar": "Córdoba (Argentina)",
        "leeds": "Leeds",
    }
