"""The JSON of an answer, before it is written."""

from kb.engine import Suggestion
from kb.web.answers import marked, suggest_answer


def test_a_snippet_is_escaped_and_then_marked() -> None:
    """What stood in a document cannot become HTML."""
    assert marked((("a <b> & ", False), ("<i>", True), (' "q"', False))) == (
        "a &lt;b&gt; &amp; <mark>&lt;i&gt;</mark> &#34;q&#34;"
    )


def test_a_completion_leads_to_its_work_or_its_search() -> None:
    """By what kind of thing it is."""
    found = [
        Suggestion("Grenoble", "city", "grenoble-fr"),
        Suggestion("Youth", "theme", "youth"),
        Suggestion("An agenda", "title", "agenda"),
        Suggestion("budget", "word", "budget"),
    ]
    assert [each.url for each in suggest_answer("x", found).suggestions] == [
        "/search?city=grenoble-fr",
        "/search?theme=youth",
        "/documents/agenda",
        "/search?q=budget",
    ]
