"""What a reader cites: the entry of the collection, with what it is about. RIS, BibTeX and CSL-JSON derive from it."""

from dataclasses import dataclass

from kb.document import Document
from kb.export import names
from kb.vocabulary import Vocabulary

COLLECTION = "Local democracy knowledge base"
"""The author and the container of every entry, as the licence asks."""


@dataclass(frozen=True)
class Reference:
    """An entry as it is cited.

    `issued` is the month in which its pages were read (`2026-11`), for the text is no older; `year` and `year_end`
    are those of what it is about, and no date of publication. `url` is `None` where the site has no public address.
    """

    id: str
    type: str
    title: str
    abstract: str
    language: str
    issued: str | None
    year: int | None
    year_end: int | None
    place: str | None
    keywords: tuple[str, ...]
    url: str | None
    note: str


def of(document: Document, vocabulary: Vocabulary, base_url: str = "", language: str | None = None) -> Reference:
    """The reference to a work, in a language or else in the original; the same work always gives the same one.

    `base_url` is the public address of the site, without a slash at its end.
    """
    version = document.version(language)
    return Reference(
        id=document.id,
        type=document.type,
        title=" ".join(version.title.split()),
        abstract=" ".join(version.summary.split()),
        language=version.language,
        issued=max((source.read for source in document.sources if source.read), default=None),
        year=document.year,
        year_end=document.year_end,
        place=names.place(document),
        keywords=tuple(vocabulary.label(theme, version.language) for theme in document.themes),
        url=f"{base_url}/documents/{document.id}" if base_url else None,
        note=_note(document),
    )


def _note(document: Document) -> str:
    """What no format has a field for, in words: `Practice. Rosario, Argentina. 2002. Sources: https://...`."""
    about = [document.type.capitalize(), names.place(document), names.years(document), document.organiser]
    sources = "; ".join(source.url for source in document.sources)
    return ". ".join(part for part in about if part) + "." + (f" Sources: {sources}" if sources else "")
