"""Values of any kind brought to the kind of a field."""

from typing import Any

import pytest

from kb.ingest import casts
from kb.ingest.casts import Wrong


def test_text_is_one_line_without_outer_spaces() -> None:
    """Folded YAML and pasted text come out alike."""
    assert casts.text("  one\n two ") == "one two"


def test_an_empty_text_is_nothing() -> None:
    """Never an empty string in the record."""
    assert casts.text("  ") is None


@pytest.mark.parametrize("value", [["a"], {"a": 1}, True])
def test_a_list_is_no_text(value: Any) -> None:
    """The message says what was found and what was expected."""
    with pytest.raises(Wrong, match=r"found (a list|a mapping|true or false) \(.+\), expected text"):
        casts.text(value)


def test_whole_numbers_may_be_ordinals() -> None:
    """An edition is 16 or 16th."""
    assert [casts.whole(value) for value in (16, "16", "16th", "16ª", None)] == [16, 16, 16, 16, None]


@pytest.mark.parametrize("value", ["sixteen", 1.5, True, [16]])
def test_other_things_are_no_whole_numbers(value: Any) -> None:
    """Nothing is rounded and true is not one."""
    with pytest.raises(Wrong, match="expected a whole number"):
        casts.whole(value)


def test_coordinates_stay_on_the_globe() -> None:
    """The equator counts, 91 degrees do not, nor does what is not a number."""
    assert casts.within(90)(0) == 0
    assert casts.within(90)("-34.6") == -34.6
    for value in (91, "north", float("nan"), "nan"):
        with pytest.raises(Wrong, match="expected degrees from -90 to 90"):
            casts.within(90)(value)


def test_a_single_text_is_a_list() -> None:
    """Parted at the separators that tables use."""
    assert casts.many(casts.needed)("a; b|c") == ("a", "b", "c")
    assert casts.many(casts.needed)(None) == ()


def test_an_empty_item_of_a_list_is_wrong() -> None:
    """It is a slip that should be seen."""
    with pytest.raises(Wrong):
        casts.many(casts.needed)(["a", None])


def test_parts_of_another_name_are_named() -> None:
    """A misspelt key is not lost."""
    assert casts.parts("a", "url", ("read",)) == ("a", None)
    with pytest.raises(Wrong, match="url, read, not 'link'"):
        casts.parts({"link": "a"}, "url", ("read",))
