"""From a found work to a hit: the version to show, why it was found, and a snippet with the words marked."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kb.document import Document
from kb.engine import Expanded, Hit, Matched
from kb.plan import ZONE_NAMES, All, Any, Leaf, Node, Plan, Prefixed, Sequences, Tokens, leaves
from kb.query import Search
from kb.terms import Term, Terms
from kb.text import excerpt, highlight, words
from kb.zones import Reading

SNIPPET = 240
MAX_MATCHED = 8
MAX_MARKED = 200

Span = tuple[int, int]


class _Part(NamedTuple):
    """What to look for in a reading, as it stands there: any of the stems or words, in some of the zones. Where it has
    a language, stems are looked for in that language alone and words in the others."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    zones: tuple[str, ...] = ZONE_NAMES
    language: str | None = None

    def shows(self, reading: Reading) -> bool:
        """Whether any of it is in the reading."""
        for needles, text in self._sides(reading):
            for needle in needles:
                if needle in text:
                    return True
        return False

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Where it is in the text of the reading."""
        for needles, text in self._sides(reading):
            for needle in needles:
                yield from _places(needle, text, reading)

    def _sides(self, reading: Reading) -> tuple[tuple[tuple[str, ...], str], ...]:
        """What is looked for, and the form of the text that it is looked for in."""
        if reading.zone not in self.zones:
            return ()
        stems, words = (self.stems, reading.stems), (self.words, reading.words)
        if self.language is None:
            return stems, words
        return (stems,) if reading.language == self.language else (words,)


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

    def __init__(self, document: Document, readings: tuple[Reading, ...], terms: tuple[int, ...]) -> None:
        self.document = document
        self.readings = readings
        self._terms = terms
        self._where: dict[int, list[Reading]] = {}

    @cached_property
    def terms(self) -> frozenset[int]:
        """The numbers of the terms that its texts hold."""
        return frozenset(self._terms)

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
    """A typed thing or an expansion of it: its parts, or the theme that it stands for."""

    term: str
    via: str
    parts: tuple[_Part, ...]
    theme: str | None = None

    def fields(self, work: _Shown) -> list[str]:
        """The fields of a work that have all of it."""
        if self.theme:
            return ["theme"] if self.theme in work.document.themes else []
        found = [work.zones(part) for part in self.parts]
        return [zone for zone in ZONE_NAMES if found and all(zone in zones for zones in found)]

    def shows(self, work: _Shown, language: str) -> bool:
        """Whether a part of it can be seen in the version in a language."""
        return any(reading.language == language for part in self.parts for reading in work.where(part))


class _Wanted:
    """A leaf of the plan; its expansions are looked at where a work lacks the leaf itself."""

    def __init__(self, leaf: Leaf, terms: Terms) -> None:
        self.typed = _Sought(leaf.label, "word", _parts(leaf.child))
        self._leaf = leaf
        self._terms = terms

    @cached_property
    def _themes(self) -> dict[str, _Sought]:
        """The themes that stand for the leaf, by id: its concept and those below it."""
        vocabulary, concept = self._terms.vocabulary, self._leaf.concept
        if concept is None or concept in vocabulary.words:
            return {}
        reached = {concept: "synonym", **dict.fromkeys(vocabulary.below(concept), "narrower")}
        return {id_: _Sought(vocabulary.label(id_, "en"), via, (), id_) for id_, via in reached.items()}

    @cached_property
    def _names(self) -> dict[int, _Sought]:
        """The names of its concept that were not typed, by number: those in a language in which it was typed first."""
        if self._leaf.concept is None:
            return {}
        every, typed = self._terms.of(self._leaf.concept), tuple(words(self._leaf.label))
        spoken = self._terms.languages(typed, every)
        ordered = sorted(every, key=lambda term: term.language not in spoken)
        return {
            term.number: _Sought(term.label, "synonym" if term.language in spoken else "translation", (_name(term),))
            for term in ordered
            if term.words != typed
        }

    def expansions(self, work: _Shown) -> list[_Sought]:
        """The expansions that a work has: its themes, and the names that its texts hold."""
        found = [self._themes[theme] for theme in work.document.themes if theme in self._themes]
        return found + [self._names[number] for number in self._names if number in work.terms]

    def expanded(self) -> Expanded | None:
        """The concept that was added, with what it is called and the concepts below it."""
        if self._leaf.concept is None:
            return None
        every = (*self._themes.values(), *self._names.values())
        named = sorted(every, key=lambda each: each.via == "narrower")
        return Expanded(self._leaf.concept, tuple(dict.fromkeys(each.term for each in named)))


def _name(term: Term) -> _Part:
    quoted = (f" {' '.join(term.words)} ",) if len(term.words) > 1 else ()
    return _Part((f" {' '.join(term.stems)} ",), quoted, language=term.language)


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

    def __init__(self, plan: Plan, search: Search, terms: Terms) -> None:
        self._wanted = [_Wanted(leaf, terms) for leaf in leaves(plan.root)]
        self._ticked = search.filters.get("language", ())

    def hit(
        self,
        document: Document,
        readings: tuple[Reading, ...],
        terms: tuple[int, ...] = (),
        score: float = 0.0,
        missing: tuple[str, ...] = (),
    ) -> Hit:
        """The hit for a work that the plan found, in the version that shows most of what was typed. `terms` are the
        numbers of those that its texts hold: others need not be looked for."""
        work = _Shown(document, readings, terms)
        reasons = [self._reason(wanted, work) for wanted in self._wanted]
        language = self._language(work, reasons)
        snippet = self._snippet(work, reasons, language)
        return Hit(document, language, score, tuple(snippet), self._matched(work, reasons), missing)

    def expansions(self) -> tuple[Expanded, ...]:
        """The concepts that were added to the query, each once, with the names that were searched for."""
        found = {each.concept: each for each in (wanted.expanded() for wanted in self._wanted) if each}
        return tuple(found.values())

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
