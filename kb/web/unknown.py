"""Themes and cities that a search asks for and nothing has: without a word about them the reader sees only nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kb.query import And, Filter, Node, Not, Or, Search, to_text

FIELDS = ("theme", "city")
MOST = 3
"""So many of them are looked into: a page of other addresses needs no page of advice."""


@dataclass(frozen=True)
class Unknown:
    """A `value` of a field that nothing has, and the values most like it, each with the search for it instead."""

    field: str
    value: str
    near: tuple[tuple[str, Search], ...]


def asked(search: Search) -> list[tuple[str, str]]:
    """The themes and cities that a search asks for by name, ticked or typed, each once."""
    ticked = [(name, value) for name in FIELDS for value in search.filters.get(name, ())]
    return list(dict.fromkeys([*ticked, *_typed(search.tree)]))


def _typed(node: Node) -> Iterator[tuple[str, str]]:
    match node:
        case Filter(name, value) if name in FIELDS:
            yield name, value
        case And(children) | Or(children):
            for child in children:
                yield from _typed(child)
        case Not(child):
            yield from _typed(child)


def instead(search: Search, name: str, value: str, other: str) -> Search:
    """The search that asks for another value of a field wherever it asks for this one, on its first page."""
    ticked = search.filters.get(name, ())
    filters = {**search.filters, name: tuple(sorted({other if each == value else each for each in ticked}))}
    tree = _replaced(search.tree, lambda node: Filter(name, other) if node == Filter(name, value) else node)
    text = search.text if tree == search.tree else to_text(tree)
    return replace(search, text=text, tree=tree, filters=filters if ticked else search.filters, page=1)


def _replaced(node: Node, leaf: Callable[[Node], Node]) -> Node:
    match node:
        case And(children):
            return And(tuple(_replaced(child, leaf) for child in children))
        case Or(children):
            return Or(tuple(_replaced(child, leaf) for child in children))
        case Not(child):
            return Not(_replaced(child, leaf))
    return leaf(node)
