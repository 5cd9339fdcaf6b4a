"""The themes of a work: those that it states, else those that its text names most."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb.document import Version
from kb.text import fold, words
from kb.vocabulary import LANGUAGES, Matcher, Vocabulary

MOST = 4
"""A text gives at most so many themes."""

_TITLE = 3


@dataclass(frozen=True)
class Themes:
    """Concepts by id, with the words that named them; `unknown` are stated names that the thesaurus does not have,
    each with the labels that are most like it."""

    ids: tuple[str, ...] = ()
    evidence: str = ""
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()


def stated(names: Iterable[str], vocabulary: Vocabulary) -> Themes:
    """The concepts that have these ids or labels in any language."""
    found = {name: vocabulary.resolve(name) for name in names}
    unknown = tuple((name, _near(name, vocabulary)) for name, id_ in found.items() if id_ is None)
    return Themes(tuple(dict.fromkeys(id_ for id_ in found.values() if id_)), "", unknown)


def _near(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids of the concepts with labels most like a name, at most three."""
    labels = {
        (id_, label): fold(label)
        for id_, concept in vocabulary.concepts.items()
        for label in (id_, *(each for known in concept.labels.values() for each in known))
    }
    found = process.extract(fold(name), labels, scorer=fuzz.WRatio, score_cutoff=75, limit=12)
    return tuple(dict.fromkeys(key[0] for _, _, key in found))[:3]


def found(version: Version, matcher: Matcher) -> Themes:
    """The concepts that title and text name most, those of the title first, broader ones after what is narrower."""
    languages = dict.fromkeys((version.language, "en") if version.language in LANGUAGES else LANGUAGES)
    counts: Counter[str] = Counter()
    named: dict[str, set[str]] = defaultdict(set)
    for text, weight in ((version.title, _TITLE), (f"{version.summary}\n{version.body}", 1)):
        names = words(text)
        for mention in matcher.mentions(names, languages):
            if mention.concept.general:
                continue
            counts[mention.concept.id] += weight
            named[mention.concept.id].add(" ".join(names[mention.start : mention.end]))
    ranked = sorted(counts, key=lambda id_: (-counts[id_], id_))
    # what is named once in passing is no theme of a work that has others
    best = [id_ for id_ in ranked if counts[id_] > 1][:MOST] or ranked[:1]
    shown = [f"{' / '.join(sorted(named[id_]))} ({counts[id_]})" for id_ in best]
    return Themes(tuple(best), ", ".join(shown))
