"""The labels of the thesaurus as they stand in texts, looked for once: when a work is read for the index.

In a text of its own language a label is any run of words with its stems. In other languages a label of several words
is found as it is written: a title may be quoted anywhere, whereas a single word would often mean something else there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kb.text import Analysis, words
from kb.vocabulary import Concept, Vocabulary


class Term(NamedTuple):
    """A label: its number among all, what it is a name of, and how it is found, by stems or by folded words."""

    number: int
    concept: str
    label: str
    language: str
    stems: tuple[str, ...]
    words: tuple[str, ...]


class Mention(NamedTuple):
    """A term, and the place of its first word in the text."""

    term: Term
    start: int


class Terms:
    """All labels of a thesaurus. Numbers are the same wherever the thesaurus is the same."""

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis) -> None:
        self.vocabulary = vocabulary
        self._analysis = analysis
        self._first: dict[str, int] = {}
        count = 0
        for id_ in sorted(vocabulary.meanings):
            self._first[id_] = count
            count += sum(map(len, vocabulary.meanings[id_].labels.values()))
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, id_: str) -> tuple[Term, ...]:
        """The terms of a concept or word."""
        return tuple(self._read(self.vocabulary.meanings[id_]))

    def _read(self, concept: Concept) -> Iterator[Term]:
        stem, number = self._analysis.stem, self._first[concept.id]
        for language in sorted(concept.labels):
            for label in concept.labels[language]:
                found = tuple(words(label))
                yield Term(number, concept.id, label, language, tuple(stem(word, language) for word in found), found)
                number += 1

    def languages(self, typed: tuple[str, ...], among: Iterable[Term]) -> frozenset[str]:
        """The languages in which folded words are one of these terms, forms aside; English where there are none."""
        stem = self._analysis.stem
        spoken = (term.language for term in among if term.stems == tuple(stem(word, term.language) for word in typed))
        return frozenset(spoken) or frozenset(("en",))

    @cached_property
    def _tables(self) -> tuple[Mapping[str, "_Runs"], "_Runs"]:
        """By language what is looked for by stems, and what is looked for as it is written."""
        every = [term for id_ in self._first for term in self.of(id_) if term.words]
        languages = {term.language for term in every}
        spoken = {language: _Runs((term.stems, term) for term in every if term.language == language)
                  for language in languages}  # fmt: skip
        return spoken, _Runs((term.words, term) for term in every if len(term.words) > 1)

    def found(self, stems: Sequence[str], folded: Sequence[str], language: str) -> Iterator[Mention]:
        """The terms that run through a text in a language, whose words are given by their stems and folded."""
        spoken, quoted = self._tables
        if language in spoken:
            yield from spoken[language].among(stems)
        yield from (mention for mention in quoted.among(folded) if mention.term.language != language)


class _Runs:
    """Runs of tokens, each with the terms that it stands for: by the first token, then by how many others there are."""

    def __init__(self, runs: Iterable[tuple[tuple[str, ...], Term]]) -> None:
        self._by_first: dict[str, dict[int, dict[tuple[str, ...], list[Term]]]] = {}
        for (first, *others), term in runs:
            rests = self._by_first.setdefault(first, {}).setdefault(len(others), {})
            rests.setdefault(tuple(others), []).append(term)

    def among(self, tokens: Sequence[str]) -> Iterator[Mention]:
        """Every run that stands somewhere in the tokens, those that overlap too."""
        begun = self._by_first.get
        for at, token in enumerate(tokens, start=1):
            if sizes := begun(token):
                for size, rests in sizes.items():
                    for term in rests.get(tuple(tokens[at : at + size]), ()):
                        yield Mention(term, at - 1)
