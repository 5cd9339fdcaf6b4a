"""From a found work to a hit: the version to show, why it was found, and a snippet with the words marked."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.document import Document, Version
from kb.engine import Expanded, Hit, Matched
from kb.plan import ZONE_NAMES, All, Any, Has, Leaf, Node, Plan, Prefixed, Sequences, Tokens, leaves
from kb.planner import Planner
from kb.query import Search
from kb.text import Token, excerpt, highlight
from kb.zones import zone_texts

SNIPPET = 240
MAX_MATCHED = 8
_MARKUP = re.compile(r"^#{1,6} +|^\s*[-*+] +|^\s*\d+\. +|[*_`|]{1,3}|\[([^\]]*)\]\([^)]*\)|\s+", re.MULTILINE)

Span = tuple[int, int]


class Presenter:
    """Makes hits of found works; the analysis of their texts is kept, so that a repeated work costs nothing."""

    def __init__(self, planner: Planner, cached: int = 4096) -> None:
        self._vocabulary = planner.vocabulary
        self._tokens = lru_cache(maxsize=cached)(planner.analysis.tokens)

    def hit(self, document: Document, plan: Plan, search: Search, score: float, missing: tuple[str, ...] = ()) -> Hit:
        """The hit for a work that the plan found."""
        found = leaves(plan.root)
        version = self._version(document, found, search)
        return Hit(
            document,
            version.language,
            score,
            tuple(self._snippet(version, found)),
            tuple(dict.fromkeys(self._matched(document, found)))[:MAX_MATCHED],
            missing,
        )

    def _version(self, document: Document, found: list[Leaf], search: Search) -> Version:
        """The version that shows most of the words; of equals, one in a language that is ticked, then the original."""
        ticked = search.filters.get("language", ())

        def rank(version: Version) -> tuple[int, bool, bool]:
            shown = sum(self._shows(version, leaf) for leaf in found)
            return shown, version.language in ticked, version.language == document.original

        return max(document.versions, key=rank)

    def _shows(self, version: Version, leaf: Leaf) -> bool:
        texts = (version.title, version.summary, plain(version.body))
        return any(next(self._spans(leaf.child, text, version.language), None) for text in texts)

    def _snippet(self, version: Version, found: list[Leaf]) -> list[tuple[str, bool]]:
        text = f"{version.summary} {plain(version.body)}".strip()
        nodes = [leaf.child for leaf in found] + [each.child for leaf in found for each in leaf.expansions]
        spans = sorted({span for node in nodes for span in self._spans(node, text, version.language)})
        return highlight(*excerpt(text, spans, SNIPPET))

    def _spans(self, node: Node, text: str, language: str) -> Iterator[Span]:
        """Where a node is found in a text."""
        tokens = self._tokens(text, language)
        match node:
            case Tokens(wanted):
                marked = set(wanted)
                yield from ((t.start, t.end) for t in tokens if t.stem in marked or f"={t.word}" in marked)
            case Prefixed(prefix):
                yield from ((t.start, t.end) for t in tokens if t.word.startswith(prefix[1:]))
            case Sequences(options):
                for option in options:
                    yield from _runs(tokens, option)
            case All(children) | Any(children):
                for child in children:
                    yield from self._spans(child, text, language)
            case Leaf(_, child, _):
                yield from self._spans(child, text, language)

    def _matched(self, document: Document, found: list[Leaf]) -> Iterator[Matched]:
        """For each leaf the fields in which it stands as typed; where it stands nowhere so, through what it came."""
        for leaf in found:
            typed = [
                Matched(leaf.label, "word", zone) for zone in ZONE_NAMES if self._in_zone(leaf.child, document, zone)
            ]
            yield from typed
            for expansion in leaf.expansions if not typed else ():
                for zone in self._fields(expansion.child, document):
                    yield Matched(expansion.term, expansion.via, zone)

    def _fields(self, node: Node, document: Document) -> Iterator[str]:
        if isinstance(node, Has):
            if set(node.values) & set(document.themes):
                yield node.field
        else:
            yield from (zone for zone in ZONE_NAMES if self._in_zone(node, document, zone))

    def _in_zone(self, node: Node, document: Document, zone: str) -> bool:
        if isinstance(node, Tokens | Prefixed | Sequences) and zone not in node.zones:
            return False
        if isinstance(node, All):
            return all(self._in_zone(child, document, zone) for child in node.children)
        return any(
            next(self._spans(node, plain(text), language), None) for text, language in zone_texts(document, zone)
        )


def _runs(tokens: list[Token], option: tuple[str, ...]) -> Iterator[Span]:
    size = len(option)
    stems = [token.stem for token in tokens]
    for at, stem in enumerate(stems):
        if stem == option[0] and tuple(stems[at : at + size]) == option:
            yield tokens[at].start, tokens[at + size - 1].end


@lru_cache(maxsize=4096)
def plain(body: str) -> str:
    """Markdown as one line of running text."""
    return _MARKUP.sub(lambda match: match[1] or " ", body).replace("  ", " ").strip()


def expansions(plan: Plan) -> tuple[Expanded, ...]:
    """The concepts that were added to the query, each once, with the labels that were searched for."""
    return tuple(
        Expanded(leaf.concept, tuple(dict.fromkeys(each.term for each in leaf.expansions)))
        for leaf in dict.fromkeys(leaves(plan.root))
        if leaf.concept
    )
