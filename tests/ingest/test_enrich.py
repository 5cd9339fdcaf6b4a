"""From documents to a work."""

from typing import Any

import pytest

from kb.document import Document, Origin
from kb.ingest.enrich import Tools, enrich
from kb.ingest.group import group
from kb.ingest.source import Problem, Source

BODY = "Las vecinas y los vecinos del presupuesto participativo se reúnen cada mes. El presupuesto participativo sigue."


def _made(
    tools: Tools, body: str = BODY, path: str = "corpus/practices/a.es.md", **declared: Any
) -> tuple[Document | None, list[Problem]]:
    stated = {"title": "Asamblea", "summary": "S.", "sources": ["https://example.org"], "city": None, **declared}
    stated = {name: value for name, value in stated.items() if value != "left out"}
    work = group("a", [Source(path, "a", stated, body=body, language="es")]).work
    assert work is not None
    document, problems = enrich(work, tools)
    return document, list(problems)


def _document(tools: Tools, **given: Any) -> Document:
    document, problems = _made(tools, **given)
    assert document is not None, problems
    return document


def test_stated_values_are_kept_with_their_origin(tools: Tools) -> None:
    """The file is the evidence."""
    made = _document(tools, type="practice", year=2011, year_end=2014, themes=["Juventud"], organiser="Ayuntamiento")
    assert (made.type, made.year, made.year_end, made.themes) == ("practice", 2011, 2014, ("youth",))
    for name in ("type", "year", "year_end", "themes", "organiser", "title", "summary", "language", "sources"):
        assert made.origin[name] == Origin("stated", "a.es.md")


def test_the_place_is_filled_in_from_the_gazetteer(tools: Tools) -> None:
    """English name, country, coordinates, inhabitants and other names."""
    made = _document(tools, city="Lisbonne", themes=["youth"])
    assert (made.city, made.country, made.city_key) == ("Lisbon", "PT", "lisbon-pt")
    assert made.latitude == pytest.approx(38.7, abs=0.1)
    assert made.population is not None
    assert made.population > 500_000
    assert {"Lisbonne", "Lisboa", "Portugal"} < set(made.place_names)
    assert made.origin["city"] == Origin("gazetteer", "a.es.md: Lisbonne")
    for name in ("country", "latitude", "longitude", "population", "place_names"):
        assert made.origin[name] == Origin("gazetteer", "GeoNames 2267057: Lisbon, PT")


def test_a_place_that_is_not_stated_is_found_in_the_text(tools: Tools) -> None:
    """With the sentence as its evidence; the gazetteer gives the rest."""
    title = "Presupuesto participativo de Lisboa, Portugal"
    won = _document(tools, title=title, city="left out", themes=["youth"], type="award", award="Winner")
    made = _document(tools, title=title, city="left out", themes=["youth"])
    assert (made.city, made.country) == (won.city, won.country) == ("Lisbon", "PT")
    assert made.origin["city"] == made.origin["country"] == Origin("text", title)
    assert made.origin["latitude"].kind == "gazetteer"
    assert {"Lisboa", "Portugal"} < set(made.place_names)


def test_a_stated_country_is_enough_for_a_document_of_another_house(tools: Tools) -> None:
    """It says where to look; a work that states its type leaves the city out on purpose."""
    title = "Presupuesto participativo de Lisboa"
    stated: dict[str, Any] = {"title": title, "city": "left out", "country": "PT", "themes": ["youth"]}
    made = _document(tools, **stated)
    assert (made.city, made.country) == ("Lisbon", "PT")
    assert (made.origin["city"].kind, made.origin["country"].kind) == ("text", "stated")
    other, problems = _made(tools, **stated, type="practice")
    assert other is not None
    assert (other.city, problems) == (None, [])


@pytest.mark.parametrize(
    "stated",
    [{"city": None}, {"region": "Lisboa"}, {"country": ""}, {"type": "declaration"}, {"type": "network"},
     {"type": "award"}],
)  # fmt: skip
def test_no_place_is_looked_for_where_there_is_to_be_none(tools: Tools, stated: dict[str, Any]) -> None:
    """A key is left empty, or the work is of a kind that happens nowhere."""
    title = "Declaración de Lisboa, Portugal"
    made, problems = _made(tools, title=title, themes=["youth"], **{"type": "practice", "city": "left out", **stated})
    assert made is not None
    assert (made.city, made.country) == (None, None)
    assert [problem for problem in problems if problem.field == "city"] == []


def test_a_place_that_is_not_sure_is_asked_for(tools: Tools) -> None:
    """And not taken."""
    made, problems = _made(tools, title="Consejo de barrio de Lyon", city="left out", themes=["youth"], type="practice")
    assert made is not None
    assert (made.city, made.country) == (None, None)
    assert [problem.field for problem in problems] == ["city"]
    assert "a place without its country: 'Lyon' (Lyon in France (FR)" in problems[0].reason


