"""Regions of the world."""

from babel import Locale

from kb.export.regions import CONTINENT, REGION, STATES


def test_the_states_are_those_of_the_united_nations() -> None:
    """193 members and 2 observers, each once."""
    states = [code for codes in STATES.values() for code in codes]
    assert len(states) == len(set(states)) == 195


def test_every_country_has_a_region() -> None:
    """All that CLDR has a name for, but for Antarctica and the codes that are no countries."""
    known = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()}
    assert known - set(REGION) == {
        "AC",
        "AQ",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "IC",
        "QO",
        "TA",
        "UN",
        "XA",
        "XB",
        "ZZ",
    }
    assert set(REGION) <= known


def test_regions_lie_in_six_parts_of_the_world() -> None:
    """Those that the shares are counted in."""
    assert set(CONTINENT) == set(STATES)
    assert len(set(CONTINENT.values())) == 6
    assert (CONTINENT[REGION["MX"]], REGION["PS"]) == ("Latin America and the Caribbean", "Western Asia")
