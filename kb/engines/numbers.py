"""The values of each facet by number, in a file beside an index: numbers are counted faster than names are looked up.

A number is given when a value first comes and never again to another, so that what was written before goes on to hold.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

FILE = "values.msgpack"

Values = dict[str, list[str]]
"""The values of each facet, in the order of their numbers."""

_decoder = msgspec.msgpack.Decoder(Values)


def load(folder: Path) -> Values:
    """The values of a build; none when it has no file yet."""
    path = folder / FILE
    return _decoder.decode(path.read_bytes()) if path.exists() else {}


class Numbers:
    """Gives numbers to values."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self._known = {name: {value: at for at, value in enumerate(each)} for name, each in values.items()}

    def of(self, name: str, values: Sequence[str]) -> list[int]:
        """The numbers of some values of a facet."""
        known, listed = self._known.setdefault(name, {}), self.values.setdefault(name, [])
        for value in values:
            if value not in known:
                known[value] = len(listed)
                listed.append(value)
        return [known[value] for value in values]


@contextmanager
def writer(folder: Path) -> Iterator[Numbers]:
    """Number values, going on from what a build has; nothing is there for readers before the end."""
    numbers = Numbers(load(folder))
    yield numbers
    (folder / FILE).write_bytes(msgspec.msgpack.encode(numbers.values))
