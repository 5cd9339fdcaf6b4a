"""What a document states of itself: each field checked and brought to the form of the record."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as day
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import process

from kb.document import TYPES, Award, Figure, Related
from kb.document import Source as Page
from kb.ingest import casts, country, date, number, tongue
from kb.ingest.casts import Wrong
from kb.ingest.source import Problem, Source


@dataclass(frozen=True)
class Declared:
    """The stated fields of a document; `None` or empty for what it does not state.

    `year_unknown` says that it states there is none (`year:` left empty), so that none is looked for.
    """

    id: str | None = None
    type: str | None = None
    title: str | None = None
    summary: str | None = None
    language: str | None = None
    language_note: str | None = None
    translation: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    coordinates_source: str | None = None
    year: date.Years | None = None
    year_end: int | None = None
    year_unknown: bool = False
    themes: tuple[str, ...] = ()
    organiser: str | None = None
    award: Award | None = None
    figures: tuple[Figure, ...] = ()
    sources: tuple[Page, ...] = ()
    related: tuple[Related, ...] = ()
    license: str | None = None


def _type(value: Any) -> str | None:
    given = casts.text(value)
    if given is None or given in TYPES:
        return given
    singular = {plural: name for name, plural in TYPES.items()}.get(given.lower(), given.lower())
    if singular in TYPES:
        return singular
    raise Wrong(value, f"one of {', '.join(TYPES)}")


def _country(value: Any) -> str | None:
    given = casts.text(value)
    found = country.code(given) if given else None
    if given and not found:
        raise Wrong(value, "an ISO 3166 code of two letters, as in PT")
    return found


def _language(value: Any) -> str | None:
    given = casts.text(value)
    found = tongue.code(given) if given else None
    if given and not found:
        raise Wrong(value, "an ISO 639 code, as in pt")
    return found


def _years(value: Any) -> date.Years | None:
    given = casts.text(value)
    if given is None:
        return None
    if bad := date.impossible(given):
        raise Wrong(value, f"a year; {bad} is no day of the calendar")
    years = date.parse(given)
    if years is None or not (isinstance(value, str) or given.isdecimal()):
        raise Wrong(value, f"a year from {date.FIRST} to {date.LAST}")
    return years


def _year_end(value: Any) -> int | None:
    years = _years(value)
    return years and (years.last or years.first)


def _page(value: Any) -> Page:
    url, read = casts.parts(value, "url", ("read",))
    address = casts.text(url) or ""
    parts = urlsplit(address) if not re.search(r"\s", address) else urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        raise Wrong(url, "an address that begins with https:// or http://")
    return Page(address, _read(read))


def _read(value: Any) -> str | None:
    """The month or day on which a page was read."""
    given = casts.text(value)
    if given is None:
        return None
    numbers = [int(part) for part in given.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", given) else []
    try:
        day(*[*numbers, 1, 1][:3])
    except (TypeError, ValueError):
        raise Wrong(value, "a month or a day, as in 2026-11 or 2026-11-23") from None
    return given


def _figure(value: Any) -> Figure:
    what, amount, unit, year = casts.parts(value, "what", ("value", "unit", "year"))
    try:
        figure = number.parse(amount) if isinstance(amount, str) else casts.real(amount)
    except ValueError as error:
        raise Wrong(amount, str(error)) from None
    name = casts.text(what)
    if name is None or figure is None:
        raise Wrong(value, "what is counted and its value")
    years = _years(year)
    return Figure(name, figure, casts.text(unit) or "", years and years.first)


def _related(value: Any) -> Related:
    work, commitment = casts.parts(value, "work", ("commitment",))
    name = casts.text(work)
    if name is None:
        raise Wrong(value, "the id of a work")
    return Related(name, casts.whole(commitment))


def _award(value: Any) -> Award | None:
    if value in (None, ""):
        return None
    if isinstance(value, str):
        return Award(distinction=casts.text(value))
    if not isinstance(value, Mapping):
        raise Wrong(value, "edition, year and distinction")
    edition, year, distinction = casts.parts(value, "edition", ("year", "distinction"))
    years = _years(year)
    return Award(casts.whole(edition), years and years.first, casts.text(distinction))


CASTS: Mapping[str, Callable[[Any], Any]] = {
    "id": casts.text, "type": _type, "title": casts.text, "summary": casts.text, "language": _language,
    "language_note": casts.text, "translation": casts.text, "city": casts.text, "region": casts.text,
    "country": _country, "latitude": casts.within(90), "longitude": casts.within(180),
    "coordinates_source": casts.text, "year": _years, "year_end": _year_end, "themes": casts.many(casts.needed),
    "organiser": casts.text, "award": _award, "figures": casts.many(_figure, ";"),
    "sources": casts.many(_page, r";|\s+"), "related": casts.many(_related), "license": casts.text,
}  # fmt: skip
"""Every field that a document can state, with what reads it."""

TRANSLATED = ("id", "title", "summary", "translation", "language", "language_note")
"""The fields that a translation has; the others stand in the original."""

DERIVED = frozenset(("population", "place_names", "area_names", "origin", "original", "url", "languages"))
"""Fields of our own export that are found anew each time."""


def parse(source: Source) -> tuple[Declared, tuple[Problem, ...]]:
    """The stated fields of a document, and a problem for each that is not as expected."""
    values: dict[str, Any] = {}
    problems = list(_unknown(source))
    for name, cast in CASTS.items():
        if name not in source.declared:
            continue
        try:
            values[name] = cast(source.declared[name])
        except Wrong as wrong:
            problems.append(source.problem(name, str(wrong)))
    values["year_unknown"] = "year" in source.declared and values.get("year") is None
    found = Declared(**values)
    return found, (*problems, *_contradictions(source, found))


def _unknown(source: Source) -> Iterator[Problem]:
    allowed = TRANSLATED if source.declared.get("translation") else tuple(CASTS)
    for name in source.declared:
        if name in CASTS and name not in allowed:
            yield source.problem(name, "is stated in a translation; the original states it, this was left out.", False)
        elif name not in CASTS and name not in DERIVED:
            near = process.extractOne(name, allowed, score_cutoff=70)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            yield source.problem(name, f"is not a field of a work and was left out{hint}", False)


def _contradictions(source: Source, found: Declared) -> Iterator[Problem]:
    first, last = found.year and found.year.first, found.year_end
    if first and last and last < first:
        yield source.problem("year_end", f"found {last}, expected {first} or later, the year in which it began.")
    if (found.latitude is None) != (found.longitude is None):
        yield source.problem("latitude", "found one coordinate, expected latitude and longitude.")
    elif found.latitude is not None and found.coordinates_source is None:
        yield source.problem("coordinates_source", "is missing: say where the coordinates are from.", False)
