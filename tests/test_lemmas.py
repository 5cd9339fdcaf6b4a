"""The tables of irregular forms."""

from pathlib import Path

from kb.lemmas import Table, dictionary, exceptions, write


def _without_s(words: list[str]) -> list[str]:
    return [word.removesuffix("s") for word in words]


def test_only_forms_that_the_rule_gets_wrong_are_kept() -> None:
    """A form whose rule gives the stem of its lemma needs no row."""
    forms = {"mujeres": "mujer", "casas": "casa"}
    assert exceptions(forms, str.lower, _without_s) == {"mujeres": "mujer"}


def test_a_common_word_wins_over_a_name() -> None:
    """Ciutadans is a party, ciutadans are citizens."""
    forms = {"Ciutadans": "Ciutadans", "ciutadans": "ciutadà"}
    assert exceptions(forms, str.lower, list)["ciutadans"] == "ciutadà"


def test_every_row_is_found_and_nothing_else(tmp_path: Path) -> None:
    """Bisection finds each form, the first and the last too, and no part of one."""
    rows = {f"form{number}": f"stem{number}" for number in range(100)} | {"été": "ete"}
    write(rows, tmp_path / "table")
    table = Table(tmp_path / "table")
    assert {form: table.get(form) for form in rows} == rows
    assert [table.get(form) for form in ("form", "form1000", "", "a", "zz", "\t")] == [None] * 6


def test_an_empty_table_holds_nothing(tmp_path: Path) -> None:
    """A language without irregular forms is a file of no bytes."""
    write({}, tmp_path / "table")
    assert Table(tmp_path / "table").get("a") is None


def test_a_language_without_dictionary_is_empty() -> None:
    """No dictionary is no error: the suffix rules stand alone."""
    assert dictionary("zz") == {}
