"""Words into filters: what in a query names a theme, a year, a country, a city or a language, to be offered; and for a
name that nothing has, the nearest that there are.

Rules only, and nothing is applied: a reader accepts a hint or leaves it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kb.query import EVERYTHING, And, Node, Search, Word, to_text
from kb.text import fold, words
from kb.vocabulary import Matcher, Vocabulary

LONGEST_NAME = 5
"""A name has at most so many words."""

ALIKE = 75
"""Two names are alike when they agree in so much of 100."""

Names = Mapping[tuple[str, ...], tuple[str, ...]]
"""The values that a name of some folded words stands for: there are two Córdobas."""


@dataclass(frozen=True)
class Hint:
    """A filter that some typed words stand for, and the search with the filter in their place; `works` is how many it
    finds, once somebody has counted them."""

    field: str
    value: str
    words: str
    search: Search
    works: int = 0


def hints(search: Search, matcher: Matcher, names: Mapping[str, Names]) -> list[Hint]:
    """The hints for a query's plain words, in their order. `names` holds the names of each field, cities before
    countries where both are meant to be asked; a filter that is ticked already gives no hint."""
    children = search.tree.children if isinstance(search.tree, And) else (search.tree,)
    plain = [child for child in children if isinstance(child, Word) and child.field is None]
    typed = [words(word.text) for word in plain]
    folded = [name for each in typed for name in each]
    owner = [at for at, each in enumerate(typed) for _ in each]
    found = []
    for start, end, name, value in _meanings(folded, matcher, names):
        said = plain[owner[start] : owner[end - 1] + 1]
        whole = sum(len(words(word.text)) for word in said) == end - start
        if not whole or value in search.filters.get(name, ()):  # a name that begins or ends inside a typed word is none
            continue
        found.append(
            Hint(name, value, " ".join(word.text for word in said), _accepted(search, children, said, name, value))
        )
    return found


def _meanings(folded: Sequence[str], matcher: Matcher, names: Mapping[str, Names]) -> list[tuple[int, int, str, str]]:
    """What runs of words mean: start, end, field and value; names before themes where both begin, longest first."""
    themes = {mention.start: mention for mention in matcher.mentions(folded) if not mention.concept.general}
    found, at = [], 0
    while at < len(folded):
        named = _named(folded, at, names)
        theme = themes.get(at)
        if theme and (named is None or theme.end > named[0]):
            found.append((at, theme.end, "theme", theme.concept.id))
            at = theme.end
        elif named:
            end, name, values = named
            found += [(at, end, name, value) for value in values]
            at = end
        else:
            at += 1
    return found


def _named(folded: Sequence[str], at: int, names: Mapping[str, Names]) -> tuple[int, str, tuple[str, ...]] | None:
    if re.fullmatch(r"(?:1[89]|20)\d\d", folded[at]):
        return at + 1, "year", (folded[at],)
    for end in range(min(len(folded), at + LONGEST_NAME), at, -1):
        for name, known in names.items():
            if values := known.get(tuple(folded[at:end])):
                return end, name, values
    return None


def _accepted(search: Search, children: Sequence[Node], said: Sequence[Word], name: str, value: str) -> Search:
    """The search with these words taken out and the filter ticked, on its first page."""
    kept = tuple(child for child in children if child not in said)
    tree: Node = And(kept) if len(kept) > 1 else (kept[0] if kept else EVERYTHING)
    filters = {**search.filters, name: (*search.filters.get(name, ()), value)}
    return replace(search, tree=tree, text=to_text(tree), filters=filters, page=1)


def nearest(name: str, labels: Iterable[tuple[str, str]], most: int = 3) -> tuple[str, ...]:
    """Of things by id and label the ids of those with labels most like a name as a whole, in whatever order its words
    stand, each once: of a name of few letters, half of another one says nothing."""
    folded = {(id_, label): _plain(label) for id_, label in labels}
    found = process.extract(_plain(name), folded, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=4 * most)
    return tuple(dict.fromkeys(key[0] for _, _, key in found))[:most]


def _plain(label: str) -> str:
    return fold(label).replace("-", " ")


def labels_of_themes(vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    """The concepts by id under each of their names, the id among them."""
    for id_, concept in vocabulary.concepts.items():
        yield id_, id_
        yield from ((id_, label) for labels in concept.labels.values() for label in labels)
