"""Countries by code and by name."""

import pytest

from kb.ingest import country


@pytest.mark.parametrize(
    ("given", "code"),
    [("PT", "PT"), ("no", "NO"), ("Francia", "FR"), ("Costa de Marfil", "CI"), ("Deutschland", "DE"), ("uk", "GB"),
     ("Corée du Sud", "KR"), ("Espanya", "ES"), ("  brasil ", "BR"), ("XK", "XK")],
)  # fmt: skip
def test_codes_and_names_in_the_languages_of_the_thesaurus(given: str, code: str) -> None:
    """`no` is Norway, for YAML has not made it false."""
    assert country.code(given) == code


@pytest.mark.parametrize("given", ["XX", "EU", "ZZ", "Narnia", "ESP", ""])
def test_what_is_no_country(given: str) -> None:
    """Unions and pseudo-codes are none."""
    assert country.code(given) is None


def test_names_for_searching() -> None:
    """France is found as Francia and Frankreich."""
    assert country.other_names("FR") == ("France", "Francia", "França", "Frankreich")
    assert country.other_names("XX") == ()


def test_a_code_without_a_name_is_shown_as_it_is() -> None:
    """Better than nothing."""
    assert (country.name("PT"), country.name("XX")) == ("Portugal", "XX")
