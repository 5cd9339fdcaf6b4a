"""Markdown shown as HTML."""

import pytest

from kb.web.markdown import commitments, render

BODY = """Intro.

## Commitments

### 1. Listen

Text.

### 12. Decide *together*

### Annex
"""


def test_headings_have_addresses() -> None:
    """Folded to letters that an address may hold; a repeated heading and one of the page's own ids get a number."""
    html = render("## Qué se hizo\n\n## Qué se hizo\n\n## Sources\n\n## 臺北\n\n## !!!")
    assert '<h2 id="que-se-hizo">' in html
    assert '<h2 id="que-se-hizo-2">' in html
    assert '<h2 id="sources-2">' in html
    assert html.count("<h2") == 5


def test_a_numbered_heading_of_a_declaration_is_a_commitment() -> None:
    """It can be linked to by its number, and shows the link."""
    html = render(BODY, numbered=True)
    assert '<h3 id="commitment-1">1. Listen' in html
    assert '<a class="permalink" href="#commitment-12" aria-label="Link to commitment 12"' in html
    assert '<h3 id="annex">Annex</h3>' in html


def test_a_number_that_comes_again_is_no_second_commitment_of_that_number() -> None:
    """The first keeps the address."""
    html = render("### 1. A\n\n### 1. B", numbered=True)
    assert html.count('id="commitment-1"') == 1
    assert html.count("permalink") == 1


def test_a_practice_has_no_commitments() -> None:
    """Numbered headings elsewhere are headings like any other."""
    html = render(BODY)
    assert "commitment-1" not in html
    assert "permalink" not in html


def test_commitments_are_listed_by_number() -> None:
    """For works that carry them out."""
    assert commitments(BODY) == {1: "Listen", 12: "Decide *together*"}


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](https://example.org/x.png)",
        '<a href="https://example.org" onclick="x">y</a>',
        "<iframe src=https://example.org>",
    ],
)
def test_nothing_that_runs_or_loads_survives(body: str) -> None:
    """Raw HTML is text, and only links to the web are links."""
    html = render(body)
    for bad in ("<script", "<img", "<iframe", 'href="javascript', 'href="data', "<a href"):
        assert bad not in html


def test_ordinary_markdown_is_kept() -> None:
    """Lists, tables, quotations and links."""
    html = render("# Title\n\n- a\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](https://example.org/) *y* `z`")
    for good in ("<h2", "<li>a</li>", "<blockquote>", "<td>1</td>", '<a href="https://example.org/"', "<em>y</em>"):
        assert good in html
    assert "<h1" not in html
