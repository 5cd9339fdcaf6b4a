"""What a curator should know of works once all are there."""

from kb.document import Document, Related, Version
from kb.document import Source as Page
from kb.ingest import check
from kb.ingest.check import Note

TEXT = (
    "Every year the council sets money aside and residents of each district propose what to do with it. Proposals are"
    " discussed in open meetings, their cost is worked out by the staff, and whoever lives in the district may vote."
)


def _work(id_: str, body: str = TEXT, **given: object) -> Document:
    fields = {"sources": (Page("https://example.org"),), **given}
    return Document(id_, "practice", (Version("en", f"Title {id_}", "S.", body),), "en", **fields)  # type: ignore[arg-type]


def test_a_long_summary_and_missing_sources_are_told() -> None:
    """They do not refuse the work."""
    document = Document("a", "practice", (Version("en", "T", "s" * 301),), "en", related=(Related("a"),))
    found = list(check.work(document, "a.md"))
    assert [(problem.field, problem.refuses) for problem in found] == [
        ("summary", False), ("sources", False), ("related", False),
    ]  # fmt: skip
    assert found[0].reason == "found 301 characters (en), expected at most 300."


def test_links_to_nothing_are_told() -> None:
    """With the path of the work that has them."""
    notes = {"a": check.note(_work("a", related=(Related("b"), Related("c"))), "a.md"), "b": Note("b.md")}
    (problem,) = check.collection(notes)
    assert (problem.path, problem.field, problem.reason) == (
        "a.md",
        "related",
        "found 'c', which is no work of the collection.",
    )


def test_near_doubles_are_told_and_never_refused() -> None:
    """Two edits of one text, each pair once."""
    other = TEXT.replace("council", "town hall").replace("money", "funds")
    notes = {
        id_: check.note(_work(id_, body), f"{id_}.md")
        for id_, body in (("a", TEXT), ("b", other), ("c", "Else. " * 30))
    }
    (problem,) = check.collection(notes)
    assert (problem.path, problem.refuses) == ("a.md", False)
    assert problem.reason.startswith("may be the same work as b (b.md): their texts share ")


def test_works_of_one_name_place_and_year_are_told() -> None:
    """However different their texts."""
    notes = {
        id_: check.note(
            Document(id_, "practice", (Version("en", "Assembly", "", body),), "en", city="Lima", year=2011), id_
        )
        for id_, body in (("a", "One text of its own."), ("b", "Another thing altogether here."))
    }
    assert [problem.reason for problem in check.collection(notes)] == [
        "may be the same work as b (b): title, city and year are the same."
    ]


def test_the_likeness_of_sketches_is_that_of_texts() -> None:
    """Near 1 for the same, near 0 for others, the same each time."""
    one, other = check.sketch(TEXT), check.sketch("Nothing of the sort was ever written in this other text.")
    assert check.likeness(one, one) == 1
    assert check.likeness(one, other) == 0
    assert check.likeness((), ()) == 0
    assert one == check.sketch(TEXT)
