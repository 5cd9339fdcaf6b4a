"""What a file's name says: `<id>.<language>.<format>`, and how a name is shown."""

import os
from pathlib import Path
from typing import NamedTuple

from babel.localedata import exists

from kb.ingest import tongue
from kb.text import slug

FORMATS = {
    ".md": "markdown", ".markdown": "markdown", ".html": "webpage", ".htm": "webpage", ".xhtml": "webpage",
    ".xml": "webpage", ".pdf": "pdf", ".docx": "word", ".txt": "plain", ".csv": "rows", ".tsv": "rows",
    ".json": "objects", ".jsonl": "objects", ".ndjson": "objects",
}  # fmt: skip
"""Each ending of a file's name with the module of `kb.ingest.read` that reads it."""


class Name(NamedTuple):
    """The id and the language that a file's name gives; the id of a Markdown file is its stem as it stands."""

    id: str
    language: str | None


def parse(path: Path) -> Name:
    """`tiassale.fr.md` is ("tiassale", "fr"); a name that is not made for us gives the slug of its stem."""
    stem, dot, last = path.stem.rpartition(".")
    language = tongue.code(last) if dot and _is_code(last) else None
    id_ = stem if language else path.stem
    return Name(id_ if FORMATS.get(path.suffix.lower()) == "markdown" else slug(id_), language)


def _is_code(part: str) -> bool:
    """Whether part of a name is a code of a language that is written: `es`, `ast`, but not the `new` of a draft."""
    return part.isascii() and part.islower() and (len(part) == 2 or (len(part) == 3 and exists(part)))


def is_slug(id_: str) -> bool:
    """Whether an id can be an address as it stands."""
    return any(char.isalnum() for char in id_) and id_ == slug(id_)


def absolute(path: Path) -> Path:
    """The whole path, with links as they are: a document keeps the place that the curator gave it."""
    return Path(os.path.normpath(path.absolute()))


def shown(path: Path) -> str:
    """A path as messages and reports show it: from the working folder where it lies inside, `/` between names."""
    whole, here = absolute(path), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
