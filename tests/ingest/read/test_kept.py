"""The guard on extracted text."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.ingest.read import kept


def _region(html: str) -> LexborNode:
    body = LexborHTMLParser(html).body
    assert body is not None
    return body


SHEET = (
    "<ul><li>Six <b>districts</b><ul><li>north</li></ul></li></ul><dl><dt>Age</dt><dd>8 to 11</dd></dl>"
    "<table><tr><td>45</td></tr></table>"
)


def test_every_item_term_definition_and_cell_is_looked_for() -> None:
    """In its own words, without what is nested in it."""
    region = _region(SHEET)
    assert kept.lost(region, "Six districts: north. Age 8 to 11. 45") == []
    assert kept.lost(region, "") == ["six districts", "north", "age", "8 to 11", "45"]
    assert kept.lost(region, "* six **Districts** | AGE: 8 to 11") == ["north", "45"]


def test_words_must_stand_together() -> None:
    """11 of 2011 is not the cell 11."""
    assert kept.lost(_region("<table><tr><td>11</td></tr></table>"), "in 2011") == ["11"]


def test_the_share_of_the_words() -> None:
    """Of the whole region."""
    assert kept.share(_region("<p>a b c d</p>"), "a b") == 0.5
    assert kept.share(_region(""), "") == 1.0