def test_stated_coordinates_win_and_name_their_source(tools: Tools) -> None:
    """The gazetteer gives the rest."""
    stated = {"latitude": 37.745, "longitude": -25.57, "coordinates_source": "municipality"}
    made = _document(tools, city="Lagoa", country="PT", themes=["youth"], **stated)
    assert (made.latitude, made.longitude) == (37.745, -25.57)
    assert made.origin["latitude"] == Origin("stated", "municipality")
    assert made.origin["population"].kind == "gazetteer"


def test_an_ambiguous_city_has_no_coordinates(tools: Tools) -> None:
    """And a warning."""
    made, problems = _made(tools, city="Córdoba", year=2011, themes=["youth"])
    assert made is not None
    assert (made.city, made.country, made.latitude, made.city_key) == ("Córdoba", None, None, "cordoba")
    assert [(problem.field, problem.refuses) for problem in problems] == [("city", False)]


def test_the_year_is_found_in_the_text(tools: Tools) -> None:
    """With the sentence as its evidence."""
    made = _document(tools, body="El consejo comenzó en 2014. Es abierto.", themes=["youth"], type="practice")
    assert made.year == 2014
    assert made.origin["year"] == Origin("text", "El consejo comenzó en 2014.")


def test_years_that_differ_give_the_earliest_and_a_warning(tools: Tools) -> None:
    """Edition, vote and works."""
    made, problems = _made(tools, body="Edición 2014. Votación en 2015. Ejecución en 2016.", themes=["youth"])
    assert made is not None
    assert made.year == 2014
    assert "2014 and 2015, 2016: the earliest was taken" in problems[0].reason


def test_a_year_in_passing_dates_only_documents_of_other_houses(tools: Tools) -> None:
    """A work of the collection that states no year has a reason; it is asked."""
    body = "Los vecinos recibieron un informe en 2011."
    assert _document(tools, body=body, themes=["youth"]).year == 2011
    made, problems = _made(tools, body=body, themes=["youth"], type="practice")
    assert made is not None
    assert made.year is None
    assert "the text names 2011" in problems[0].reason


def test_an_empty_year_is_left_alone(tools: Tools) -> None:
    """The document says that it is unknown."""
    made, problems = _made(tools, body="El consejo comenzó en 2014.", themes=["youth"], year=None)
    assert made is not None
    assert (made.year, problems) == (None, [])


def test_a_text_without_dates_has_no_year(tools: Tools) -> None:
    """Never that of today."""
    assert _document(tools, themes=["youth"]).year is None


def test_themes_are_found_in_the_text(tools: Tools) -> None:
    """With the words that named them, in a warning too: nobody has looked."""
    made, problems = _made(tools, year=2019, type="practice")
    assert made is not None
    assert [problem.field for problem in problems] == ["themes"]
    assert problems[0].reason.startswith("are not stated; taken from the text: participatory-budgeting from 'presu")
    assert "participatory-budgeting" in made.themes
    assert made.origin["themes"].kind == "text"
    assert "presupuesto participativo (2)" in made.origin["themes"].evidence


def test_an_unknown_stated_theme_refuses_the_work(tools: Tools) -> None:
    """With the nearest ones."""
    made, problems = _made(tools, themes=["participatory budgts"])
    assert made is None
    assert [(problem.field, problem.refuses) for problem in problems] == [("themes", True)]
    expected = (
        "found 'participatory budgts', expected an id or label of the thesaurus; near are participatory-budgeting"
    )
    assert problems[0].reason.startswith(expected)


def test_the_folder_says_the_type(tools: Tools) -> None:
    """Where the document does not; elsewhere it is a practice, with a warning."""
    made = _document(tools, path="corpus/charters/a.es.md", themes=["youth"])
    assert (made.type, made.origin["type"]) == ("charter", Origin("stated", "folder charters"))
    other, problems = _made(tools, path="inbox/a.es.md", themes=["youth"])
    assert other is not None
    assert other.type == "practice"
    assert "type" not in other.origin
    assert problems[0].field == "type"


def test_a_type_in_the_wrong_folder_is_told(tools: Tools) -> None:
    """The document is believed."""
    made, problems = _made(tools, path="corpus/awards/a.es.md", type="practice", themes=["youth"])
    assert made is not None
    assert made.type == "practice"
    assert "expected 'award'" in problems[0].reason


def test_a_detected_language_keeps_its_confidence(tools: Tools) -> None:
    """It may be wrong."""
    source = Source("a.txt", "a", {"title": "T", "themes": ["youth"]}, body="x" * 300, detected="ca", confidence=0.97)
    work = group("a", [source]).work
    assert work is not None
    document, _ = enrich(work, tools)
    assert document is not None
    assert (document.original, document.origin["language"]) == ("ca", Origin("detector", "langdetect", 0.97))
