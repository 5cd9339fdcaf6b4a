"""The words of a store that can list them all."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract


class Lexicon(ABC):
    """Finds words that are written nearly alike; the list is made on first need and kept."""

    @abstractmethod
    def words(self) -> Mapping[str, int]:
        """Every folded word of the index with the number of works that hold it, about."""

    @cached_property
    def _listed(self) -> tuple[Mapping[str, int], list[str]]:
        words = self.words()
        return words, list(words)

    def alike(self, word: str, distance: int) -> Mapping[str, int]:
        """The words at most so many letters away, with the number of works that hold each, about."""
        words, choices = self._listed
        found = extract(word, choices, scorer=OSA.distance, score_cutoff=distance, limit=None)
        return {each: words[each] for each, _, _ in found}
