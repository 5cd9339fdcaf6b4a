"""The collection as works, read as the site reads it."""

from pathlib import Path

from bench.peers.ours import REFERENCE
from kb.document import Document
from kb.release import gather
from kb.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus"


def read() -> tuple[Document, ...]:
    """Every work, sorted by id."""
    return gather(Settings(corpus=CORPUS, reference=REFERENCE)).works
