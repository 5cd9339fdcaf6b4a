"""The query side of the analysis: from the tree that was typed to the plan that an engine matches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from kb import query
from kb.plan import (
    EVERYTHING,
    THEME_WEIGHT,
    TITLE_WEIGHT,
    ZONE_NAMES,
    All,
    Any,
    Between,
    Except,
    Expansion,
    Has,
    Leaf,
    Node,
    Plan,
    Prefixed,
    Sequences,
    Tokens,
    concept_token,
    every,
    title_token,
)
from kb.query import Search
from kb.terms import Terms
from kb.text import Analysis, is_dense, is_stopword, slug, words
from kb.vocabulary import LANGUAGES, Concept, Matcher, Vocabulary

_NOUN = re.compile(r"(?i)(?:del?)?l['’]")
"""After an elided article stands a noun: `l'Est` is the east, `est` is not."""


def is_empty(word: str) -> bool:
    """Whether a typed word says nothing beside others: `the`, `of`."""
    found = words(word)
    return len(found) == 1 and is_stopword(found[0], LANGUAGES) and not _NOUN.match(word)


def runs(children: Iterable[query.Node]) -> Iterator[list[query.Word] | query.Node]:
    """What an And asks for, plain words that follow each other together: they are read as one text."""
    run: list[query.Word] = []
    for child in children:
        if isinstance(child, query.Word) and child.field is None:
            run.append(child)
            continue
        if run:
            yield run
        run = []
        yield child
    if run:
        yield run


def _is_empty(leaf: Leaf) -> bool:
    return isinstance(leaf.child, Tokens) and leaf.child.zones == ZONE_NAMES and is_empty(leaf.label)


class Planner:
    """Makes plans: holds the analysis and the thesaurus that every engine shares."""

    def __init__(self, analysis: Analysis, vocabulary: Vocabulary) -> None:
        self.analysis = analysis
        self.vocabulary = vocabulary
        self.matcher = Matcher(vocabulary, analysis)
        self.terms = Terms(vocabulary, analysis)
        self.expansions = lru_cache(maxsize=None)(self._expansions)

    def _expansions(self, id_: str) -> tuple[Expansion, ...]:
        """What finds a concept besides the words typed: being filed under it or under one of the concepts below it,
        however far, and its names."""
        named = Expansion(Tokens((concept_token(id_),)))
        if id_ in self.vocabulary.words:
            return (named,)
        return (Expansion(Has("theme", (id_, *self.vocabulary.below(id_))), THEME_WEIGHT), named)

    def plan(self, search: Search, languages: Iterable[str] = LANGUAGES) -> Plan:
        """The plan of a search over works in these languages; `Leaf`s are expanded when the search asks for it."""
        return _Planning(self, tuple(dict.fromkeys(languages)), search.expand).plan(search.tree)


class _Planning:
    def __init__(self, planner: Planner, languages: tuple[str, ...], expand: bool) -> None:
        self.analysis = planner.analysis
        self.vocabulary = planner.vocabulary
        self.matcher = planner.matcher
        self.expansions = planner.expansions
        self.languages = languages
        self.expand = expand

    def plan(self, tree: query.Node) -> Plan:
        root = self.node(tree, self.expand)
        parts = root.children if isinstance(root, All) else (root,)
        titled = self.titled(tree)
        wanted = tuple(replace(part, expansions=part.expansions + titled) for part in parts if isinstance(part, Leaf))
        rest = tuple(part for part in parts if not isinstance(part, Leaf))
        return Plan(every((*wanted, *rest)), wanted, every(rest), self.kin(wanted))

    def titled(self, tree: query.Node) -> tuple[Expansion, ...]:
        """What lifts the works whose whole title was typed; they have all the words anyway."""
        parts = tree.children if isinstance(tree, query.And) else (tree,)
        typed = [part.text for part in parts if isinstance(part, query.Word) and part.field is None]
        token = title_token(words(" ".join(typed))) if self.expand and len(typed) > 1 else None
        return (Expansion(Tokens((token,), ("title",)), TITLE_WEIGHT),) if token else ()

    def kin(self, wanted: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
        """The concepts above and beside those that are named, each once."""
        named = [leaf.concept for leaf in wanted if leaf.concept]
        found: dict[str, None] = {}
        for id_ in named:
            found |= dict.fromkeys((*self.vocabulary.meanings[id_].broader, *self.vocabulary.related[id_]))
        return tuple(self._kin(self.vocabulary.concepts[id_]) for id_ in found if id_ not in named)

    def _kin(self, concept: Concept) -> Leaf:
        label = concept.label("en")
        return self._expanded(label, Has("theme", (concept.id,)), concept)

    def node(self, node: query.Node, expand: bool) -> Node:
        match node:
            case query.And(children):
                return every(self.together(children, expand))
            case query.Or(children):
                return Any(tuple(self.node(child, expand) for child in children))
            case query.Not(child):
                # Only what was typed is excluded: a synonym must not take works away.
                return Except(self.node(child, False))
            case query.Filter(name, value):
                return self.keyword(name, value)
            case query.Range(name, low, high):
                return Between(name, low, high)
            case query.Everything():
                return EVERYTHING
        return self.together((node,), expand)[0]

    def together(self, children: tuple[query.Node, ...], expand: bool) -> tuple[Node, ...]:
        """The children of an And: runs of plain words are read together, stop words left out where others remain."""
        parts: list[Node] = []
        for part in runs(children):
            if isinstance(part, list):
                parts += self.run(part, expand)
            elif isinstance(part, query.Word | query.Phrase | query.Prefix):
                parts.append(self.leaf(part, expand))
            else:
                parts.append(self.node(part, expand))
        meaningful = [part for part in parts if not (isinstance(part, Leaf) and _is_empty(part))]
        return tuple(meaningful or parts)

    def run(self, run: list[query.Word], expand: bool) -> list[Node]:
        """A run of plain words: those that name a concept become one leaf."""
        if not expand:
            return [self.leaf(word, expand) for word in run]
        return [
            self.concept(run[first:end], concept) if concept else self.leaf(run[first], expand)
            for first, end, concept in self.matcher.groups([word.text for word in run])
        ]

    def leaf(self, node: query.Word | query.Phrase | query.Prefix, expand: bool) -> Leaf:
        """One typed thing as tokens; a whole phrase that is a label brings its concept."""
        zones = (node.field,) if node.field else ZONE_NAMES
        found = words(node.text)
        if isinstance(node, query.Prefix):
            return Leaf(f"{node.text}*", self.prefix(found, zones))
        if isinstance(node, query.Word) and len(found) == 1:
            if is_dense(node.text) and len(node.text) == 1:
                return Leaf(node.text, Prefixed(f"={found[0]}", zones))
            return Leaf(node.text, self.word(found[0], zones))
        child = self.phrase(found, zones)
        if expand and node.field is None and isinstance(node, query.Phrase):
            mentions = self.matcher.mentions(found)
            if len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(found)):
                return self._expanded(node.text, child, mentions[0].concept)
        return Leaf(node.text, child)

    def word(self, word: str, zones: tuple[str, ...]) -> Tokens:
        stems = self.analysis.stems(word, self.languages)
        return Tokens((*stems, f"={word}"), zones)

    def phrase(self, found: list[str], zones: tuple[str, ...]) -> Node:
        if len(found) == 1:
            return self.word(found[0], zones)
        return Sequences(self.sequences(found, self.languages), zones)

    def sequences(self, found: list[str], languages: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        stem = self.analysis.stem
        runs = (tuple(stem(word, language) for word in found) for language in languages)
        return tuple(dict.fromkeys((*runs, tuple(found))))

    def prefix(self, found: list[str], zones: tuple[str, ...]) -> Node:
        """A prefix of one word; in a prefix of several (co-crea*) the first words stand whole."""
        *whole, last = found
        ending = Prefixed(f"={last}", zones)
        return every((*(self.word(word, zones) for word in whole), ending)) if whole else ending

    def concept(self, typed: list[query.Word], concept: Concept) -> Leaf:
        children = tuple(self.leaf(word, False) for word in typed)
        kept = tuple(child for child in children if not _is_empty(child)) or children
        label = " ".join(word.text for word in typed)
        return self._expanded(label, every(tuple(child.child for child in kept)), concept)

    def _expanded(self, label: str, child: Node, concept: Concept) -> Leaf:
        return Leaf(label, child, self.expansions(concept.id), concept.id)

    def keyword(self, name: str, value: str) -> Node:
        """A typed value of a keyword field: a theme may be named by any of its labels, a city without its country."""
        if name == "theme":
            return Has(name, (self.vocabulary.resolve(value) or slug(value),))
        return Has(name, (slug(value),) if name == "city" else (value,))
