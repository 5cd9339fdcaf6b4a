"""HTML to Markdown by its structure: every list, table and definition list is kept, whatever the page looks like."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "select", "option",
                     "button", "input", "textarea", "head", "datalist", "audio", "video", "-comment"))  # fmt: skip
_INLINE = frozenset(
    ("-text", "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em",
     "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
     "sup", "time", "tt", "u", "var", "wbr", "output")
)  # fmt: skip
# only what would turn into markup: readers of the file, and of snippets, should meet few backslashes
_SPECIAL = re.compile(r"([\\`*]|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|<(?=[A-Za-z/!])|\[(?=[^\]]*\]\())")
_LINE_START = re.compile(r"^(\s*\d*)(#+|[+-]|(?<=\d)[.)])(?=\s)", re.MULTILINE)
_SPACE = re.compile(r"[^\S\u00a0]+|\u00a0+")
_EMAIL = re.compile(r"\[email\s*protected\]")


def markdown(node: LexborNode) -> str:
    """The content of an element as Markdown: headings, paragraphs, nested lists, tables, links with their address."""
    blocks = [block for block in _blocks(node) if block.strip()]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(blocks)).strip()


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """The nodes that lie in none of the others: only they may be taken out, the others go with them."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(parent.mem_id in known for parent in _ancestors(node))]


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def plain(line: str) -> str:
    """A line of our Markdown without its marks."""
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line.lstrip("# "))
    return re.sub(r"\\(.)|\*+", r"\1", line).strip()


def _blocks(node: LexborNode) -> Iterator[str]:
    """The blocks inside an element; text between them is a paragraph of its own."""
    run: list[str] = []
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag in _SILENT:
            continue
        if tag in _INLINE and not _holds_blocks(child):
            run.append(_inline(child))
            continue
        yield _paragraph(run)
        run = []
        yield from _block(child, tag)
    yield _paragraph(run)


def _holds_blocks(node: LexborNode) -> bool:
    """Whether an inline element has blocks inside: a card that is one link, an old `font` around the page."""
    return node.tag != "-text" and any(
        (child.tag not in _INLINE and child.tag not in _SILENT) or _holds_blocks(child) for child in node.iter()
    )


def _block(node: LexborNode, tag: str) -> Iterator[str]:
    match tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield f"{'#' * int(tag[1])} {' '.join(_all_inline(node).split())}"
        case "ul" | "ol" | "menu" | "dir":
            yield "\n".join(_items(node, tag == "ol"))
        case "dl":
            yield "\n".join(_definitions(node))
        case "table":
            yield from _table(node)
        case "pre":
            yield f"```\n{(node.text() or '').strip()}\n```"
        case "blockquote":
            yield "\n".join(f"> {line}".rstrip() for line in markdown(node).split("\n"))
        case "hr":
            yield "---"
        case _:
            yield from _blocks(node)


def _paragraph(run: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(run).split("\n"))
    return _LINE_START.sub(r"\1\\\2", "\n".join(line for line in lines if line))


def _inline(node: LexborNode) -> str:
    match node.tag:
        case "-text":
            text = _EMAIL.sub("", node.text_content or "")
            return _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", text))
        case "br":
            return "\n"
        case "img":
            return ""
        case "a":
            return _link(node)
        case "strong" | "b":
            return _marked(node, "**")
        case "em" | "i":
            return _marked(node, "*")
    return _all_inline(node)


def _all_inline(node: LexborNode) -> str:
    return "".join(_inline(child) for child in node.iter(include_text=True) if child.tag not in _SILENT)


def _marked(node: LexborNode, mark: str) -> str:
    """Marked text; the spaces at its ends go outside, where Markdown wants them."""
    text = _all_inline(node)
    inner = text.strip()
    if not inner or "\n" in inner or mark[0] in inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"


def _link(node: LexborNode) -> str:
    text = _all_inline(node)
    address = (node.attributes.get("href") or "").strip()
    if not text.strip() or "\n" in text or not re.fullmatch(r"https?://[^\s()<>]+", address):
        return text
    return f"[{text.strip()}]({address})"


def _items(node: LexborNode, ordered: bool) -> Iterator[str]:
    number = 0
    for child in node.iter(include_text=True):
        if child.tag in ("ul", "ol"):  # a list right inside a list, as old pages have it
            yield from (f"  {line}" for line in _items(child, child.tag == "ol"))
        elif child.tag not in _SILENT and (text := _inside(child)):
            number += 1
            mark = f"{number}. " if ordered else "- "
            yield mark + text.replace("\n", "\n" + " " * len(mark))


def _inside(node: LexborNode) -> str:
    """What an item holds, its blocks close together."""
    if node.tag == "-text":
        return _inline(node).strip()
    return "\n".join(block for block in _blocks(node) if block.strip())


def _definitions(node: LexborNode) -> Iterator[str]:
    """`- **term**: definition` for each definition; terms without one stand alone."""
    terms: list[str] = []
    for child in node.iter():
        if child.tag == "div":
            yield from _pending(terms)
            terms = []
            yield from _definitions(child)
        elif child.tag == "dt":
            terms.append(" ".join(_all_text(child).split()))
        elif child.tag not in _SILENT and (text := _inside(child)):
            term = " / ".join(terms).rstrip(" :")
            yield (f"- **{term}**: " if term else "- ") + text.replace("\n", "\n  ")
            terms = []
    yield from _pending(terms)


def _pending(terms: list[str]) -> Iterator[str]:
    yield from (f"- **{term}**" for term in terms if term)


def _all_text(node: LexborNode) -> str:
    return _inside(node).replace("*", "").replace("\n", " ")


def _table(node: LexborNode) -> Iterator[str]:
    """A table with its rows as lines; one that only lays out the page gives what its cells hold."""
    caption = next((_inside(child) for child in node.css("caption")), "")
    rows = [[_cell(cell) for cell in row] for row in _rows(node)]
    if caption:
        yield caption
    if any("\n\n" in cell or cell.startswith(("#", "- ", "|")) for row in rows for cell in row) or node.css(
        "table table"
    ):
        yield from (cell for row in rows for cell in row if cell)
        return
    width = max((len(row) for row in rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows if any(row)]
    if width == 1:
        yield from (row[0] for row in rows if row)
    elif lines:
        yield "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _rows(node: LexborNode) -> Iterator[list[LexborNode]]:
    for child in node.iter():
        if child.tag == "tr":
            yield [cell for cell in child.iter() if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cell(node: LexborNode) -> str:
    blocks = [block for block in _blocks(node) if block.strip()]
    if len(blocks) > 1 or any(block.startswith(("- ", "1. ", "#")) for block in blocks):
        return "\n\n".join(blocks) if len(blocks) > 1 else blocks[0]
    return " ".join("".join(blocks).split()).replace("|", "\\|")
