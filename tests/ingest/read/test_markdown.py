"""Markdown with front matter."""

from tests.ingest.conftest import Opened, only, refusal


def test_front_matter_and_body(opened: Opened) -> None:
    """Id and language come from the name."""
    source = only(opened("tiassale.fr.md", "---\ntitle: Budget\nyear: 2020\n---\n\nLe maire a fait le tour.\n"))
    assert (source.id, source.language, source.body) == ("tiassale", "fr", "Le maire a fait le tour.")
    assert source.declared == {"title": "Budget", "year": 2020}


def test_words_that_yaml_would_change_stay_words(opened: Opened) -> None:
    """`no` is Norway, an impossible date is for the checks to tell."""
    source = only(opened("a.md", "---\ncountry: no\nyear: 2019-02-30\n---\nx"))
    assert source.declared == {"country": "no", "year": "2019-02-30"}


def test_the_first_heading_is_the_title_where_none_is_stated(opened: Opened) -> None:
    """And leaves the body, in both ways of writing it."""
    for text in ("# Title #\n\nBody.", "Title\n=====\r\n\r\nBody."):
        source = only(opened("a.md", text))
        assert (source.title, source.body) == ("Title", "Body.")


def test_a_stated_title_leaves_the_heading_where_it_is(opened: Opened) -> None:
    """It may say something else."""
    assert only(opened("a.md", "---\ntitle: A\n---\n# B\n")).body == "# B"


def test_broken_yaml_is_told_with_its_line(opened: Opened) -> None:
    """Counted in the file."""
    field, reason = refusal(opened("a.md", "---\ntitle: A\nyear: [\n---\n"))
    assert field == "front matter"
    assert "line" in reason


def test_a_key_that_stands_twice_is_refused(opened: Opened) -> None:
    """One of the values would be lost."""
    assert "stands twice (line 3)" in refusal(opened("a.md", "---\ntitle: A\ntitle: B\n---\n"))[1]


def test_front_matter_without_an_end_is_refused(opened: Opened) -> None:
    """It would become the body."""
    assert refusal(opened("a.md", "---\ntitle: A\n\nBody."))[1] == (
        "The front matter does not end: expected a line `---` after it."
    )


def test_deeply_nested_yaml_is_refused(opened: Opened) -> None:
    """Not a traceback."""
    assert refusal(opened("a.md", f"---\ntitle: {'[' * 1000}\n---\n"))[0] == "front matter"
