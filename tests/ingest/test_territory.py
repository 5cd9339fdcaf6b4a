"""What a place lies in, as people call it."""

import pytest
import yaml

from kb.ingest import country
from kb.ingest.territory import TERRITORIES, names
from kb.vocabulary import LANGUAGES


@pytest.mark.parametrize(
    ("code", "region", "admin", "known"),
    [
        ("LT", None, None, {"Pays baltes", "Baltikum", "Europa del Este", "Lithuanian"}),
        ("ES", "Catalunya", None, {"Catalogne", "Catalan", "Southern Europe"}),
        ("ES", None, "58", {"Galiza", "gallego"}),
        ("VN", None, None, {"Sudeste asiático", "Südostasien", "Asia"}),
        ("MZ", None, None, {"África lusófona", "Southern Africa"}),
    ],
)
def test_a_place_goes_by_what_it_lies_in(code: str, region: str | None, admin: str | None, known: set[str]) -> None:
    """Regions of the world, the part of the country by its stated name or its code, and the adjective."""
    assert known <= set(names(code, region, admin))


def test_a_place_is_not_called_after_another_part() -> None:
    """Madrid is not Catalan, and what has no country lies nowhere."""
    assert "Catalogne" not in names("ES", None, "29")
    assert names(None, "Catalunya") == ()


def test_every_region_has_countries_and_a_name_in_each_language() -> None:
    """The file is read as it was meant, Norway's code included."""
    known = yaml.safe_load(TERRITORIES.read_text(encoding="utf-8"))
    for row in known["regions"]:
        assert set(row) == {"countries", *LANGUAGES}
        assert set(row["countries"]) <= country.codes(), row["en"]
    codes = {*known["adjectives"], *(part["country"] for part in known["parts"])}
    assert codes <= country.codes()
