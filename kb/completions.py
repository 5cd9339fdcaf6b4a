"""Completions of what is being typed: themes, cities and titles of one build, found by the start of any word.

Themes and cities have one name and other names. Those whose name begins as typed come first, then those whose name has
a word that does, then those of which another name has one, which is shown; more works first among equals.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.engine import Suggestion
from kb.text import words
from kb.vocabulary import Concept, Vocabulary
from kb.zones import Card

SHORTEST = 2
"""Fewer letters than this are completed by nothing."""


class _Entry(NamedTuple):
    key: str
    suggestion: Suggestion
    language: str | None = None


class _Lookup:
    """Entries in the order in which they are offered, found by substring in one long text of their keys."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._entries = list(entries)
        self._starts: list[int] = []
        keys, length = [], 0
        for entry in self._entries:
            self._starts.append(length)
            keys.append(f"\n {entry.key}")
            length += len(keys[-1])
        self._text = "".join(keys)

    def find(self, wanted: str) -> Iterator[_Entry]:
        """Entries that begin with the words, then those in which they come later."""
        yield from self._at(f"\n {wanted}")
        yield from self.having(wanted)

    def having(self, wanted: str) -> Iterator[_Entry]:
        """Entries with a word at which the words begin."""
        yield from self._at(f" {wanted}")

    def _at(self, pattern: str) -> Iterator[_Entry]:
        at = self._text.find(pattern)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._entries[number]
            following = number + 1
            at = self._text.find(pattern, self._starts[following]) if following < len(self._starts) else -1


class _Named:
    """Things that go by one name and by others."""

    def __init__(self, entries: Iterable[tuple[_Entry, tuple[_Entry, ...]]]) -> None:
        listed = list(entries)
        self._names = _Lookup(name for name, _ in listed)
        self._others = _Lookup(other for _, others in listed for other in others)

    def find(self, wanted: str) -> Iterator[_Entry]:
        """Those that are named so, then those that are also called so."""
        yield from self._names.find(wanted)
        yield from self._others.having(wanted)


class Completions:
    """What can be completed in one build; themes are offered in the reader's language."""

    def __init__(self, cards: Iterable[Card], vocabulary: Vocabulary) -> None:
        listed = list(cards)
        self._vocabulary = vocabulary
        self._themes = Counter(theme for card in listed for theme in card.shown["theme"])
        self._cities = _Named(_cities(listed))
        self._titles = _Lookup(_titles(listed))
        self._themes_in = lru_cache(maxsize=32)(self._themes_of)

    def find(self, prefix: str, language: str, limit: int = 10) -> list[Suggestion]:
        """At most `limit` completions: themes and cities first, then titles, those in the reader's language first."""
        typed = words(prefix)
        if sum(map(len, typed)) < SHORTEST or limit < 1:
            return []
        wanted = " ".join(typed) + " " * prefix[-1:].isspace()
        half, titles = max(1, limit // 2), limit // 4
        themes = _first(self._themes_in(language).find(wanted), limit - titles)
        cities = _first(self._cities.find(wanted), max(1, limit - titles - min(half, len(themes))))
        found = themes[: max(half, limit - titles - len(cities))] + cities
        found += _first(_preferring(language, self._titles.find(wanted), limit), limit)
        return found[:limit]

    def _themes_of(self, language: str) -> _Named:
        used = [self._vocabulary.concepts[id_] for id_, _ in self._ranked() if id_ in self._vocabulary.concepts]
        return _Named(_theme(concept, language) for concept in used)

    def _ranked(self) -> list[tuple[str, int]]:
        return sorted(self._themes.items(), key=lambda row: (-row[1], row[0]))


def _theme(concept: Concept, language: str) -> tuple[_Entry, tuple[_Entry, ...]]:
    name, *others = concept.labels.get(language) or concept.labels.get("en", (concept.id,))
    return _named("theme", concept.id, name, others)


def _named(
    kind: str, value: str, name: str, others: Iterable[str], more: str | None = None
) -> tuple[_Entry, tuple[_Entry, ...]]:
    """A thing under its name, and under each other name, which stands behind it in brackets; `more` always does."""
    key = _key(name)
    text = f"{name} ({more})" if more else name
    shown = {other: f"{name} ({', '.join(filter(None, (more, other)))})" for other in others if _key(other) != key}
    entries = (_Entry(_key(other), Suggestion(text, kind, value)) for other, text in shown.items())
    return _Entry(key, Suggestion(text, kind, value)), tuple(entries)


def _key(text: str) -> str:
    return " ".join(words(text)) + " "


def _first(entries: Iterable[_Entry], limit: int) -> list[Suggestion]:
    """The first different things that the entries stand for."""
    found: dict[str, Suggestion] = {}
    for entry in entries:
        found.setdefault(entry.suggestion.value, entry.suggestion)
        if len(found) == limit:
            break
    return list(found.values())


def _preferring(language: str, entries: Iterator[_Entry], limit: int) -> list[_Entry]:
    """The first entries, those in the language before the others."""
    some = [entry for entry, _ in zip(entries, range(limit * 4), strict=False)]
    return sorted(some, key=lambda entry: entry.language != language)


def _cities(cards: list[Card]) -> Iterator[tuple[_Entry, tuple[_Entry, ...]]]:
    """Cities by how many works they have, each under all its names; the country is said where two share a name."""
    by_key: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for key in card.shown["city"]:
            by_key[key].append(card)
    shared = Counter(of_city[0].city for of_city in by_key.values())
    for key, of_city in sorted(by_key.items(), key=lambda row: (-len(row[1]), row[0])):
        name, country = of_city[0].city or key, of_city[0].country
        others = dict.fromkeys(other for card in of_city for other in card.place_names)
        yield _named("city", key, name, others, country if shared[name] > 1 else None)


def _titles(cards: list[Card]) -> list[_Entry]:
    """Every title of every work, the newest works first."""
    newest = sorted(cards, key=lambda card: (-(card.year or 0), card.id))
    return [
        _Entry(_key(title), Suggestion(title, "title", card.id), language)
        for card in newest
        for language, title in card.titles
    ]
