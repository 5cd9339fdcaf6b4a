"""What to drop from a search that finds nothing, so that it finds something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.document import FACETS
from kb.query import And, Node, Or, Search, to_text
from kb.web.labels import Labels, joined
from kb.web.params import reordered

MOST = 10
"""How many alternatives are tried at most: each costs a search."""

MOST_WORDS = 12
"""From more words than this none is left out on trial."""


@dataclass(frozen=True)
class Alternative:
    """A wider search, and what makes it so."""

    label: str
    search: Search


def alternatives(search: Search, labels: Labels) -> tuple[Alternative, ...]:
    """Searches that ask for one thing less, then those that ask for much less."""
    found = [*_without_filters(search, labels), *_without_words(search)]
    if not search.expand:
        found.append(Alternative("Search for synonyms and translations too", _again(search, expand=True)))
    found += _much_wider(search)
    return tuple(found[:MOST])


def _again(search: Search, **changes: object) -> Search:
    return replace(search, page=1, **changes)  # type: ignore[arg-type]


def _without_filters(search: Search, labels: Labels) -> Iterator[Alternative]:
    for row in FACETS:
        ticked = search.filters.get(row.name, ())
        if not ticked:
            continue
        word = "and" if row.name in search.all_of else "or"
        names = joined([labels.value(row.name, value) for value in ticked], word)
        others = {name: values for name, values in search.filters.items() if name != row.name}
        yield Alternative(f"Remove filter: {row.label.lower()} {names}", _again(search, filters=others))
    if (search.year_from, search.year_to) != (None, None):
        yield Alternative("Remove the range of years", _again(search, year_from=None, year_to=None))


def _without_words(search: Search) -> Iterator[Alternative]:
    parts = search.tree.children if isinstance(search.tree, And) else ()
    if len(parts) > MOST_WORDS:  # a pasted paragraph: one word less is no help
        return
    for part in parts:
        kept: Node = And(tuple(each for each in parts if each != part)) if len(parts) > 2 else _other(parts, part)
        yield Alternative(f"Leave out “{to_text(part)}”", _asking(search, kept))


def _other(parts: tuple[Node, ...], part: Node) -> Node:
    return parts[1] if part == parts[0] else parts[0]


def _much_wider(search: Search) -> Iterator[Alternative]:
    if len(search.filters) + ((search.year_from, search.year_to) != (None, None)) > 1:
        yield Alternative("Remove all filters", _again(search, filters={}, year_from=None, year_to=None))
    if isinstance(search.tree, And):
        yield Alternative("Search for any of the words", _asking(search, Or(search.tree.children)))


def _asking(search: Search, tree: Node) -> Search:
    return reordered(_again(search, text=to_text(tree), tree=tree), search)
