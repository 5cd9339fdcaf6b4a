"""Markdown with YAML front matter: the format that the collection is kept in."""

import re
from collections.abc import Iterator

from kb.document import split_front_matter
from kb.errors import BadDocument
from kb.ingest.read.content import Content
from kb.ingest.source import Problem, Source

_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)|\A\s*(\S[^\n]*)\n=+[ \t]*(?:\n|\Z)")
_OPEN = re.compile(r"\A\ufeff?---[ \t]*\r?\n\s*[\w-]+:")


def read(content: Content) -> Iterator[Source | Problem]:
    """The work; a text without a stated title is called by its first heading."""
    text, problems = content.text()
    yield from problems
    declared, body = split_front_matter(text)
    if not declared and _OPEN.match(text):
        raise BadDocument("The front matter does not end: expected a line `---` after it.", "front matter")
    heading = _HEADING.match(body.replace("\r\n", "\n")) if not declared.get("title") else None
    if heading is None:
        yield content.source(declared=declared, body=body.strip())
    else:
        body = body.replace("\r\n", "\n")[heading.end() :]
        yield content.source(declared=declared, title=heading[1] or heading[2], body=body.strip())
