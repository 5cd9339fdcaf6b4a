""" "Did you mean": words that stand nowhere in the index, corrected to words that do."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from kb import plan
from kb.engines.store import Question, Store
from kb.plan import Tokens, every, filters
from kb.planner import Planner
from kb.query import And, Node, Not, Or, Phrase, Search, Word, to_text
from kb.stopwords import STOPWORDS
from kb.text import is_dense, is_stopword, spans, words

LITTLE = 3
"""A correction is looked for when fewer works than this are found."""

SHORTEST = 4
"""Shorter words are not corrected: too many words are one letter away."""

LONGEST = 40
"""Queries of more words are not looked at."""

MOST = 8
"""With more unknown words than this, nothing is suggested."""


class Speller:
    """Corrects searches to the words of one build."""

    def __init__(self, store: Store, planner: Planner) -> None:
        self._store = store
        self._planner = planner

    def suggestion(self, search: Search, total: int) -> str | None:
        """The query with its unknown words corrected, when few works were found and it finds more."""
        if total >= LITTLE:
            return None
        typed = _typed(search.tree)
        if sum(len(words(node.text)) for node in typed) > LONGEST:
            return None
        unknown = [node for node, known in zip(typed, self._are_known(typed), strict=True) if not known]
        if not unknown or len(unknown) > MOST:
            return None
        tree = _with(search.tree, {node: self._corrected(node) for node in unknown})
        if tree == search.tree or self._total(search, tree) <= total:
            return None
        return to_text(tree)

    def _total(self, search: Search, tree: Node) -> int:
        return self._store.totals([every((self._matched(tree, search.expand), filters(search)))])[0]

    def _matched(self, tree: Node, expand: bool = False) -> plan.Node:
        return self._planner.plan(Search(tree=tree, expand=expand), self._store.languages).root

    def _are_known(self, nodes: Sequence[Word | Phrase]) -> list[bool]:
        return [total > 0 for total in self._store.totals([self._matched(node) for node in nodes])]

    def _corrected(self, node: Word | Phrase) -> Word | Phrase:
        text, found = node.text, spans(node.text)
        known = self._are_known([Word(word) for word, _, _ in found])
        for (word, start, end), is_known in reversed(list(zip(found, known, strict=True))):
            better = None if is_known else self._nearest(word)
            if better:
                text = text[:start] + better + text[end:]
        return type(node)(text, node.field)

    def _nearest(self, word: str) -> str | None:
        """The most frequent of the words that are fewest letters away, as it is written in a work."""
        if not _is_plain(word):
            return None
        distance = 1 if len(word) < 6 else 2
        known = {each: count for each, count in self._store.alike(word, distance).items() if _is_plain(each)}
        if not known:
            return None
        return self._written(min(known, key=lambda each: (OSA.distance(word, each), -known[each], each)))

    def _written(self, word: str) -> str:
        """A folded word with the accents that it has in a work."""
        found = self._store.find(Question(Tokens((f"={word}",)), stop=1))
        for _, record in found.works:
            for reading in record.readings:
                at = reading.words.find(f" {word} ")
                if at >= 0:
                    number = reading.words.count(" ", 0, at)
                    start, end = reading.span(number, number)
                    return reading.text[start:end].lower()
        return word


def _is_plain(word: str) -> bool:
    """Whether a word may be corrected or be a correction: never a number, nor what is written without spaces."""
    return (
        len(word) >= SHORTEST
        and not any(char.isdigit() for char in word)
        and not is_dense(word)
        and not is_stopword(word, STOPWORDS)
    )


def _typed(node: Node) -> list[Word | Phrase]:
    """The words and phrases of a query, those of exclusions left out."""
    match node:
        case Word() | Phrase():
            return [node]
        case And(children) | Or(children):
            return [each for child in children for each in _typed(child)]
    return []


def _with(node: Node, changed: dict[Word | Phrase, Word | Phrase]) -> Node:
    match node:
        case Word() | Phrase():
            return changed.get(node, node)
        case And(children):
            return And(tuple(_with(child, changed) for child in children))
        case Or(children):
            return Or(tuple(_with(child, changed) for child in children))
        case Not(_):
            return node
    return node
