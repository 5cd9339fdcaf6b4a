"""HTML pages: site rules first, then an extractor in recall mode whose losses are made good."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.errors import BadDocument
from kb.ingest.read import kept, structure
from kb.ingest.read.columns import Columns
from kb.ingest.read.content import Content
from kb.ingest.read.rules import CONTENT, NOISE, RULES, Rule, rule_for
from kb.ingest.source import Problem, Source

_CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w:-]+)""", re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?[\w.-]+\s+(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)
_NOT_FIELDS = frozenset(("id", "body", "themes", "sources", "latitude", "longitude", "type"))
_META = {
    "description": "summary", "og:description": "summary", "dc.description": "summary",
    "dcterms.description": "summary",
    "dc.title": "title", "dcterms.title": "title", "og:title": "title", "geo.placename": "city", "city": "city",
    "country": "country", "year": "year", "region": "region", "dc.rights": "license", "dcterms.license": "license",
    "themes": "themes", "type": "type", "translation": "translation",
}  # fmt: skip
_LANGUAGE = ("dc.language", "dcterms.language", "content-language", "og:locale")
_ENOUGH = 0.8


def read(content: Content) -> Iterator[Source | Problem]:
    """The work; what of its lists, tables and definitions an extractor leaves out is put back, with a warning."""
    text, problems = content.text(_stated_encoding(content.data))
    yield from problems
    if _ENTITY.search(text[:100_000]):
        raise BadDocument("declares an external entity, which is never read; expected a page without one.", "xml")
    tree = LexborHTMLParser(text)
    if content.path.suffix.lower() == ".xml" and not re.search(r"<html\b", text[:5000], re.IGNORECASE):
        raise BadDocument("found XML of another kind, expected XHTML.", "format")
    meta, language = _meta(tree)
    rule = rule_for(urlsplit(meta.get("sources", "")).hostname or "", _marks(tree))
    meta = {**meta, **_sheet(tree, rule)} if rule else meta
    title = _title(tree, meta)
    body, reason = _body(tree, rule)
    if reason:
        yield content.warning("body", reason)
    if not body:
        raise BadDocument("found a page without text, expected some.", "body")
    yield content.source(declared=meta, title=title, body=_without_title(body, title), hint=language)


def _stated_encoding(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    name = (found[1] or found[2]).decode("ascii", "replace").lower() if found else None
    # browsers read these as the encoding of Windows, and so do the people who wrote them
    return "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252") else name


def _marks(tree: LexborHTMLParser) -> frozenset[str]:
    return frozenset(rule.marks for rule in RULES if rule.marks and tree.css_first(rule.marks))


def _meta(tree: LexborHTMLParser) -> tuple[dict[str, Any], str | None]:
    """What the head of a page states, and the language that the page claims."""
    found: dict[str, Any] = {}
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or root.attributes.get("xml:lang")) if root else None
    for node in tree.css("meta"):
        name = (
            node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("http-equiv") or ""
        ).lower()
        value = " ".join((node.attributes.get("content") or "").split())
        if value and name in _META:
            found.setdefault(_META[name], value)
        elif value and name in _LANGUAGE:
            language = language or value
    address = tree.css_first("link[rel=canonical]") or tree.css_first("meta[property='og:url']")
    url = address and (address.attributes.get("href") or address.attributes.get("content"))
    if url and re.fullmatch(r"https?://\S+\.\S+", url):
        found["sources"] = url
    return found, language


def _sheet(tree: LexborHTMLParser, rule: Rule) -> dict[str, Any]:
    """The fields of a sheet of terms and values, as far as they are ours."""
    found: dict[str, Any] = {}
    known = Columns()
    for label in tree.css(rule.labels) if rule.labels else ():
        value = label.next
        while value is not None and value.tag not in ("dd", "td"):
            value = value.next
        name = known.field(label.text().strip().rstrip(":"))
        if name and name not in _NOT_FIELDS and value is not None:
            found.setdefault(name, " ".join(value.text(separator=" ").split()))
    return found


def _title(tree: LexborHTMLParser, meta: dict[str, Any]) -> str:
    """The one first heading, else the title of the head; a stated title (`dc.title`) has its own place."""
    headings = [" ".join(node.text(separator=" ").split()) for node in tree.css("h1")]
    headings = [heading for heading in headings if heading]
    head = tree.css_first("title")
    named = " ".join((head.text() if head else "").split())
    if len(set(headings)) == 1:
        meta.pop("title", None)
        return headings[0]
    return str(meta.pop("title", "")) or named or next(iter(headings), "")


def _without_title(body: str, title: str) -> str:
    first, _, rest = body.partition("\n")
    return rest.strip() if first.startswith("#") and structure.plain(first) == title else body


def _body(tree: LexborHTMLParser, rule: Rule | None) -> tuple[str, str]:
    """The text of a page, and what a curator should know of how it was found."""
    for node in structure.outermost(tree.css(f"{NOISE}, {rule.drop}" if rule and rule.drop else NOISE)):
        node.decompose()
    for selector in (rule.keep, *CONTENT) if rule else CONTENT:
        regions = [node for node in tree.css(selector) if (node.text() or "").strip()]
        if len(regions) == 1:
            return structure.markdown(regions[0]), ""
    region = tree.body
    return _extracted(tree, region) if region else ("", "")


def _extracted(tree: LexborHTMLParser, region: LexborNode) -> tuple[str, str]:
    """An unknown page: the extractor's text, unless it lost something that stands in a list or a table."""
    import trafilatura  # here: it takes half a second, and most pages do not need it

    menus = _drop_menus(region)
    note = f" Left out as menus: {menus} lists of nothing but links." if menus else ""
    text = trafilatura.extract(
        tree.html or "", output_format="markdown", favor_recall=True, include_tables=True, include_comments=False
    )
    missing = kept.lost(region, text or "")
    if not text or missing:
        shown = f" (such as {missing[0][:60]!r})" if missing else ""
        reason = f"found no element that holds the content; {len(missing)} items{shown} would have been lost"
        return structure.markdown(region), f"{reason}, so all was kept.{note}"
    share = kept.share(region, text)
    reason = f"kept {share:.0%} of the words of the page; look whether something is missing." if share < _ENOUGH else ""
    return text.strip(), (reason + note).strip()


def _drop_menus(region: LexborNode) -> int:
    """Take out lists that hold nothing but short links, three or more; how many they were."""
    menus = structure.outermost([node for node in region.css("ul, ol") if _is_menu(node)])
    for node in menus:
        node.decompose()
    return len(menus)


def _is_menu(node: LexborNode) -> bool:
    items = node.css("li")
    return len(items) >= 3 and all(_is_link(item) for item in items)


def _is_link(item: LexborNode) -> bool:
    own = kept.own_words(item)
    return len(own) <= 5 and any(kept.own_words(link) == own for link in item.css("a"))
