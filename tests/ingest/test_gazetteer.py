"""The gazetteer."""

from pathlib import Path

import pytest

from kb.ingest.gazetteer import MAX_NAMES, City, Gazetteer, build, file_name, other_names
from kb.text import fold


@pytest.mark.parametrize(
    ("name", "english", "country"),
    [("Lisbonne", "Lisbon", "PT"), ("Xixón", "Gijón", "ES"), ("QUÉBEC", "Quebec City", "CA"),
     ("成都市", "Chengdu", "CN"),
     ("Saragossa", "Zaragoza", "ES"), ("Kiev", "Kyiv", "UA"), ("Kyiv", "Kyiv", "UA"), ("Reykjavik", "Reykjavík", "IS"),
     ("Orense", "Ourense", "ES"), ("Torino", "Turin", "IT"), ("Köln", "Cologne", "DE"), ("Sevilla", "Seville", "ES")],
)  # fmt: skip
def test_names_in_any_language_and_script(gazetteer: Gazetteer, name: str, english: str, country: str) -> None:
    """Case and accents aside; the largest place first."""
    first = gazetteer.named(name)[0]
    assert (first.name, first.country) == (english, country)
    assert first.population is not None


def test_homonyms_are_all_given(gazetteer: Gazetteer) -> None:
    """The largest first."""
    found = gazetteer.named("Córdoba")
    assert [place.country for place in found][:3] == ["AR", "ES", "MX"]


def test_romanisations_and_airport_codes_are_no_names(gazetteer: Gazetteer) -> None:
    """Nobody writes them."""
    assert not any(place.country == "PT" for place in gazetteer.named("LIS"))
    assert not any(name.islower() and name.isascii() for name in gazetteer.named("Lisbon")[0].names)


def test_a_likely_name_for_a_misspelt_one(gazetteer: Gazetteer) -> None:
    """Within the country when it is known."""
    assert gazetteer.near("Madri") == "Madrid"
    assert gazetteer.near("Prage", "CZ") == "Prague"
    assert gazetteer.near("Xqzzwv") is None


def test_other_names_are_few_and_different(gazetteer: Gazetteer) -> None:
    """The usual ones, other scripts among them, none twice."""
    place = gazetteer.named("Kyiv")[0]
    names = other_names(place, (place.name,))
    assert len(names) <= MAX_NAMES
    assert {"Киев", "Київ"} < set(names)
    assert "kiev" in {fold(name) for name in names}
    assert fold("Kyiv") not in {fold(name) for name in names}
    assert len({fold(name) for name in names}) == len(names)


def test_names_in_the_languages_of_readers_are_kept(gazetteer: Gazetteer) -> None:
    """Those of a large city are many; codes and words of a few letters are none of them."""
    london, vienna = (gazetteer.named(name)[0] for name in ("London", "Vienna"))
    assert {"londres", "londra"} <= {fold(name) for name in other_names(london)}
    assert {"wien", "viena"} <= {fold(name) for name in other_names(vienna)}
    assert not {"VIE", "LON"} & {*other_names(vienna), *other_names(london)}


def test_the_file_is_built_whole_and_only_once(tmp_path: Path) -> None:
    """A second opening reads the same file; a population of 0 is unknown."""
    path = tmp_path / file_name()
    build([City(1, "Ulan Bator", 47.9, 106.9, "MN", 0, "20", ["Ulaanbaatar", "ULN", "ulan batoru"])], path)
    before = path.stat().st_mtime_ns
    gazetteer = Gazetteer.open(tmp_path)
    place = gazetteer.named("ulaanbaatar")[0]
    gazetteer.close()
    assert (place.name, place.local, place.population) == ("Ulaanbaatar", "Ulan Bator", None)
    assert place.names == ("Ulan Bator", "Ulaanbaatar")
    assert path.stat().st_mtime_ns == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
