"""HTML to Markdown by its structure."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from kb.ingest.read import structure


def _markdown(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return structure.markdown(body)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>A <em>b</em></h2><p>c<br>d</p>", "## A *b*\n\nc\nd"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt></dl>", "- **a**: b\n- c\n- **d**"),
        ("<dl><div><dt>a:</dt><dd>b</dd></div></dl>", "- **a**: b"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c|d</td></tr></table>", "| a | b |\n| --- | --- |\n| c\\|d |  |"),
        ("<table><tr><td><h2>a</h2><p>b</p></td></tr></table>", "## a\n\nb"),
        ("<p>a <a href='https://x.example/y'>b</a> <a href='/z'>c</a> <a href='javascript:x'>d</a></p>",
         "a [b](https://x.example/y) c d"),
        ("a<div>b</div>c", "a\n\nb\n\nc"),
        ("<p>a<script>b</script><style>c</style><!-- d --></p>", "a"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<p>1. a</p><p># b</p><p>* c [d](e) &lt;b&gt; snake_case _f_</p>",
         "1\\. a\n\n\\# b\n\n\\* c \\[d](e) \\<b> snake_case \\_f\\_"),
        ("<font><div><span>a</span> <b> b </b></div></font>", "a **b**"),
        ("<a href='https://x.example'><div>a</div><p>b</p></a>", "a\n\nb"),
        ("<p>Write to [email&#160;protected] now</p>", "Write to now"),
    ],
)  # fmt: skip
def test_each_element_has_its_markdown(html: str, markdown: str) -> None:
    """Nothing of a list, a table or a definition list is lost."""
    assert _markdown(html) == markdown


def test_pages_may_nest_deeply() -> None:
    """Old pages leave thousands of elements open."""
    import sys

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        assert _markdown("<div>" * 2000 + "a") == "a"
    finally:
        sys.setrecursionlimit(limit)


def test_only_outermost_elements_are_taken_out() -> None:
    """What lies inside goes with them."""
    tree = LexborHTMLParser("<nav id=a><nav id=b></nav></nav><nav id=c></nav>")
    assert [node.attributes["id"] for node in structure.outermost(tree.css("nav"))] == ["a", "c"]


def test_a_heading_without_its_marks() -> None:
    """To compare it with a title."""
    assert structure.plain("## A **b** [c](https://d.example) \\*e") == "A b c *e"
