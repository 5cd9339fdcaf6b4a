"""Markdown to safe HTML: headings get addresses, and the commitments of a declaration their numbers as address."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from kb.text import slug

RESERVED = ("content", "facts", "figures", "sources", "related", "origin", "cite")
"""Ids of the page itself: a heading of the text never takes them."""

_COMMITMENT = re.compile(r"(\d{1,3})\.\s")
_TAGS = set("a blockquote br code em h2 h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul".split())
_ATTRIBUTES = {
    "a": {"href", "title", "class", "aria-label"},
    "ol": {"start"},
    **{heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")},
}
_SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


@lru_cache(maxsize=1024)
def render(body: str, numbered: bool = False) -> Markup:
    """The HTML of a Markdown text; with `numbered`, `### 3. ...` is at `#commitment-3` and shows a link to itself."""
    parser = _parser()
    tokens = parser.parse(body)
    used = set(RESERVED)
    for opening, inline in _headings(tokens):
        number = _COMMITMENT.match(inline.content) if numbered else None
        wanted = f"commitment-{number[1]}" if number else slug(inline.content)
        opening.attrs["id"] = id_ = _unused(wanted, used)
        if number and id_ == wanted and inline.children is not None:
            inline.children.append(_permalink(id_, f"Link to commitment {number[1]}"))
    html = parser.renderer.render(tokens, parser.options, {})
    # S704: what comes out of the sanitiser is safe to print.
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener"))  # noqa: S704


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Each heading's opening and its content. A page has one title of the first rank: the text's begin below it."""
    for at, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        if token.type == "heading_open":
            yield token, tokens[at + 1]


def _unused(wanted: str, used: set[str]) -> str:
    id_, number = wanted, 2
    while id_ in used:
        id_, number = f"{wanted}-{number}", number + 1
    used.add(id_)
    return id_


def _permalink(id_: str, label: str) -> Token:
    html = Markup('<a class="permalink" href="#{}" aria-label="{}">#</a>').format(id_, label)
    return Token("html_inline", "", 0, content=f" {html}")


@lru_cache(maxsize=1024)
def commitments(body: str) -> Mapping[int, str]:
    """The titles of the numbered headings of a text: `{3: "A forum of young people"}`."""
    titles = (inline.content for _, inline in _headings(_parser().parse(body)))
    found: dict[int, str] = {}
    for title in titles:
        if number := _COMMITMENT.match(title):
            found.setdefault(int(number[1]), title[number.end() :].strip())
    return found
