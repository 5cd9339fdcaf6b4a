"""A hit as the list of results shows it."""

from collections.abc import Collection
from dataclasses import dataclass

from kb.document import Document
from kb.engine import Hit
from kb.web import links
from kb.web.labels import READER, Labels, Text, joined, language, place, type_, years

FIELDS = {"title": "title", "summary": "summary", "body": "text", "place": "place", "theme": "themes"}
MOST = 4
"""Reasons that are given for one hit."""

VIA = {"synonym": "synonym", "translation": "translation", "meaning": "by meaning"}


@dataclass(frozen=True)
class Reason:
    """Why a work was found: the `term`, how it was reached (`via`, empty for a typed word), and `where` it stands."""

    term: Text
    via: str
    where: str


@dataclass(frozen=True)
class HitView:
    """A hit: `title` and `url`; `in_english`, the English title when `title` is in another language; `type`, `place`,
    `years`; `languages` it can be read in; `snippet` in the language of `title`, in pieces, each
    with whether it is marked; `reasons` why it was found; `missing`, the words that a nearby work lacks."""

    title: Text
    url: str
    in_english: str | None
    type: str
    place: str | None
    years: str | None
    languages: str
    snippet: tuple[tuple[str, bool], ...]
    reasons: tuple[Reason, ...]
    missing: str


def hit_view(hit: Hit, labels: Labels, ticked: Collection[str] = ()) -> HitView:
    """The view of a hit, in the version that the engine chose because it shows the words or is in a `ticked` language;
    where no word speaks for a version, in the one that the reader can read."""
    document = hit.document
    spoken = any(match.via != "meaning" for match in hit.matched)
    chosen = hit.language if spoken or hit.language in ticked else shown_language(document)
    version = document.version(chosen)
    english = document.version(READER)
    marked = any(is_marked for _, is_marked in hit.snippet)
    return HitView(
        title=Text.of(version.title, version.language),
        url=links.work(document.id, None if version.language == shown_language(document) else version.language),
        in_english=english.title if READER == english.language != version.language else None,
        type=type_(document.type),
        place=place(document),
        years=years(document),
        languages=joined([language(code) for code in document.languages]),
        snippet=hit.snippet if marked or not version.summary else ((version.summary, False),),
        reasons=reasons(hit, labels),
        missing=joined([f"“{word}”" for word in hit.missing]),
    )


def shown_language(document: Document, asked: str | None = None) -> str:
    """The language that a work's page is shown in: the one asked for, else the reader's, else the original."""
    for code in (asked, READER):
        if code in document.languages:
            return code
    return document.original


def reasons(hit: Hit, labels: Labels) -> tuple[Reason, ...]:
    """Why a work was found: one reason for each term, with all the fields that it stands in."""
    found: dict[tuple[str, str], list[str]] = {}
    for match in hit.matched:
        found.setdefault((match.term, VIA.get(match.via, "")), []).append(FIELDS.get(match.field, match.field))
    return tuple(
        Reason(labels.term(term) if via else Text(term), via, joined(list(dict.fromkeys(where))))
        for (term, via), where in list(found.items())[:MOST]
    )
