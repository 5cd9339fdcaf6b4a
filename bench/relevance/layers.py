"""The search with layers of it taken away, to see what each is worth."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kb.document import Document
from kb.engine import Engine
from kb.engines import open_engine
from kb.planner import Planner
from kb.settings import Settings
from kb.text import Analysis
from kb.vocabulary import Vocabulary


class Folding(Analysis):
    """Words folded and nothing more: every form is a word of its own."""

    def _stem(self, word: str, _language: str) -> str:
        return word


def _lemmas(reference: Path) -> Analysis:
    return Analysis(reference)


def _suffixes(_: Path) -> Analysis:
    return Analysis(None)


def _folding(_: Path) -> Analysis:
    return Folding()


@dataclass(frozen=True)
class Indexed:
    """How works are read into an index: the analysis of words, and whether places go by their names."""

    analysis: Callable[[Path], Analysis] = _lemmas
    names: bool = True

    @contextmanager
    def engine(self, name: str, documents: Iterable[Document], vocabulary: Vocabulary) -> Iterator[Engine]:
        """An engine that holds the works as this way reads them."""
        known = (document if self.names else replace(document, place_names=(), area_names=()) for document in documents)
        with tempfile.TemporaryDirectory() as folder:
            settings = replace(Settings(), engine=name, index=Path(folder))
            engine = open_engine(settings, Planner(self.analysis(Settings().reference), vocabulary))
            engine.replace(known)
            yield engine
            engine.close()


@dataclass(frozen=True)
class Layers:
    """A way to search: its name, the index that it asks, and what is left out of the search."""

    name: str
    indexed: Indexed = Indexed()
    expand: bool = True
    nearby: bool = True


WHOLE = Layers("everything")
LAYERS = (
    WHOLE,
    Layers("without nearby works", nearby=False),
    Layers("without the thesaurus", expand=False),
    Layers("without names of places", Indexed(names=False)),
    Layers("without lemmas", Indexed(_suffixes)),
    Layers("without stems", Indexed(_folding)),
    Layers("folding alone", Indexed(_folding, names=False), expand=False, nearby=False),
)
