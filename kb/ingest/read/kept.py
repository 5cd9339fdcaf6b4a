"""The guard on extracted text: what of a page's lists, tables and definitions is not in it."""

from selectolax.lexbor import LexborNode

from kb.text import words

_NESTED = ("ul", "ol", "dl", "table", "script", "style")


def own_words(node: LexborNode) -> list[str]:
    """The words of an element without those of the lists and tables inside it."""
    texts = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            texts.append(child.text_content or "")
        elif child.tag not in _NESTED:
            texts.append(" ".join(own_words(child)))
    return words(" ".join(texts))


def lost(region: LexborNode, text: str) -> list[str]:
    """The items, terms, definitions and cells of a region whose words do not stand in a text in their order."""
    kept = f" {' '.join(words(text))} "
    missing = []
    for node in region.css("li, dt, dd, td, th, caption"):
        found = " ".join(own_words(node))
        if found and f" {found} " not in kept:
            missing.append(found)
    return missing


def share(region: LexborNode, text: str) -> float:
    """How much of the words of a region a text has, 0 to 1."""
    whole = words(region.text(separator=" ") or "")
    return min(1.0, len(words(text)) / len(whole)) if whole else 1.0
