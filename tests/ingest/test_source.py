"""Documents as they were read."""

from kb.ingest.source import Problem, Reading, Source, from_json, to_json


def test_a_reading_goes_through_json_unchanged() -> None:
    """It comes from another process."""
    declared = {"title": "Ça", "figures": [{"value": 1.5}], "empty": None}
    source = Source("a/b.csv", "id", declared, body="text", part="line 3", confidence=0.5)
    reading = Reading("a/b.csv", "digest", (source,), (Problem("a/b.csv", "f", "r", False),))
    assert from_json(to_json(reading)) == reading


def test_evidence_names_the_file_but_neither_folder_nor_line() -> None:
    """A moved file, or a row that moved up, gives the same work."""
    assert Source("a/b.csv", part="line 3").where == "b.csv"


def test_problems_of_a_part_begin_with_it() -> None:
    """So that a row can be found."""
    problem = Source("b.csv", part="line 3").problem("row", "is short.")
    assert problem == Problem("b.csv", "row", "is short.", True, "line 3")
    assert problem.text == "line 3: is short."
