"""From a found work to a hit: the version to show, why it was found, and a snippet with the words marked."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kb.document import Document
from kb.engine import Expanded, Hit, Matched
from kb.plan import ZONE_NAMES, All, Any, Expansion, Has, Leaf, Node, Plan, Prefixed, Sequences, Tokens, leaves
from kb.query import Search
from kb.text import excerpt, highlight
from kb.zones import Reading, label_term

SNIPPET = 240
MAX_MATCHED = 8
MAX_MARKED = 200

Span = tuple[int, int]


class _Part(NamedTuple):
    """What to look for in a reading, as it stands there: any of the stems or words, in some of the zones."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    zones: tuple[str, ...] = ZONE_NAMES

    def shows(self, reading: Reading) -> bool:
        """Whether any of it is in the reading."""
        if reading.zone in self.zones:
            for needle in self.stems:
                if needle in reading.stems:
                    return True
            for needle in self.words:
                if needle in reading.words:
                    return True
        return False

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Where it is in the text of the reading."""
        if reading.zone in self.zones:
            for needle in self.stems:
                yield from _places(needle, reading.stems, reading)
            for needle in self.words:
                yield from _places(needle, reading.words, reading)


def _places(needle: str, words: str, reading: Reading) -> Iterator[Span]:
    found = words.find(needle)
    at, first, more = 0, 0, needle.strip().count(" ")
    for _ in range(MAX_MARKED):
        if found < 0:
            return
        first += words.count(" ", at, found)
        yield reading.span(first, first + more)
        at = found
        found = words.find(needle, at + 1)


def _parts(node: Node) -> tuple[_Part, ...]:
    """The parts of a leaf, all of which it needs."""
    match node:
        case Tokens(tokens, zones):
            folded = tuple(f" {token[1:]} " for token in tokens if token[0] == "=")
            return (_Part(tuple(f" {token} " for token in tokens if token[0] != "="), folded, zones),)
        case Prefixed(prefix, zones):
            return (_Part((), (f" {prefix.removeprefix('=')}",), zones),)
        case Sequences(options, zones):
            return (_Part(tuple(f" {' '.join(option)} " for option in options), (), zones),)
        case All(children):
            return tuple(part for child in children for part in _parts(child))
        case Any(children):
            each = [part for child in children for part in _parts(child)]
            stems = tuple(needle for part in each for needle in part.stems)
            return (_Part(stems, tuple(needle for part in each for needle in part.words)),)
        case Leaf(_, child, _):
            return _parts(child)
    return ()


class _Shown:
    """A work, and which of its readings show what."""

    def __init__(self, document: Document, readings: tuple[Reading, ...], labels: tuple[str, ...]) -> None:
        self.document = document
        self.readings = readings
        self.labels = labels
        self._where: dict[int, list[Reading]] = {}

    def where(self, part: _Part) -> list[Reading]:
        """The readings that show a part."""
        found = self._where.get(id(part))
        if found is None:
            found = self._where[id(part)] = [reading for reading in self.readings if part.shows(reading)]
        return found

    def zones(self, part: _Part) -> set[str]:
        """The zones that show a part."""
        return {reading.zone for reading in self.where(part)}


class _Sought(NamedTuple):
    """A typed thing or an expansion of it: its parts, or the concepts that it stands for."""

    term: str
    via: str
    parts: tuple[_Part, ...]
    themes: tuple[str, ...] = ()

    def fields(self, work: _Shown) -> list[str]:
        """The fields of a work that have all of it."""
        if self.themes:
            return [] if set(self.themes).isdisjoint(work.document.themes) else ["theme"]
        found = [work.zones(part) for part in self.parts]
        return [zone for zone in ZONE_NAMES if found and all(zone in zones for zones in found)]

    def shows(self, work: _Shown, language: str) -> bool:
        """Whether a part of it can be seen in the version in a language."""
        return any(reading.language == language for part in self.parts for reading in work.where(part))


class _Wanted:
    """A leaf of the plan; its expansions are looked at where a work lacks the leaf itself."""

    def __init__(self, leaf: Leaf) -> None:
        self.typed = _Sought(leaf.label, "word", _parts(leaf.child))
        self._leaf = leaf

    @cached_property
    def _expansions(self) -> list[_Sought]:
        return [_expansion(each) for each in self._leaf.expansions]

    @cached_property
    def _by_label(self) -> dict[str, list[int]]:
        """Where the expansions stand that a label found in a work may show."""
        found: dict[str, list[int]] = {}
        for at, expansion in enumerate(self._expansions):
            for part in expansion.parts:
                terms = [label_term(needle.split()) for needle in part.stems]
                for label in (*terms, *(f"={needle.strip()}" for needle in part.words)):
                    found.setdefault(label, []).append(at)
        return found

    def expansions(self, work: _Shown) -> list[_Sought]:
        """The expansions that a work may have, by its themes and by the labels that were found in it."""
        themes = set(work.document.themes)
        found = {at for at, each in enumerate(self._expansions) if not themes.isdisjoint(each.themes)}
        for label in self._by_label.keys() & work.labels:
            found.update(self._by_label[label])
        return [self._expansions[at] for at in sorted(found)]


def _expansion(expansion: Expansion) -> _Sought:
    child = expansion.child
    return _Sought(expansion.term, expansion.via, _parts(child), child.values if isinstance(child, Has) else ())


class _Reason(NamedTuple):
    """What was typed, the fields of a work that have it, and where none has, what it may have instead."""

    typed: _Sought
    fields: list[str]
    instead: list[_Sought]

    def shows(self, work: _Shown, language: str) -> tuple[bool, bool]:
        """Whether what was typed can be seen in a version, and whether anything can."""
        typed = self.typed.shows(work, language)
        return typed, typed or any(each.shows(work, language) for each in self.instead)


class Presenter:
    """Makes the hits of one search."""

    def __init__(self, plan: Plan, search: Search) -> None:
        self._wanted = [_Wanted(leaf) for leaf in leaves(plan.root)]
        self._ticked = search.filters.get("language", ())

    def hit(
        self,
        document: Document,
        readings: tuple[Reading, ...],
        labels: tuple[str, ...],
        score: float = 0.0,
        missing: tuple[str, ...] = (),
    ) -> Hit:
        """The hit for a work that the plan found, in the version that shows most of what was typed. `labels` are the
        terms of the thesaurus that its texts hold: other expansions need not be looked for."""
        work = _Shown(document, readings, labels)
        reasons = [self._reason(wanted, work) for wanted in self._wanted]
        language = self._language(work, reasons)
        snippet = self._snippet(work, reasons, language)
        return Hit(document, language, score, tuple(snippet), self._matched(work, reasons), missing)

    def _reason(self, wanted: _Wanted, work: _Shown) -> _Reason:
        fields = wanted.typed.fields(work)
        return _Reason(wanted.typed, fields, [] if fields else wanted.expansions(work))

    def _language(self, work: _Shown, reasons: list[_Reason]) -> str:
        """Of versions that show as much: one in a ticked language, then the original."""
        if len(work.document.versions) == 1:
            return work.document.versions[0].language

        def rank(language: str) -> tuple[int, int, bool]:
            shown = [reason.shows(work, language) for reason in reasons]
            return sum(typed for typed, _ in shown), sum(some for _, some in shown), language in self._ticked

        return max(work.document.languages, key=rank)

    def _snippet(self, work: _Shown, reasons: list[_Reason], language: str) -> list[tuple[str, bool]]:
        text, spans = "", set[Span]()
        for reading in work.readings:
            if reading.language == language and reading.zone in ("summary", "body") and reading.text:
                text += " " * bool(text)
                spans |= {(start + len(text), end + len(text)) for start, end in _spans(work, reasons, reading)}
                text += reading.text
        return highlight(*excerpt(text, sorted(spans), SNIPPET))

    def _matched(self, work: _Shown, reasons: list[_Reason]) -> tuple[Matched, ...]:
        """For each leaf the fields in which it stands as typed; where it stands nowhere so, through what it came."""
        found: dict[Matched, None] = {}
        for typed, fields, instead in reasons:
            found |= {Matched(typed.term, typed.via, name): None for name in fields}
            for each in instead:
                found |= {Matched(each.term, each.via, name): None for name in each.fields(work)}
            if len(found) >= MAX_MATCHED:
                break
        return tuple(found)[:MAX_MATCHED]


def _spans(work: _Shown, reasons: list[_Reason], reading: Reading) -> Iterator[Span]:
    """What was typed, and where no field has it, what it was expanded to."""
    for typed, _, instead in reasons:
        for each in (typed, *instead):
            for part in each.parts:
                if reading in work.where(part):
                    yield from part.spans(reading)


def expansions(plan: Plan) -> tuple[Expanded, ...]:
    """The concepts that were added to the query, each once, with the labels that were searched for."""
    return tuple(
        Expanded(leaf.concept, tuple(dict.fromkeys(each.term for each in leaf.expansions)))
        for leaf in dict.fromkeys(leaves(plan.root))
        if leaf.concept
    )
