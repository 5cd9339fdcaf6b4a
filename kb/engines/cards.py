"""The cards of a build's works, in one file."""

import mmap
from collections.abc import Iterable
from pathlib import Path

import msgspec

from kb.zones import Card

FILE = "cards.msgpack"
_decoder = msgspec.msgpack.Decoder(list[Card])


def save(cards: Iterable[Card], folder: Path) -> None:
    """Write the cards into a build."""
    (folder / FILE).write_bytes(msgspec.msgpack.encode(list(cards)))


def data(folder: Path) -> mmap.mmap | bytes:
    """The cards of a build as they lie there; they stay readable when the build is gone. Empty when it has none yet."""
    path = folder / FILE
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def parse(written: mmap.mmap | bytes) -> dict[str, Card]:
    """Cards by id."""
    return {card.id: card for card in _decoder.decode(written)} if len(written) else {}


def load(folder: Path) -> dict[str, Card]:
    """The cards of a build by id; empty when it has none yet."""
    return parse(data(folder))
