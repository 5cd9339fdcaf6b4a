"""The search with layers of it taken away, to see what each is worth."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kb.document import Document
from kb.planner import Planner
from kb.text import Analysis
from kb.vocabulary import Vocabulary


class Folding(Analysis):
    """Words folded and nothing more: every form is a word of its own."""

    def _stem(self, word: str, _language: str) -> str:
        return word


@dataclass(frozen=True)
class Layers:
    """A way to search: its name, how words are analysed, and what is left out."""

    name: str
    analysis: Callable[[Path], Analysis] = Analysis
    expand: bool = True
    nearby: bool = True
    names: bool = True

    def planner(self, reference: Path, vocabulary: Vocabulary) -> Planner:
        """The planner that an engine is opened with."""
        return Planner(self.analysis(reference), vocabulary)

    def works(self, documents: Iterable[Document]) -> list[Document]:
        """The works as this way knows them."""
        return [document if self.names else replace(document, place_names=()) for document in documents]


def _suffixes(_: Path) -> Analysis:
    return Analysis(None)


WHOLE = Layers("everything")
LAYERS = (
    WHOLE,
    Layers("without nearby works", nearby=False),
    Layers("without the thesaurus", expand=False),
    Layers("without names of places", names=False),
    Layers("without lemmas", _suffixes),
    Layers("without stems", lambda _: Folding()),
    Layers("folding alone", lambda _: Folding(), expand=False, nearby=False, names=False),
)
