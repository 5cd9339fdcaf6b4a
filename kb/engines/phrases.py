"""The labels of the thesaurus as phrases that are looked for when a work is indexed.

A search for a concept asks for some twenty phrases in every zone. Found beforehand, each is one term of the index.
"""

from collections.abc import Iterable

from kb.planner import Planner
from kb.text import words

JOINER = "_"
"""Between the words of a phrase; no word has it."""


class Phrases:
    """The label phrases of a thesaurus, in the stems of their languages."""

    def __init__(self, planner: Planner) -> None:
        self.analysis = planner.analysis
        labels = (
            tuple(planner.analysis.stem(word, language) for word in words(label))
            for concept in planner.vocabulary.concepts.values()
            for language, names in concept.labels.items()
            for label in names
        )
        self._known = {label for label in labels if len(label) > 1}
        self._sizes: dict[str, tuple[int, ...]] = {}
        for label in self._known:
            self._sizes[label[0]] = tuple(sorted({*self._sizes.get(label[0], ()), len(label)}))

    def __contains__(self, option: tuple[str, ...]) -> bool:
        return option in self._known

    def found(self, tokens: list[str]) -> list[str]:
        """The label phrases that run through a list of tokens, each as often as it is there, as single terms."""
        return [
            term(tokens[at : at + size])
            for at, token in enumerate(tokens)
            if token in self._sizes
            for size in self._sizes[token]
            if tuple(tokens[at : at + size]) in self._known
        ]


def term(option: Iterable[str]) -> str:
    """A phrase as one term."""
    return JOINER.join(option)
