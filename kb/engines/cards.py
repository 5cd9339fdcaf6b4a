"""The cards of a build's works, in one file."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from kb.zones import Card

FILE = "cards.msgpack"
_decoder = msgspec.msgpack.Decoder(list[Card])


def save(cards: Iterable[Card], folder: Path) -> None:
    """Write the cards into a build."""
    (folder / FILE).write_bytes(msgspec.msgpack.encode(list(cards)))


def load(folder: Path) -> dict[str, Card]:
    """The cards of a build by id; empty when it has none yet."""
    path = folder / FILE
    return {card.id: card for card in _decoder.decode(path.read_bytes())} if path.exists() else {}
