"""Why a work is not found, or at which rank it is: asked of the engine itself, one condition at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kb.engine import Engine, count
from kb.errors import BadQuery, NotFound
from kb.planner import is_empty, runs
from kb.query import EVERYTHING, MAX_PER_PAGE, And, Filter, Node, Search, Word, to_text
from kb.vocabulary import Matcher

DEEPEST = 1000
"""A rank is looked for among so many works."""

MOST = 20
"""So many conditions are looked into: each costs two searches."""


@dataclass(frozen=True)
class Condition:
    """One thing that the search asks for: a part of the query or a filter, and whether the work has it.

    `without` is how many works would be found if it were dropped, by the search `rest`; `name` is the facet of a
    filter, `years` for the range of years, empty for a part of the query.
    """

    kind: Literal["query", "filter"]
    text: str
    met: bool
    without: int
    name: str = field(default="", compare=False)
    rest: Search = field(default=Search(), compare=False)


@dataclass(frozen=True)
class Explanation:
    """Whether a work is found, where it stands (counted from 1; `None` beyond `DEEPEST`), and each condition."""

    found: bool
    rank: int | None
    total: int
    conditions: tuple[Condition, ...]


def explain(engine: Engine, id_: str, search: Search, matcher: Matcher) -> Explanation:
    """Hold a work against a search, condition by condition; words that name a concept together are one condition.

    `NotFound` when the collection has no such work, `BadQuery` when the search has more than `MOST` conditions.
    """
    parts = _parts(search, matcher)
    asked = len(parts) + len(_filters(search))
    if asked > MOST:
        raise BadQuery(f"{asked} words and filters at once: up to {MOST} can be explained.", "q")
    if engine.get(id_) is None:
        raise NotFound(f"There is no work {id_!r} in this collection: it may be misspelled or not be indexed.", "id")
    total = count(engine, search)
    found = _has(engine, id_, search)
    rank = _rank(engine, id_, search) if found else None
    return Explanation(found, rank, total, tuple(_conditions(engine, id_, search, parts)))


def _has(engine: Engine, id_: str, search: Search) -> bool:
    """Whether the work is among the hits: the same search, asked for this work only."""
    tree = Filter("id", id_) if search.tree == EVERYTHING else And((Filter("id", id_), search.tree))
    return count(engine, replace(search, tree=tree)) > 0


def _conditions(engine: Engine, id_: str, search: Search, parts: list[Node]) -> list[Condition]:
    rows = []
    for at, part in enumerate(parts):
        alone = Search(tree=part, expand=search.expand)
        tree = _joined([*parts[:at], *parts[at + 1 :]])
        rest = replace(search, tree=tree, text=to_text(tree), page=1)
        rows.append(Condition("query", to_text(part), _has(engine, id_, alone), count(engine, rest), "", rest))
    for name, text, alone, rest in _filters(search):
        rows.append(Condition("filter", text, _has(engine, id_, alone), count(engine, rest), name, rest))
    return rows


def _parts(search: Search, matcher: Matcher) -> list[Node]:
    """What is asked for together, as it is read: the children of the top, or the whole."""
    tree = search.tree
    if tree == EVERYTHING:
        return []
    found: list[Node] = []
    for part in runs(tree.children if isinstance(tree, And) else (tree,)):
        found += _read(part, search, matcher) if isinstance(part, list) else [part]
    return [part for part in found if not (isinstance(part, Word) and is_empty(part.text))] or found


def _read(run: list[Word], search: Search, matcher: Matcher) -> list[Node]:
    """Words that follow each other, those that name a concept together."""
    if not search.expand:
        return list(run)
    return [_joined(run[first:end]) for first, end, _ in matcher.groups([word.text for word in run])]


def _joined(parts: Sequence[Node]) -> Node:
    children = tuple(each for part in parts for each in (part.children if isinstance(part, And) else (part,)))
    if len(children) < 2:
        return children[0] if children else EVERYTHING
    return And(children)


def _filters(search: Search) -> list[tuple[str, str, Search, Search]]:
    """The name of each filter, the filter as words, as a search of its own, and the search without it."""
    rows = []
    for name, values in search.filters.items():
        if values:
            others = {other: ticked for other, ticked in search.filters.items() if other != name}
            alone = Search(filters={name: values}, all_of=search.all_of & {name})
            rows.append((name, f"{name}: {', '.join(values)}", alone, replace(search, filters=others, page=1)))
    if (search.year_from, search.year_to) != (None, None):
        alone = Search(year_from=search.year_from, year_to=search.year_to)
        text = f"year: {search.year_from or ''}..{search.year_to or ''}"
        rows.append(("years", text, alone, replace(search, year_from=None, year_to=None, page=1)))
    return rows


def _rank(engine: Engine, id_: str, search: Search) -> int | None:
    for page in range(1, DEEPEST // MAX_PER_PAGE + 1):
        hits = engine.search(replace(search, page=page, per_page=MAX_PER_PAGE, only_hits=True)).hits
        for at, hit in enumerate(hits, (page - 1) * MAX_PER_PAGE + 1):
            if hit.document.id == id_:
                return at
        if len(hits) < MAX_PER_PAGE:
            break
    return None
