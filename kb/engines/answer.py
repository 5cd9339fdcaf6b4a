"""From a search to its results, whatever the store: facets, paging, nearby works, hits, corrections."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import starmap
from operator import itemgetter

from kb.document import FACETS
from kb.engine import FACET_SIZE, NEARBY_BELOW, Facet, FacetValue, Hit, Results
from kb.engines.spelling import Speller
from kb.engines.store import Question, Store
from kb.hits import Presenter
from kb.plan import Except, Node, Plan, every, filters
from kb.planner import Planner
from kb.query import Node as Tree
from kb.query import Search

CACHED_PLANS = 512

KIN = 0.25
"""What having a concept near in meaning counts beside one that was asked for."""


class Answerer:
    """Answers searches from stores; keeps the plans of what was asked lately."""

    def __init__(self, planner: Planner) -> None:
        @lru_cache(CACHED_PLANS)
        def plan(tree: Tree, expand: bool, languages: tuple[str, ...]) -> Plan:
            return planner.plan(Search(tree=tree, expand=expand), languages)

        self._plan = plan
        self._terms = planner.terms

    def answer(self, store: Store, search: Search, speller: Callable[[], Speller]) -> Results:
        """The results of a search."""
        plan = self._plan(search.tree, search.expand, store.languages)
        node = every((plan.root, filters(search)))
        start = (search.page - 1) * search.per_page
        counted = {} if search.only_hits else _counted(plan, node, search)
        found = store.find(Question(node, search.sort, start, start + search.per_page, counted))
        presenter = Presenter(plan, search, self._terms)
        hits = tuple(presenter.hit(*record, score) for score, record in found.works)
        if search.only_hits:
            return Results(found.total, hits, {})
        return Results(
            total=found.total,
            hits=hits,
            facets={row.name: _facet(store, plan, search, row.name, found.counts[row.name]) for row in FACETS},
            nearby=_nearby(store, plan, search, presenter) if found.total < NEARBY_BELOW else (),
            suggestion=speller().suggestion(search, found.total),
            expansions=presenter.expansions(),
        )


def _counted(plan: Plan, node: Node, search: Search) -> dict[str, Node]:
    """What each facet is counted over: it ignores its own filter, unless all of its values are asked for."""
    own = {name for name, ticked in search.filters.items() if ticked and name not in search.all_of}
    return {row.name: every((plan.root, filters(search, but=row.name))) if row.name in own else node for row in FACETS}


def _facet(store: Store, plan: Plan, search: Search, name: str, counts: Mapping[str, int]) -> Facet:
    ticked = search.filters.get(name, ())
    rows = sorted(sorted(counts.items()), key=itemgetter(1), reverse=True)
    shown = rows[:FACET_SIZE]
    if not ticked:
        return Facet(name, tuple(starmap(FacetValue, shown)), len(rows) > FACET_SIZE)
    missing = set(ticked) - {value for value, _ in shown}
    shown += sorted((value, _count(store, plan, search, name, value)) for value in missing)
    values = tuple(FacetValue(value, count, value in ticked) for value, count in shown)
    return Facet(name, values, len(rows) > FACET_SIZE)


def _count(store: Store, plan: Plan, search: Search, name: str, value: str) -> int:
    """How many works a ticked value has that the facet does not show."""
    but = None if name in search.all_of else name
    own = Search(filters={name: (value,)})
    return store.find(Question(every((plan.root, filters(search, but), filters(own))))).total


def _nearby(store: Store, plan: Plan, search: Search, presenter: Presenter) -> tuple[Hit, ...]:
    """Works that lack some of the words; what else was asked for they all have."""
    if not plan.may_have_nearby:
        return ()
    must = every((plan.rest, filters(search), *((Except(every(plan.wanted)),) if plan.kin else ())))
    asked, labels = (*plan.wanted, *plan.kin), [leaf.label for leaf in plan.wanted]
    rarities = [_rarity(found, store.count) for found in store.totals(asked)]
    weights = tuple(rarity * (1 if at < len(labels) else KIN) for at, rarity in enumerate(rarities))
    return tuple(
        presenter.hit(*near.record, near.score, tuple(labels[at] for at in near.missing if at < len(labels)))
        for near in store.near(must, asked, weights, plan.least, NEARBY_BELOW)
    )


def _rarity(found: int, count: int) -> float:
    """What having a leaf counts: more when few works have it. In whole steps, so that every engine adds them alike."""
    return round(8 * math.log2(1 + count / max(1, found))) / 8
