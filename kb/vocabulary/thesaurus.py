"""Concepts, words and categories, their labels in each language, and what is broader than what."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kb.text import words

LANGUAGES = ("en", "es", "fr", "pt", "ca", "it", "de")
"""The languages that every concept has a label in."""


@dataclass(frozen=True)
class Concept:
    """A subject, or a `general` word. `labels` holds for each language the preferred label, then the synonyms."""

    id: str
    labels: Mapping[str, tuple[str, ...]]
    scope: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sdg: tuple[int, ...] = ()
    iopd: tuple[str, ...] = ()
    general: bool = False

    def label(self, language: str) -> str:
        """The preferred label in a language, else in English, else the slug."""
        found = self.labels.get(language) or self.labels.get("en") or (self.id,)
        return found[0]


@dataclass(frozen=True)
class Category:
    """A category of the IOPD award in some of its editions."""

    id: str
    editions: tuple[int, ...]
    label: Mapping[str, str]
    source: str


@dataclass(frozen=True)
class Vocabulary:
    """All concepts by id, the award's categories by id, and the general words by id.

    A general word is used about any subject (school, pay, free of charge): it finds its names in the other languages,
    but it is no theme, no work is filed under it, and it has no page.
    """

    concepts: Mapping[str, Concept]
    categories: Mapping[str, Category] = field(default_factory=dict)
    words: Mapping[str, Concept] = field(default_factory=dict)

    @cached_property
    def meanings(self) -> Mapping[str, Concept]:
        """Concepts and words alike: all that a search understands, by id."""
        return {**self.concepts, **self.words}

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of what finding depends on: ids, labels, and what is broader than what."""
        rows = sorted(self.meanings.items())
        shape = repr([(id_, sorted(concept.labels.items()), concept.broader) for id_, concept in rows])
        return hashlib.sha256(shape.encode()).hexdigest()[:12]

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """The concepts directly below each concept, by id."""
        below: dict[str, list[str]] = {}
        for concept in self.concepts.values():
            for parent in concept.broader:
                below.setdefault(parent, []).append(concept.id)
        return {parent: tuple(sorted(children)) for parent, children in below.items()}

    def below(self, id_: str) -> tuple[str, ...]:
        """The concepts below a concept, however far, each once."""
        return _reached(id_, lambda each: self.narrower.get(each, ()))

    def filed(self, themes: Iterable[str]) -> tuple[str, ...]:
        """What a work on some themes is filed under: these, and the concepts above them; the groups at the top of the
        thesaurus, which hold nearly everything, only where they are named themselves."""
        named = tuple(themes)
        return tuple(dict.fromkeys((*named, *(id_ for theme in named for id_ in self._above.get(theme, ())))))

    @cached_property
    def _above(self) -> Mapping[str, tuple[str, ...]]:
        """The concepts above each concept, the groups at the top left out."""

        def step(id_: str) -> tuple[str, ...]:
            return self.concepts[id_].broader if id_ in self.concepts else ()

        return {id_: tuple(each for each in _reached(id_, step) if step(each)) for id_ in self.concepts}

    @cached_property
    def related(self) -> Mapping[str, tuple[str, ...]]:
        """The concepts beside each concept or word, stated from either side."""
        beside: dict[str, set[str]] = {id_: set() for id_ in self.meanings}
        for one in self.meanings.values():
            for other in one.related:
                if other in self.concepts:
                    beside[one.id].add(other)
                    beside[other] |= {one.id} - self.words.keys()
        return {id_: tuple(sorted(others)) for id_, others in beside.items()}

    def label(self, id_: str, language: str) -> str:
        """The preferred label of a concept; the id itself when the thesaurus does not know it."""
        found = self.meanings.get(id_)
        return found.label(language) if found else id_

    def resolve(self, name: str) -> str | None:
        """The id of the concept that has this id or, case and marks aside, this label in any language."""
        return name if name in self.concepts else self._by_label.get(tuple(words(name)))

    @cached_property
    def _by_label(self) -> Mapping[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for concept in self.concepts.values():
            for labels in concept.labels.values():
                for label in labels:
                    found.setdefault(tuple(words(label)), concept.id)
        return found


def _reached(id_: str, step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """All that can be reached from an id in steps, each once, without itself."""
    found: dict[str, None] = {}
    left = [id_]
    while left:
        new = [other for other in step(left.pop()) if other not in found and other != id_]
        found |= dict.fromkeys(new)
        left += new
    return tuple(found)
