"""Works related by meaning: found by what they are about where the words are others, and never counted as hits.

Scores of meaning lie close together and none of them says "enough", so that works are ranked and no score is shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kb import meaning
from kb.engine import Engine, Hit, Matched, Results
from kb.meaning import Encoder, Vectors
from kb.query import EVERYTHING, MAX_PER_PAGE, And, Everything, Filter, Node, Or, Phrase, Prefix, Search, Word

MOST = 10
"""So many related works are given."""

DEPTH = 50
"""So many works count as near when hits are put in merged order."""

LOOKED_AT = 2000
"""So many of the nearest works are held against the filters; what is further away is related to nothing."""

FIRST, CHUNK = 40, MAX_PER_PAGE
RANK_CONSTANT = 60


@dataclass(frozen=True)
class Near:
    """All works, nearest to a query first."""

    text: str
    ids: Sequence[str]


def find(engine: Engine, search: Search, vectors: Vectors | None) -> tuple[Results, tuple[Hit, ...]]:
    """The results of a search and the works related to it, as far as it asks for them.

    Merged, related works stand among the hits; where there is nothing to merge them into, or hits have another order
    than relevance, they are given apart.
    """
    model = meaning.encoder() if vectors and search.meaning != "0" else None
    found = near(search, vectors, model) if vectors and model else None
    if found is None:
        return engine.search(search), ()
    if search.meaning == "merge" and search.sort == "relevance":
        results = merge(engine, search, found)
        if results.total:
            return results, ()
    results = engine.search(search)
    return results, apart(engine, search, results, found)


def near(search: Search, vectors: Vectors, encoder: Encoder) -> Near | None:
    """The works by their nearness to the words of a search; `None` when it has none."""
    text = about(search.tree)
    return Near(text, vectors.nearest(encoder.query(text))) if text else None


def about(node: Node) -> str:
    """The words of a query that are asked for, without signs, filters and exclusions."""
    match node:
        case Word(text, _) | Phrase(text, _) | Prefix(text, _):
            return text
        case And(children) | Or(children):
            return " ".join(filter(None, map(about, children)))
    return ""


def conditions(node: Node) -> Node:
    """What a related work has to satisfy: a query without its words, but with every filter and exclusion.

    Where only some of the alternatives have conditions, the words of the others stay: `(a -b) OR c` lets a work with
    `b` in for its `c` alone.
    """
    match node:
        case Word() | Phrase() | Prefix():
            return EVERYTHING
        case And(children):
            kept = tuple(each for each in map(conditions, children) if each != EVERYTHING)
            return And(kept) if len(kept) > 1 else next(iter(kept), EVERYTHING)
        case Or(children):
            left = [conditions(child) for child in children]
            if all(isinstance(each, Everything) for each in left):
                return EVERYTHING
            return Or(tuple(child if one == EVERYTHING else one for child, one in zip(children, left, strict=True)))
    return node


def apart(engine: Engine, search: Search, results: Results, found: Near, limit: int = MOST) -> tuple[Hit, ...]:
    """The nearest works that are neither hits, on whatever page, nor nearly match."""
    shown = {hit.document.id for hit in (*results.hits, *results.nearby)}
    others = _others(engine, search, results, _fitting(engine, search, found))
    return tuple(islice((hit for hit in others if hit.document.id not in shown), limit))


def merge(engine: Engine, search: Search, found: Near) -> Results:
    """The results with hits and related works in one order, by the sum of their reciprocal ranks.

    Hits are ordered anew as far as one search can list them, 100 at most; each stands on one page, `per_page` on a
    page, so that totals and pages stay as they are. Related works come on top of that, each on the page of the hit
    that follows it.
    """
    window = search.per_page * (MAX_PER_PAGE // search.per_page)
    if search.page * search.per_page > window:
        return engine.search(search)
    wide = engine.search(replace(search, page=1, per_page=window))
    nearest = list(islice(_fitting(engine, search, found), DEPTH))
    added = {hit.document.id: hit for hit in islice(_others(engine, search, wide, iter(nearest)), MOST)}
    every = added | {hit.document.id: hit for hit in wide.hits}
    chosen = _page(reciprocal(_ids(wide.hits), _ids(nearest), every), set(added), search)
    nearby = tuple(hit for hit in wide.nearby if hit.document.id not in added)
    return replace(wide, hits=tuple(every[id_] for id_ in chosen), nearby=nearby)


def reciprocal(first: Sequence[str], second: Sequence[str], among: Iterable[str]) -> list[str]:
    """Ids by the sum of 1 / (60 + rank) in two orders; ties go by the first order, then the second, then the id."""
    places = [{id_: at for at, id_ in enumerate(ranking, start=1)} for ranking in (first, second)]

    def key(id_: str) -> tuple[float, float, float, str]:
        one, other = (place.get(id_, float("inf")) for place in places)
        return -(1 / (RANK_CONSTANT + one) + 1 / (RANK_CONSTANT + other)), one, other, id_

    return sorted(among, key=key)


def _page(ranked: Sequence[str], added: set[str], search: Search) -> list[str]:
    """The part of the merged order that stands on the page of a search."""
    last = len(ranked) - len(added) - 1
    found, before = [], 0
    for id_ in ranked:
        if min(before, last) // search.per_page == search.page - 1:
            found.append(id_)
        before += id_ not in added
    return found


def _others(engine: Engine, search: Search, results: Results, fitting: Iterator[Hit]) -> Iterator[Hit]:
    """Of works that fit those that are no hits, not even on another page than that of the results."""
    hits = set(_ids(results.hits))
    while chunk := list(islice(fitting, FIRST)):
        elsewhere = set(_ids(_of(engine, search, search.tree, _ids(chunk)))) if results.total > len(hits) else set()
        yield from (hit for hit in chunk if hit.document.id not in hits | elsewhere)


def _fitting(engine: Engine, search: Search, found: Near) -> Iterator[Hit]:
    """Works that satisfy filters and exclusions, nearest first."""
    must = conditions(search.tree)
    reason = (Matched(found.text, "meaning", "title"), Matched(found.text, "meaning", "summary"))
    for ids in _chunks(found.ids[:LOOKED_AT]):
        fit = {hit.document.id: hit for hit in _of(engine, search, must, ids)}
        yield from (replace(fit[id_], matched=reason) for id_ in ids if id_ in fit)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """A small part first, which is enough where nothing is filtered."""
    yield ids[:FIRST]
    for at in range(FIRST, len(ids), CHUNK):
        yield ids[at : at + CHUNK]


def _ids(hits: Iterable[Hit]) -> list[str]:
    return [hit.document.id for hit in hits]


def _of(engine: Engine, search: Search, must: Node, ids: Sequence[str]) -> tuple[Hit, ...]:
    """Those of some works that a tree matches under the filters of a search."""
    if not ids:
        return ()
    tree = And((must, Or(tuple(Filter("id", id_) for id_ in ids))))
    own = replace(search, text="", tree=tree, sort="title", page=1, per_page=MAX_PER_PAGE, only_hits=True)
    return engine.search(own).hits
