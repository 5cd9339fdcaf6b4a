"""From stated names to places."""

import pytest

from kb.ingest.gazetteer import Gazetteer
from kb.ingest.place import resolve


@pytest.mark.parametrize(
    ("city", "country", "name", "found"),
    [("Lisbonne", None, "Lisbon", "PT"), ("Xixón", None, "Gijón", "ES"), ("Ville de Québec", None, "Quebec City", "CA"),
     ("成都市", None, "Chengdu", "CN"), ("Saragossa", None, "Zaragoza", "ES"), ("Kiev", None, "Kyiv", "UA"),
     ("Córdoba", "ES", "Córdoba", "ES"), ("Ajuntament de Barcelona", "ES", "Barcelona", "ES"),
     ("Torino", None, "Turin", "IT"), ("New York City", "US", "New York", "US"), ("Colonia", "DE", "Cologne", "DE"),
     ("Reykjavik", None, "Reykjavik", "IS"),
     ("LISBOA", "PT", "Lisbon", "PT"), ("Lohne", "DE", "Lohne", "DE")],
)  # fmt: skip
def test_one_place_is_one_name(gazetteer: Gazetteer, city: str, country: str | None, name: str, found: str) -> None:
    """Filed under its English name, with the country filled in where only one can be meant."""
    placed = resolve(gazetteer, city, country)
    assert (placed.city, placed.country, placed.warnings) == (name, found, ())
    assert placed.found is not None


@pytest.mark.parametrize(
    ("city", "country"), [("Córdoba", None), ("Cuenca", None), ("Durham", None), ("Lagoa", "PT"), ("Friedberg", "DE")]
)
def test_a_name_of_several_places_is_not_guessed(gazetteer: Gazetteer, city: str, country: str | None) -> None:
    """The name stays, without coordinates, and the warning names them."""
    placed = resolve(gazetteer, city, country)
    assert (placed.city, placed.country, placed.found) == (city, country, None)
    assert "several places" in placed.warnings[0]


def test_stated_coordinates_choose_among_homonyms(gazetteer: Gazetteer) -> None:
    """Lagoa on the Azores."""
    placed = resolve(gazetteer, "Lagoa", "PT", at=(37.745, -25.57))
    assert placed.found is not None
    assert placed.found.longitude < -25
    assert placed.warnings == ()


def test_a_state_of_the_usa_chooses_among_its_homonyms(gazetteer: Gazetteer) -> None:
    """Springfield in Massachusetts."""
    placed = resolve(gazetteer, "Springfield", "US", "Massachusetts")
    assert placed.found is not None
    assert placed.found.admin == "MA"


def test_a_place_in_the_wrong_country_is_told(gazetteer: Gazetteer) -> None:
    """With the country that it is in, and without changing what was stated."""
    placed = resolve(gazetteer, "Chengdu", "CH")
    assert (placed.city, placed.country, placed.found) == ("Chengdu", "CH", None)
    assert "not known in Switzerland (CH), but as Chengdu in China (CN)" in placed.warnings[0]


@pytest.mark.parametrize(
    ("city", "country", "near"), [("Madri", "ES", "Madrid"), ("Madri", None, "Madrid"), ("Prage", "CZ", "Prague")]
)
def test_a_misspelt_name_is_told_with_a_likely_one(
    gazetteer: Gazetteer, city: str, country: str | None, near: str
) -> None:
    """It is not put right in silence."""
    placed = resolve(gazetteer, city, country)
    assert placed.city == city
    assert f"did you mean '{near}'?" in placed.warnings[0]


def test_a_municipality_is_not_renamed_to_its_seat(gazetteer: Gazetteer) -> None:
    """Corregidora keeps its name, with a warning."""
    placed = resolve(gazetteer, "Corregidora", "MX")
    assert placed.city == "Corregidora"
    assert placed.found is not None
    assert "another name of El Pueblito" in placed.warnings[0]


def test_a_district_that_is_unknown_stays_with_its_coordinates(gazetteer: Gazetteer) -> None:
    """What the curator found needs no warning."""
    placed = resolve(gazetteer, "Cocody", "CI", at=(5.35, -3.97))
    assert (placed.city, placed.found, placed.warnings) == ("Cocody", None, ())


def test_names_for_searching(gazetteer: Gazetteer) -> None:
    """The stated name, other scripts, and the country in seven languages."""
    placed = resolve(gazetteer, "Lisbonne", "PT")
    assert {"Lisbonne", "Lisboa", "리스본", "Portogallo"} < set(placed.names)
    assert resolve(gazetteer, None, "FR").names == ("France", "Francia", "França", "Frankreich")
