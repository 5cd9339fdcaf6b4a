"""JSON and JSON Lines."""

from pathlib import Path

from kb.document import Document, Origin, Version, to_json
from kb.ingest.read import read
from tests.ingest.conftest import LIMIT, Opened, only, refusal

SAMPLES = Path(__file__).parents[2] / "samples"


def test_a_line_that_is_no_object_is_refused_alone() -> None:
    """The others are read."""
    reading = read(SAMPLES / "works.jsonl", "works.jsonl", LIMIT)
    assert [(source.part, source.id) for source in reading.sources] == [
        ("line 1", "lisbonne-orcamento-participativo-2008"), ("line 4", "chengdu-village-budgets"),
    ]  # fmt: skip
    assert [problem.text for problem in reading.problems] == [
        "line 2: is not JSON: Expecting value (line 1, column 1).", "line 3: found a list, expected an object.",
    ]  # fmt: skip
    assert reading.sources[0].body == "## numbers\n\n- projects: 12\n- votes: 36'000"


def test_an_object_is_called_after_its_file(opened: Opened) -> None:
    """Unless it says how it is called."""
    assert only(opened("lima.es.json", '{"title": "A"}')).id == "lima"
    assert only(opened("lima.es.json", '{"title": "A"}')).language == "es"
    assert only(opened("lima.json", '{"id": "cusco", "title": "A"}')).id == "cusco"


def test_a_list_and_a_list_in_an_object(opened: Opened) -> None:
    """As exports of other houses have them."""
    for text in ('[{"title": "A"}, {"title": "B"}, 3]', '{"total": 2, "items": [{"title": "A"}, {"title": "B"}, 3]}'):
        reading = opened("a.json", text)
        assert [(source.id, source.part) for source in reading.sources] == [("a", "object 1"), ("b", "object 2")]
        assert [problem.text for problem in reading.problems] == ["object 3: found 3, expected an object."]


def test_what_is_no_json_is_refused_with_its_line(opened: Opened) -> None:
    """And a key that stands twice with its name."""
    assert "line 2" in refusal(opened("a.json", '{"title":\n}'))[1]
    assert refusal(opened("a.json", '{"title": "A", "title": "B"}')) == ("title", "The key 'title' stands twice.")
    assert refusal(opened("a.json", '"text"'))[1] == "found text, expected an object or a list of objects."


def test_deep_nesting_is_refused(opened: Opened) -> None:
    """Not a traceback."""
    assert refusal(opened("a.json", "[" * 100_000)) == ("file", "is nested too deeply to be read.")


def test_numbers_beyond_any_field_stay_text(opened: Opened) -> None:
    """They pass between processes."""
    assert only(opened("a.json", '{"title": "A", "x": 123456789012345678901234567890}')).body.endswith("67890")


def test_our_own_export_is_read_back(opened: Opened) -> None:
    """All versions; what the gazetteer gave is found anew."""
    document = Document(
        "lima-council", "practice",
        (Version("es", "Consejo", "Propone.", "Cuerpo."),
         Version("en", "Council", "It proposes.", translation="editorial")),
        "es", city="Lima", country="PE", latitude=-12.0, longitude=-77.0, population=9_000_000, year=2011,
        themes=("youth",),
        origin={"city": Origin("stated", "x"), "country": Origin("gazetteer"), "latitude": Origin("gazetteer"),
                "longitude": Origin("gazetteer"), "year": Origin("stated", "x"), "themes": Origin("stated", "x")},
    )  # fmt: skip
    reading = opened("export.json", to_json(document))
    assert reading.problems == ()
    original, english = reading.sources
    assert (original.id, original.body) == ("lima-council", "Cuerpo.")
    assert original.declared["year"] == 2011
    assert not {"country", "latitude"} & set(original.declared)
    assert english.declared == {
        "language": "en", "title": "Council", "summary": "It proposes.", "translation": "editorial",
    }  # fmt: skip
