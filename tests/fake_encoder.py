"""An encoder for tests: a text is near to those that share a subject with it, whatever its words."""

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

SUBJECTS = (
    ("budget", "orçamento", "presupuest", "預算", "money"),
    ("niñ", "child", "youth", "joven"),
    ("declara", "déclaration", "commit"),
    ("bürgerrat", "ausgelost", "lot", "panel"),
    ("assembly", "neighbour", "ميزانية"),
)


class FakeEncoder:
    """Counts the words of each subject; remembers what it was asked."""

    name = "fake 1"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def passages(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        self.encoded += texts
        return numpy.array([self.query(text) for text in texts])

    def query(self, text: str) -> NDArray[numpy.float32]:
        counts = [sum(text.lower().count(word) for word in words) for words in SUBJECTS]
        found = numpy.array([*counts, 0.1], numpy.float32)
        return found / numpy.float32(numpy.linalg.norm(found))
