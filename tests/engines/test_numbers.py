"""The numbers of values: given once, kept for ever."""

from pathlib import Path

import pytest

from kb.engines import numbers


def test_a_value_has_one_number_in_its_facet(tmp_path: Path) -> None:
    """Also when it comes again, and whatever the other facets have."""
    with numbers.writer(tmp_path) as given:
        assert given.of("city", ["lyon-fr", "porto-pt", "lyon-fr"]) == [0, 1, 0]
        assert given.of("country", ["PT"]) == [0]
        assert given.of("city", ["ghent-be", "porto-pt"]) == [2, 1]
        assert given.of("year", []) == []
    assert numbers.load(tmp_path) == {"city": ["lyon-fr", "porto-pt", "ghent-be"], "country": ["PT"], "year": []}


def test_the_next_build_goes_on_with_the_numbers(tmp_path: Path) -> None:
    """What was written with them before still holds."""
    with numbers.writer(tmp_path) as given:
        given.of("type", ["practice", "news"])
    with numbers.writer(tmp_path) as given:
        assert given.of("type", ["film", "news"]) == [2, 1]
    assert numbers.load(tmp_path)["type"] == ["practice", "news", "film"]


def test_a_writer_that_gives_up_leaves_the_numbers_as_they_were(tmp_path: Path) -> None:
    """A folder without any has none."""

    def given_up() -> None:
        with numbers.writer(tmp_path) as given:
            given.of("type", ["film"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        given_up()
    assert numbers.load(tmp_path) == {}
