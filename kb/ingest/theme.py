"""The themes of a work: those that it states, else those that its text names most."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kb.document import Version
from kb.hints import labels_of_themes, nearest
from kb.text import words
from kb.vocabulary import LANGUAGES, Matcher, Vocabulary

MOST = 4
"""A text gives at most so many themes."""

_TITLE = 3


@dataclass(frozen=True)
class Themes:
    """Concepts by id, and for each found one the words that named it with how much they count; `unknown` are stated
    names that the thesaurus does not have, each with the labels that are most like it."""

    ids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def evidence(self) -> str:
        """The words that named them."""
        return ", ".join(self.words)


def stated(names: Iterable[str], vocabulary: Vocabulary) -> Themes:
    """The concepts that have these ids or labels in any language."""
    found = {name: vocabulary.resolve(name) for name in names}
    unknown = tuple((name, nearest(name, labels_of_themes(vocabulary))) for name, id_ in found.items() if id_ is None)
    return Themes(tuple(dict.fromkeys(id_ for id_ in found.values() if id_)), unknown=unknown)


def found(version: Version, matcher: Matcher, vocabulary: Vocabulary) -> Themes:
    """The concepts that title and text name most, those of the title first; of those that are named as often, the one
    with the longer name (`budget participatif` says more than `quartier`), then the narrower one."""
    languages = dict.fromkeys((version.language, "en") if version.language in LANGUAGES else LANGUAGES)
    counts: Counter[str] = Counter()
    named: dict[str, set[str]] = defaultdict(set)
    longest: Counter[str] = Counter()
    for text, weight in ((version.title, _TITLE), (f"{version.summary}\n{version.body}", 1)):
        names = words(text)
        for mention in matcher.mentions(names, languages):
            if mention.concept.general:
                continue
            id_ = mention.concept.id
            counts[id_] += weight
            named[id_].add(" ".join(names[mention.start : mention.end]))
            longest[id_] = max(longest[id_], mention.end - mention.start)
    ranked = sorted(counts, key=lambda id_: (-counts[id_], -longest[id_], -_depth(id_, vocabulary), id_))
    best = tuple(ranked[:MOST])
    return Themes(best, tuple(f"{' / '.join(sorted(named[id_]))} ({counts[id_]})" for id_ in best))


def _depth(id_: str, vocabulary: Vocabulary) -> int:
    """How many concepts are above one: more for a narrower one."""
    return len(vocabulary.filed([id_]))
