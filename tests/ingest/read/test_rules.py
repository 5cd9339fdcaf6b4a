"""Site rules."""

from selectolax.lexbor import LexborHTMLParser

from kb.ingest.read.rules import CONTENT, NOISE, RULES, rule_for


def test_rules_are_found_by_host_and_by_marks() -> None:
    """Below a host, and on mirrors of it."""
    assert rule_for("participedia.net") is rule_for("www.participedia.net")
    assert rule_for("notparticipedia.net") is None
    assert rule_for("", frozenset((RULES[0].marks,))) is RULES[0]


def test_every_selector_can_be_used() -> None:
    """A slip in one would break all pages of a site."""
    tree = LexborHTMLParser("<p>a</p>")
    for selector in (
        NOISE,
        *CONTENT,
        *(text for rule in RULES for text in (rule.marks, rule.keep, rule.drop, rule.labels)),
    ):
        if selector:
            assert tree.css(selector) == []
