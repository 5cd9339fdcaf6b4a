"""What a run of words means: the concepts and words that it names."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kb.text import Analysis, words
from kb.vocabulary.thesaurus import LANGUAGES, Concept, Vocabulary


class Mention(NamedTuple):
    """A concept named by the words from `start` up to, not including, `end`."""

    start: int
    end: int
    concept: Concept


class Matcher:
    """Finds the concepts that a run of words names, in any language, plural or singular.

    What is called exactly as it stands there comes before what is only alike. A label of one word is held to more than
    its stem: `house` is not `housing`, `account` not `accountability`.
    """

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis) -> None:
        self._vocabulary = vocabulary
        self._analysis = analysis

    @cached_property
    def _tables(self) -> Mapping[str, "_Table"]:
        """The labels of each language by their stems; made when something is first matched, not at the start."""
        tables: dict[str, _Table] = {language: {} for language in LANGUAGES}
        for concept in self._vocabulary.meanings.values():
            for language, labels in concept.labels.items():
                for label in labels:
                    names = tuple(words(label))
                    rows = tables.setdefault(language, {}).setdefault(self._stems(names, language), [])
                    rows.append((names, concept))
        return tables

    @cached_property
    def _longest(self) -> int:
        return max((len(key) for table in self._tables.values() for key in table), default=0)

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
