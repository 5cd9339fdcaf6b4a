"""The thesaurus: concepts, their labels and synonyms in each language, and what a run of words means."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kb.errors import KbError
from kb.text import Analysis, slug, words

LANGUAGES = ("en", "es", "fr", "pt", "ca", "it", "de")
"""The languages that every concept has a label in."""

CONCEPTS = Path(__file__).parent / "concepts"
WORDS = Path(__file__).parent / "words"
CATEGORIES = Path(__file__).parent / "award-categories.yaml"


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


class Mention(NamedTuple):
    """A concept named by the words from `start` up to, not including, `end`."""

    start: int
    end: int
    concept: Concept


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
        found = dict.fromkeys(themes)
        for theme in tuple(found):
            above = _reached(theme, lambda each: self.concepts[each].broader if each in self.concepts else ())
            found |= dict.fromkeys(id_ for id_ in above if id_ in self.concepts and self.concepts[id_].broader)
        return tuple(found)

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


class Matcher:
    """Finds the concepts that a run of words names, in any language, plural or singular.

    What is called exactly as it stands there comes before what is only alike. A label of one word is held to more than
    its stem: `house` is not `housing`, `account` not `accountability`.
    """

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis) -> None:
        self._analysis = analysis
        self._tables: dict[str, _Table] = {language: {} for language in LANGUAGES}
        for concept in vocabulary.meanings.values():
            for language, labels in concept.labels.items():
                for label in labels:
                    names = tuple(words(label))
                    rows = self._tables.setdefault(language, {}).setdefault(self._stems(names, language), [])
                    rows.append((names, concept))
        self._longest = max((len(key) for table in self._tables.values() for key in table), default=0)

    def _stems(self, names: Sequence[str], language: str) -> tuple[str, ...]:
        return tuple(self._analysis.stem(name, language) for name in names)

    def mentions(self, names: Sequence[str], languages: Iterable[str] = LANGUAGES) -> list[Mention]:
        """The concepts that folded words name, longest first where they overlap, in the order of the words."""
        read = [(self._tables[language], self._stems(names, language)) for language in languages]
        found, at = [], 0
        while at < len(names):
            mention = self._longest_at(names, read, at)
            if mention:
                found.append(mention)
            at = mention.end if mention else at + 1
        return found

    def groups(self, typed: Sequence[str]) -> list[tuple[int, int, Concept | None]]:
        """Typed words in their order, those together that name a concept: first, last and one, and the concept. A label
        that begins or ends inside a typed word is none."""
        folded = [words(text) for text in typed]
        owner = [at for at, names in enumerate(folded) for _ in names]
        found: list[tuple[int, int, Concept | None]] = []
        at = 0
        for mention in self.mentions([name for names in folded for name in names]):
            first, end = owner[mention.start], owner[mention.end - 1] + 1
            if first >= at and sum(map(len, folded[first:end])) == mention.end - mention.start:
                found += [(alone, alone + 1, None) for alone in range(at, first)]
                found.append((first, end, mention.concept))
                at = end
        return found + [(alone, alone + 1, None) for alone in range(at, len(typed))]

    def _longest_at(
        self, names: Sequence[str], read: list[tuple["_Table", tuple[str, ...]]], start: int
    ) -> Mention | None:
        for end in range(min(len(names), start + self._longest), start, -1):
            typed = tuple(names[start:end])
            rows = [row for table, stems in read for row in table.get(stems[start:end], ())]
            exact = (concept for label, concept in rows if label == typed)
            alike = (concept for label, concept in rows if len(label) > 1 or _is_inflected(typed[0], label[0]))
            if (concept := next(exact, None) or next(alike, None)) is not None:
                return Mention(start, end, concept)
        return None


_Table = dict[tuple[str, ...], list[tuple[tuple[str, ...], Concept]]]


def _is_inflected(word: str, label: str) -> bool:
    """Whether two words of one stem differ by no more than two letters at the end of each, as plurals do."""
    shared = len(os.path.commonprefix((word, label)))  # noqa: RUF071 (letters are what is compared)
    return len(word) - shared <= 2 and len(label) - shared <= 2


def load(folder: Path = CONCEPTS, categories: Path = CATEGORIES, general: Path = WORDS) -> Vocabulary:
    """Read the thesaurus from its YAML files; `KbError` names the file and the concept that cannot be read."""
    found: dict[str, Concept] = {}
    for path, read in (*_files(folder, _concept), *_files(general, _word)):
        for row in _rows(path):
            concept = read(row, path)
            if concept.id in found:
                raise KbError(f"{path.name}: {concept.id!r} stands twice in the thesaurus.", "id")
            found[concept.id] = concept
    rows = _rows(categories) if categories.exists() else []
    return Vocabulary(
        {id_: concept for id_, concept in found.items() if not concept.general},
        {row["id"]: Category(**{**row, "editions": tuple(row["editions"])}) for row in rows},
        {id_: concept for id_, concept in found.items() if concept.general},
    )


def _files(folder: Path, read: "_Reader") -> list[tuple[Path, "_Reader"]]:
    return [(path, read) for path in sorted(folder.glob("*.yaml"))]


def _rows(path: Path) -> list[Any]:
    # the parser in C, where PyYAML was built with it, saves every start a second
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader) or []  # noqa: S506 (a safe loader)


def _concept(row: Any, path: Path) -> Concept:
    try:
        labels = {language: _list(names) for language, names in row["labels"].items()}
        broader, related, sdg, iopd = (tuple(row.get(name) or ()) for name in ("broader", "related", "sdg", "iopd"))
        return Concept(row["id"], labels, row.get("scope", ""), broader, related, sdg, iopd)
    except (KeyError, TypeError, AttributeError) as error:
        name = row.get("id", row) if isinstance(row, dict) else row
        raise KbError(f"{path.name}: the concept {name!r} lacks {error}.", "labels") from error


def _word(row: Any, path: Path) -> Concept:
    """A row of words: its labels by language; it is called by its `id` or, without one, by its first English label."""
    try:
        labels = {language: _list(names) for language, names in row.items() if language not in ("id", "related")}
        id_ = row.get("id") or slug(labels["en"][0])
        return Concept(id=id_, labels=labels, related=tuple(row.get("related") or ()), general=True)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise KbError(f"{path.name}: the word {row!r} lacks {error}.", "labels") from error


def _list(names: Any) -> tuple[str, ...]:
    if not isinstance(names, list):
        raise TypeError(f"a list where {names!r} stands")
    return tuple(map(str, names))


_Reader = Callable[[Any, Path], Concept]


def problems(vocabulary: Vocabulary) -> list[str]:
    """What a curator has to mend: missing languages, a label of two concepts, links to nothing, cycles."""
    found = []
    for concept in vocabulary.meanings.values():
        missing = [language for language in LANGUAGES if not concept.labels.get(language)]
        found += [f"{concept.id}: no label in {language}" for language in missing]
        links = [*concept.broader, *concept.related]
        found += [f"{concept.id}: links to {link!r}, which is no concept" for link in links
                  if link not in vocabulary.concepts]  # fmt: skip
        found += [f"{concept.id}: {number} is no Sustainable Development Goal" for number in concept.sdg
                  if not 1 <= number <= 17]  # fmt: skip
        found += [f"{concept.id}: {name!r} is no award category" for name in concept.iopd
                  if name not in vocabulary.categories]  # fmt: skip
        if _is_its_own_ancestor(vocabulary, concept):
            found.append(f"{concept.id}: is broader than itself")
    return found + _shared_labels(vocabulary)


def _is_its_own_ancestor(vocabulary: Vocabulary, concept: Concept) -> bool:
    seen: set[str] = set()
    above = list(concept.broader)
    while above:
        parent = above.pop()
        if parent not in seen and parent in vocabulary.concepts:
            seen.add(parent)
            above.extend(vocabulary.concepts[parent].broader)
    return concept.id in seen


def _shared_labels(vocabulary: Vocabulary) -> list[str]:
    owners: dict[tuple[str, str], set[str]] = {}
    for concept in vocabulary.meanings.values():
        for language, labels in concept.labels.items():
            for label in labels:
                owners.setdefault((language, " ".join(words(label))), set()).add(concept.id)
    return [
        f"{label!r} ({language}) is a label of {' and '.join(sorted(ids))}"
        for (language, label), ids in sorted(owners.items())
        if len(ids) > 1
    ]
