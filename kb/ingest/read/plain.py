"""Plain text in any encoding; front matter is read there too."""

from collections.abc import Iterator

from kb.document import split_front_matter
from kb.ingest.read.content import Content
from kb.ingest.source import Problem, Source

_TITLE = 200


def read(content: Content) -> Iterator[Source | Problem]:
    """The work; its first line is the title, shortened at a word when it runs on."""
    text, problems = content.text()
    yield from problems
    declared, body = split_front_matter(text)
    yield content.source(declared=declared, **headed(body.strip(), keep=bool(declared.get("title"))))


def headed(text: str, keep: bool = False) -> dict[str, str]:
    """Title and body of a text: the first line is the title and leaves the body, unless the title is stated (`keep`).

    A first line that is a whole paragraph stays in the body, its beginning is the title.
    """
    first, _, rest = text.partition("\n")
    first = " ".join(first.strip().lstrip("#").split())
    if keep or not first:
        return {"body": text}
    if len(first) <= _TITLE:
        return {"title": first, "body": rest.strip()}
    return {"title": first[:_TITLE].rpartition(" ")[0] + " …", "body": text}
