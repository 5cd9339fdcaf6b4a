"""Foreign names of columns and keys."""

import pytest

from kb.ingest.read.columns import Columns, declare, derived_id, markdown
from tests.ingest.conftest import Opened, only, refusal


@pytest.mark.parametrize(
    ("column", "field"),
    [("Ciudad", "city"), ("VILLE", "city"), ("cidade", "city"), ("Año", "year"), ("année", "year"), ("ano", "year"),
     ("Fecha de inicio", "year"), ("Data d'inici", "year"), ("Título", "title"), ("URL", "sources"), ("title", "title"),
     ("End date", "year_end"), ("Objetivos", None)],
)  # fmt: skip
def test_usual_names_in_several_languages(column: str, field: str | None) -> None:
    """Without a mapping."""
    assert Columns().field(column) == field


def test_a_column_of_no_field_becomes_a_section() -> None:
    """Nothing is lost; empty cells are left out."""
    declared, body = declare({"Title": "T", "Objetivos": "Oír", "Notas": " "}, Columns())
    assert (declared, body) == ({"title": "T"}, "## Objetivos\n\nOír")


def test_a_second_column_of_a_field_is_kept_as_text() -> None:
    """One of them is the field."""
    declared, body = declare({"Year": 2011, "Start date": "2012"}, Columns())
    assert (declared, body) == ({"year": 2011}, "## Start date\n\n2012")


def test_a_mapping_beside_the_file_has_the_last_word(opened: Opened) -> None:
    """For names and for values; a column without a field is left out when it says so."""
    opened("a.mapping.yaml", "columns: {Lugar: city, Notas: ~}\nvalues: {themes: {Jurados: sortition, Otros: ~}}\n")
    source = only(opened("a.csv", "title,Lugar,Notas,Temas\nT,Lima,x,Jurados; Otros; youth\n"))
    assert source.declared == {"title": "T", "city": "Lima", "themes": ["sortition", "youth"]}
    assert source.body == ""


@pytest.mark.parametrize(
    "mapping", ["columns: {Lugar: town}", "columns: [a]", "colums: {}", "values: {themes: x}", "just text"]
)
def test_a_wrong_mapping_is_told(opened: Opened, mapping: str) -> None:
    """By its own name."""
    opened("a.mapping.yaml", mapping)
    assert refusal(opened("a.csv", "title\nT\n"))[0] == "a.mapping.yaml" or "a.mapping.yaml" in refusal(
        opened("a.csv", "title\nT\n")
    )[1]  # fmt: skip


def test_an_id_is_made_of_city_title_and_year() -> None:
    """The same each time, without saying anything twice, and not too long."""
    assert (
        derived_id({"city": "Rosario", "title": "Consejo de Rosario", "year": "20/10/2002"})
        == "rosario-consejo-de-rosario-2002"
    )
    assert derived_id({"title": "Presupuesto", "city": "Lima", "year": 2011}) == "lima-presupuesto-2011"
    assert len(derived_id({"title": "palabra " * 30})) <= 80
    assert derived_id({}) == ""


def test_any_value_can_be_written_as_text() -> None:
    """Nested lists and mappings too."""
    assert markdown({"a": 1, "b": ["c", {"d": "e"}]}) == "- a: 1\n- b: \n  - c\n  - \n    - d: e"
