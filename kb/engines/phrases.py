"""The labels of the thesaurus as phrases that are looked for when a work is indexed.

A search for a concept asks for some twenty phrases in every zone. Found beforehand, each is one term of the index.
"""

from collections.abc import Iterable, Iterator

from kb.planner import Planner
from kb.text import words
from kb.vocabulary import Concept
from kb.zones import label_term


class Phrases:
    """The label phrases of a thesaurus, in the stems of their languages."""

    def __init__(self, planner: Planner) -> None:
        self.analysis = planner.analysis
        labels = (
            tuple(planner.analysis.stem(word, language) for word in words(label))
            for concept in planner.vocabulary.meanings.values()
            for language, names in concept.labels.items()
            for label in names
        )
        found = set(labels)
        self._known = {label for label in found if len(label) > 1}
        self._single = {label[0] for label in found if len(label) == 1}
        self._single |= {f"={name}" for concept in planner.vocabulary.meanings.values() for name in _names(concept)}
        self._sizes: dict[str, tuple[int, ...]] = {}
        for label in self._known:
            self._sizes[label[0]] = tuple(sorted({*self._sizes.get(label[0], ()), len(label)}))

    def __contains__(self, option: tuple[str, ...]) -> bool:
        return option in self._known

    def labels(self, tokens: Iterable[str], phrases: Iterable[str]) -> tuple[str, ...]:
        """All labels among the tokens and phrases of a work, those of one word too."""
        return tuple(sorted({*self._single.intersection(tokens), *phrases}))

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
    return label_term(option)


def _names(concept: Concept) -> Iterator[str]:
    """The labels of a concept that are one word, folded."""
    for names in concept.labels.values():
        for name in names:
            found = words(name)
            if len(found) == 1:
                yield found[0]
