"""Facet columns: for each value of a field the works that have it, as the bits of one integer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kb.document import FACETS
from kb.plan import Between, Has
from kb.zones import KEYWORDS, Card

_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def mask_of(numbers: Iterable[int], size: int) -> int:
    """The integer whose bits are these numbers, all below `size`."""
    data = bytearray(size // 8 + 1)
    for number in numbers:
        data[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(data, "little")


def numbers_of(mask: int) -> list[int]:
    """The numbers of the bits that are set, ascending."""
    data = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    return [at * 8 + bit for at, byte in enumerate(data) if byte for bit in _BITS[byte]]


class Columns:
    """The works of one build by number: what each is filed under, what its facets show, and the orders."""

    def __init__(self, cards: Mapping[int, Card]) -> None:
        self.size = max(cards, default=-1) + 1
        self.everything = mask_of(cards, self.size)
        self._filed = {name: _by_value({at: card.filed[name] for at, card in cards.items()}) for name in KEYWORDS}
        self._shown: dict[str, dict[str, int]] = {}
        for row in FACETS:
            values = {at: card.shown[row.name] for at, card in cards.items()}
            self._shown[row.name] = {value: self.mask(numbers) for value, numbers in _by_value(values).items()}
        self._orders = _orders(cards)
        self.number = {cards[number].id: number for number in cards}
        self.rank = {number: rank for rank, number in enumerate(self._orders["relevance"])}

    def mask(self, numbers: Iterable[int]) -> int:
        """Works as one integer."""
        return mask_of(numbers, self.size)

    def filed(self, node: Has) -> int:
        """The works that are filed under one of the values."""
        column = self._filed[node.field]
        return self.mask(number for value in node.values for number in column.get(value, ()))

    def between(self, node: Between) -> int:
        """The works whose number lies in the range; a work without one lies in none."""
        low, high = node.low or 0, 9999 if node.high is None else node.high
        mask = 0
        for value, works in self._shown[node.field].items():
            if low <= int(value) <= high:
                mask |= works
        return mask

    def counts(self, mask: int, name: str) -> dict[str, int]:
        """How many of the works have each value of a facet, zeros left out."""
        counted = ((value, (mask & works).bit_count()) for value, works in self._shown[name].items())
        return {value: count for value, count in counted if count}

    def ordered(self, mask: int, sort: str) -> Iterator[int]:
        """The works in an order that is not one of scores; `relevance` is that of their ids."""
        data = mask.to_bytes(self.size // 8 + 1, "little")
        return (number for number in self._orders[sort] if data[number >> 3] >> (number & 7) & 1)


def _by_value(values: Mapping[int, tuple[str, ...]]) -> dict[str, list[int]]:
    """Which works have which value."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, of_work in values.items():
        for value in of_work:
            numbers[value].append(number)
    return numbers


def _orders(cards: Mapping[int, Card]) -> dict[str, list[int]]:
    by_id = sorted(cards, key=lambda number: cards[number].id)
    years = {number: card.year for number, card in cards.items()}
    return {
        "relevance": by_id,
        "newest": sorted(by_id, key=lambda number: -(years[number] or 0)),
        "oldest": sorted(by_id, key=lambda number: years[number] or 10_000),
        "title": sorted(by_id, key=lambda number: cards[number].title_key),
    }
