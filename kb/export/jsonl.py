"""Works as JSON Lines: the whole record, one work a line, UTF-8."""

from collections.abc import Iterable

from kb.document import Document, to_json


def write(documents: Iterable[Document]) -> bytes:
    """Each work as `kb.document.to_json` writes it, ended by a line feed; `from_json` reads a line back."""
    return b"".join(to_json(document) + b"\n" for document in documents)
