"""From the documents of a work to the work: what is stated, and what it does not state, each with its origin."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kb.document import TYPES, Document, Origin, Version
from kb.ingest import place, territory, theme, toponym, year
from kb.ingest.date import Years
from kb.ingest.gazetteer import Gazetteer
from kb.ingest.group import Piece, Work
from kb.ingest.source import Problem
from kb.text import words
from kb.vocabulary import Matcher, Vocabulary

PLURALS = {plural: name for name, plural in TYPES.items()}


@dataclass(frozen=True)
class Tools:
    """What enrichment looks things up in."""

    gazetteer: Gazetteer
    vocabulary: Vocabulary
    matcher: Matcher

    @cached_property
    def labels(self) -> frozenset[str]:
        """The folded words that names of the thesaurus are made of."""
        labels = (each for concept in self.vocabulary.meanings.values() for each in concept.labels.values())
        return frozenset(word for known in labels for label in known for word in words(label))


@dataclass
class _Draft:
    """Fields of a work as they are found, each with its origin, and what there is to say of them."""

    piece: Piece
    values: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def put(self, name: str, value: Any, origin: Origin) -> None:
        """Set a field, unless the value is none."""
        if value not in (None, "", ()):
            self.values[name] = value
            self.origin[name] = origin

    def stated(self, name: str, value: Any) -> None:
        """Set a field to what the document says."""
        self.put(name, value, Origin("stated", self.piece.source.where))

    def warn(self, name: str, reason: str) -> None:
        """Tell the curator something of a field."""
        self.problems.append(self.piece.source.problem(name, reason, False))

    def refuse(self, name: str, reason: str) -> None:
        """Tell why the work cannot be indexed."""
        self.problems.append(self.piece.source.problem(name, reason))


def enrich(work: Work, tools: Tools) -> tuple[Document | None, tuple[Problem, ...]]:
    """The work with all that can be known of it, or `None` and why."""
    versions = tuple(_version(piece) for piece in work.pieces)
    draft = _Draft(work.original)
    _plain(draft)
    _type(draft)
    _language(draft)
    _place(draft, versions[0], tools)
    _year(draft, versions[0])
    _themes(draft, versions[0], tools)
    draft.problems += _unlabelled(work)
    problems = tuple(draft.problems)
    if any(problem.refuses for problem in problems):
        return None, problems
    fields = {"type": "practice", **draft.values}
    return Document(
        work.id, versions=versions, original=work.original.language, origin=draft.origin, **fields
    ), problems


def _version(piece: Piece) -> Version:
    source, stated = piece.source, piece.stated
    return Version(piece.language, stated.title or source.title, stated.summary or "", source.body, stated.translation)


def _unlabelled(work: Work) -> Iterator[Problem]:
    for piece in work.translations:
        if not piece.stated.summary:
            yield piece.source.problem("summary", "is missing in a translation, expected one or two sentences.", False)


def _plain(draft: _Draft) -> None:
    stated = draft.piece.stated
    for name in ("region", "organiser", "award", "figures", "sources", "related", "license"):
        draft.stated(name, getattr(stated, name))
    # title and summary belong to the versions; only where they are from is of the work
    for name, found in (("title", draft.piece.source.title), ("summary", "")):
        if getattr(stated, name):
            draft.origin[name] = Origin("stated", draft.piece.source.where)
        elif found:
            draft.origin[name] = Origin("text", found)


def _type(draft: _Draft) -> None:
    """The type as stated, else by the folder, else a practice, which is what the collection is of."""
    folder = draft.piece.source.path.split("/")[-2:-1]
    named = PLURALS.get(folder[0]) if folder else None
    if draft.piece.stated.type:
        draft.stated("type", draft.piece.stated.type)
        if named and named != draft.piece.stated.type:
            draft.warn("type", f"found {draft.piece.stated.type!r} in the folder {folder[0]}, expected {named!r}.")
    elif named:
        draft.put("type", named, Origin("stated", f"folder {folder[0]}"))
    else:
        draft.warn("type", "is not stated, and the folder does not say it; taken as a practice.")


def _language(draft: _Draft) -> None:
    piece = draft.piece
    confidence = piece.source.confidence
    match piece.language_kind:
        case "stated":
            draft.origin["language"] = Origin("stated", piece.source.where)
        case "hint":
            draft.origin["language"] = Origin("stated", f"{piece.source.where}: {piece.source.hint}")
        case "detector":
            draft.origin["language"] = Origin("detector", "langdetect", confidence)
        case _:
            draft.origin["language"] = Origin("detector", f"unsure: {piece.source.detected or 'too short'}", confidence)


def _place(draft: _Draft, version: Version, tools: Tools) -> None:
    """The place as stated; else from the text, where it is sure."""
    stated = draft.piece.stated
    at = None if stated.latitude is None or stated.longitude is None else (stated.latitude, stated.longitude)
    seen = _seen(draft, version, tools) if _is_to_be_found(draft) else toponym.Found()
    city, country = seen.city or stated.city, seen.country or stated.country
    placed = place.resolve(tools.gazetteer, city, country, stated.region, at)
    for reason in placed.warnings:
        draft.warn("city", reason)
    found = placed.found
    evidence = Origin("gazetteer", f"GeoNames {found.id}: {found.local}, {found.country}" if found else "CLDR")
    _city(draft, placed, seen, evidence)
    draft.put("place_names", placed.names, evidence)
    draft.put("area_names", placed.areas, Origin("gazetteer", territory.SOURCE))
    for name in ("population", "latitude", "longitude") if found else ():
        draft.put(name, getattr(found, name), evidence)
    if at:
        source = Origin("stated", stated.coordinates_source or draft.piece.source.where)
        draft.values |= {"latitude": at[0], "longitude": at[1]}
        draft.origin |= {"latitude": source, "longitude": source}


def _city(draft: _Draft, placed: place.Placed, seen: toponym.Found, evidence: Origin) -> None:
    """City and country, each with its origin: stated, from the text, or from the gazetteer."""
    stated, where = draft.piece.stated, draft.piece.source.where
    text = Origin("text", seen.sentence)
    if seen.city:
        draft.put("city", placed.city, text)
    elif placed.city == stated.city:
        draft.stated("city", placed.city)
    else:
        draft.put("city", placed.city, Origin("gazetteer", f"{where}: {stated.city}"))
    if stated.country:
        draft.stated("country", stated.country)
    else:
        draft.put("country", placed.country, text if seen.city else evidence)


def _is_to_be_found(draft: _Draft) -> bool:
    """Whether to look for a place that is not stated: of a practice, and of an award that was given to one. A work that
    is written for the collection, which states its type, leaves the city out on purpose when it states the country;
    so does any that leaves a key empty."""
    stated, declared = draft.piece.stated, draft.piece.source.declared
    if stated.city or {"city", "region", "latitude"} & set(declared):
        return False
    on_purpose = "country" in declared and (stated.type is not None or stated.country is None)
    kind = draft.values.get("type", "practice")
    return not on_purpose and (kind == "practice" or (kind == "award" and stated.award is not None))


def _seen(draft: _Draft, version: Version, tools: Tools) -> toponym.Found:
    country, text = draft.piece.stated.country, f"{version.summary}\n{version.body}"
    seen = toponym.find(tools.gazetteer, version.title, text, version.language, country, tools.labels)
    if seen.warning:
        draft.warn("city", seen.warning)
    return seen


def _year(draft: _Draft, version: Version) -> None:
    """The years as stated; else from the text, unless the document says that there is none."""
    stated = draft.piece.stated
    if stated.year:
        draft.stated("year", stated.year.first)
        draft.stated("year_end", stated.year_end or stated.year.last)
        return
    draft.stated("year_end", stated.year_end)
    found = None if stated.year_unknown else year.find(version.title, f"{version.summary}\n{version.body}")
    if found is None:
        return
    if found.years is None:
        shown = ", ".join(map(str, found.others))
        draft.warn("year", f"is not stated; the text gives {shown}, and does not say which counts: state it, or leave"
                   " `year:` empty to say that it is unknown.")  # fmt: skip
    elif not found.told and stated.type:
        draft.warn("year", f"is not stated; the text names {found.years.first} ({found.sentence!r}): state it, or leave"
                   " `year:` empty to say that it is unknown.")  # fmt: skip
    else:
        _found_year(draft, found, found.years)


def _found_year(draft: _Draft, found: year.Found, years: Years) -> None:
    end = draft.values.get("year_end")
    if end is not None and end < years.first:
        draft.warn("year", f"is not stated; the text gives {years.first}, which is after the stated end: left open.")
        return
    evidence = Origin("text", found.sentence)
    draft.put("year", years.first, evidence)
    if end is None:
        draft.put("year_end", years.last, evidence)
    if found.others:
        shown = ", ".join(map(str, found.others))
        draft.warn("year", f"is not stated; the text gives {years.first} and {shown}: the earliest was taken.")


def _themes(draft: _Draft, version: Version, tools: Tools) -> None:
    named = draft.piece.stated.themes
    if not named:
        found = theme.found(version, tools.matcher, tools.vocabulary)
        draft.put("themes", found.ids, Origin("text", found.evidence))
        shown = ", ".join(f"{id_} from {words!r}" for id_, words in zip(found.ids, found.words, strict=True))
        if found.ids:
            draft.warn("themes", f"are not stated; taken from the text: {shown}. State those that are right.")
        else:
            draft.warn("themes", "are not stated, and the text names none of the thesaurus.")
        return
    themes = theme.stated(named, tools.vocabulary)
    draft.stated("themes", themes.ids)
    for name, near in themes.unknown:
        hint = f"; near are {', '.join(near)}" if near else ""
        draft.refuse("themes", f"found {name!r}, expected an id or label of the thesaurus{hint}.")
