"""Numbers as people write them."""

import pytest

from kb.ingest import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.129.544", 1129544), ("1,129,544", 1129544), ("550'000", 550000), ("2´300.000", 2300000), ("12,5", 12.5),
        ("0.125", 0.125), ("1.234,56", 1234.56), ("1,234.56", 1234.56), ("1 129 544", 1129544), ("-3", -3),
    ],
)  # fmt: skip
def test_groups_and_decimals(text: str, value: float) -> None:
    """Thousands by point, comma, apostrophe or space."""
    assert number.parse(text) == value


def test_a_single_group_is_not_guessed() -> None:
    """1.129 is a thousand to some and one to others."""
    with pytest.raises(ValueError, match=r"1129 or 1\.129"):
        number.parse("1.129")


@pytest.mark.parametrize("text", ["R$ 568 milhões", "many", "", "12,34,5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """Currencies and words are for a person to read."""
    with pytest.raises(ValueError, match="a number"):
        number.parse(text)
