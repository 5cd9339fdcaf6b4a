"""What an engine has to match: a query's tree analysed to the tokens that `kb.zones` gives the index.

Engines translate these nodes; they see no other part of a query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.document import FIELD, ZONES
from kb.query import Search
from kb.text import is_stopword
from kb.vocabulary import LANGUAGES

EXPANSION_WEIGHT = 0.4
"""What a match through an expansion counts beside one of the typed words."""

THEME_WEIGHT = 4.0
"""What a work scores that is filed under a concept: as a word of its title does where words are counted."""

TITLE_WEIGHT = 3.0
"""What a work scores for each word when the words typed are its whole title: who types the name of a thing means it."""

ZONE_NAMES = tuple(zone.name for zone in ZONES)


def concept_token(id_: str) -> str:
    """The token of a zone that names a concept, by whatever label; no word looks like it."""
    return f"@{id_}"


def title_token(names: Iterable[str]) -> str | None:
    """The token of a title that is made of these folded words, those aside that say nothing beside others; `None` for
    fewer than two."""
    telling = [name for name in names if not is_stopword(name, LANGUAGES)]
    return f"#{'-'.join(telling)}" if len(telling) > 1 else None


@dataclass(frozen=True)
class Tokens:
    """Any of the tokens in any of the zones."""

    tokens: tuple[str, ...]
    zones: tuple[str, ...] = ZONE_NAMES


@dataclass(frozen=True)
class Sequences:
    """Any of the runs of tokens, each next to each other and in order, in any of the zones."""

    options: tuple[tuple[str, ...], ...]
    zones: tuple[str, ...] = ZONE_NAMES


@dataclass(frozen=True)
class Prefixed:
    """Any token that begins like this (the `=` of folded words included) in any of the zones."""

    prefix: str
    zones: tuple[str, ...] = ZONE_NAMES


@dataclass(frozen=True)
class Has:
    """Any of the values in a keyword field (see `keywords`)."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """A number from low to high, both included, in an integer field; `None` leaves a side open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class All:
    """All of these."""

    children: tuple["Node", ...]


@dataclass(frozen=True)
class Any:
    """At least one of these."""

    children: tuple["Node", ...]


@dataclass(frozen=True)
class Except:
    """Not this."""

    child: "Node"


@dataclass(frozen=True)
class Everything:
    """Every work."""


@dataclass(frozen=True)
class Expansion:
    """What the thesaurus adds to a leaf: works that name the concept by any of its labels, or that are filed under it
    or a narrower one. It counts less than what was typed: its score is multiplied by `weight`."""

    child: "Node"
    weight: float = EXPANSION_WEIGHT


@dataclass(frozen=True)
class Leaf:
    """What a reader typed as one thing: matches its child, or else one of the expansions."""

    label: str
    child: "Node"
    expansions: tuple[Expansion, ...] = ()
    concept: str | None = None


Node = Tokens | Sequences | Prefixed | Has | Between | All | Any | Except | Everything | Leaf
EVERYTHING = Everything()


@dataclass(frozen=True)
class Plan:
    """A search analysed: the tree, the leaves that a work should have, and what every hit must also satisfy.

    `wanted` are the positive leaves at the top of the tree and `rest` everything else there (exclusions, fields,
    groups). `kin` are the concepts nearest in meaning to those of `wanted`. A work that has `rest`, not all of
    `wanted`, and enough of `wanted` and `kin` is nearby.
    """

    root: Node
    wanted: tuple[Leaf, ...] = ()
    rest: Node = EVERYTHING
    kin: tuple[Leaf, ...] = ()

    @property
    def may_have_nearby(self) -> bool:
        """Whether works that lack some of the words can be offered."""
        return len(self.wanted) > 1 or bool(self.kin)

    @property
    def least(self) -> int:
        """How many of `wanted` and `kin` a nearby work has at least: half of `wanted`, rounded down, and one."""
        return max(1, len(self.wanted) // 2)


def every(children: Iterable[Node]) -> Node:
    """The nodes joined by and; what asks for everything is left out."""
    kept = tuple(child for child in children if child != EVERYTHING)
    if not kept:
        return EVERYTHING
    return kept[0] if len(kept) == 1 else All(kept)


def filters(search: Search, but: str | None = None) -> Node:
    """The ticked values and the years of a search as a tree, without those of the facet `but`.

    Values of one facet are ORed, or all asked for when the search says so.
    """
    parts: list[Node] = []
    for name, ticked in search.filters.items():
        if name == but or not ticked:
            continue
        parts += _ticked(name, ticked, name in search.all_of)
    if (search.year_from, search.year_to) != (None, None):
        parts.append(Between("year", search.year_from, search.year_to))
    return every(parts)


def _ticked(name: str, ticked: tuple[str, ...], together: bool) -> list[Node]:
    if FIELD[name].kind == "integer":
        options: tuple[Node, ...] = tuple(Between(name, int(value), int(value)) for value in ticked)
    elif together:
        return [Has(name, (value,)) for value in ticked]
    else:
        return [Has(name, ticked)]
    return [options[0] if len(options) == 1 else Any(options)]


def walk(node: Node, visit: Callable[[Node], None]) -> None:
    """Visit a node and all below it, those of an exclusion left out."""
    visit(node)
    match node:
        case All(children) | Any(children):
            for child in children:
                walk(child, visit)
        case Leaf(_, child, expansions):
            walk(child, visit)
            for expansion in expansions:
                walk(expansion.child, visit)


def leaves(node: Node) -> list[Leaf]:
    """The leaves of a tree that are not excluded, in the order typed."""
    found: list[Leaf] = []
    walk(node, lambda each: found.append(each) if isinstance(each, Leaf) else None)
    return found
