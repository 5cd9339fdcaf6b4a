"""The names that a query may give to what the works of a build are filed under, so that filters can be offered."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from babel import Locale

from kb import hints
from kb.document import Document
from kb.engine import Engine, Results, count
from kb.hints import LONGEST_NAME, Hint, labels_of_themes, nearest
from kb.query import Filter, Search
from kb.text import is_stopword, words
from kb.vocabulary import LANGUAGES, Matcher, Vocabulary
from kb.web import unknown
from kb.web.places import examples
from kb.web.unknown import Unknown, asked, instead

MOST = 5
"""So many filters are offered for one query."""

SHORTEST = 3
"""A shorter name is more often a word of some language."""


@dataclass(frozen=True)
class Known:
    """The names of cities and countries, and of each facet the values that have works."""

    names: Mapping[str, hints.Names]
    values: Mapping[str, frozenset[str]]


class Names:
    """Offers filters for words; what is known is learned when first needed, and kept for one build."""

    def __init__(self, engine: Engine, matcher: Matcher, vocabulary: Vocabulary) -> None:
        self._engine = engine
        self.matcher = matcher
        self._vocabulary = vocabulary
        self._lock = threading.Lock()
        self._build: str | None = None
        self._known = Known({}, {})

    def hints(self, search: Search, build: str) -> list[Hint]:
        """The filters that words of a query stand for, of the first `MOST` those that lead to works, counted."""
        if not search.text:
            return []
        known = self._of(build)
        found = hints.hints(search, self.matcher, known.names)
        tried = [hint for hint in found if hint.value in known.values[hint.field]][:MOST]
        counted = (replace(hint, works=count(self._engine, hint.search)) for hint in tried)
        return [hint for hint in counted if hint.works]

    def unknown(self, search: Search, build: str) -> list[Unknown]:
        """The themes and cities that a search asks for and nothing has, at most `unknown.MOST`, each with the nearest
        that have works."""
        named = asked(search)
        known = self._of(build) if named else self._known
        found = (
            Unknown(name, value, tuple((each, instead(search, name, value, each)) for each in near))
            for name, value in named
            if (near := self._near(name, value, known)) is not None
        )
        return list(islice(found, unknown.MOST))

    def _near(self, name: str, value: str, known: Known) -> tuple[str, ...] | None:
        """The values most like one that nothing has; `None` for one that something has, or the thesaurus knows."""
        if value in known.values[name] or (name == "theme" and self._vocabulary.resolve(value)):
            return None
        if count(self._engine, Search(tree=Filter(name, value))):
            return None
        if name == "city":
            return nearest(value, ((key, " ".join(said)) for said, keys in known.names["city"].items() for key in keys))
        used = ((id_, label) for id_, label in labels_of_themes(self._vocabulary) if id_ in known.values[name])
        return nearest(value, used)

    def _of(self, build: str) -> Known:
        with self._lock:
            if build != self._build:
                self._known = self._learned(self._engine.search(Search(per_page=1)))
                self._build = build
            return self._known

    def _learned(self, everything: Results) -> Known:
        values = {name: tuple(value.value for value in facet.values) for name, facet in everything.facets.items()}
        countries = names_of_countries(values["country"])
        cities = names_of_cities(examples(self._engine, values["city"]), countries, self._vocabulary)
        known = {name: frozenset(found) for name, found in values.items()}
        return Known({"city": cities, "country": countries}, known)


def names_of_countries(codes: Iterable[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The countries by their names in the languages of the thesaurus: `Myanmar (Burma)` also without the brackets."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    locales = [Locale.parse(language) for language in LANGUAGES]
    for code in codes:
        for locale in locales:
            name = str(locale.territories.get(code, ""))
            for each in (name, name.partition("(")[0]):
                if said := tuple(words(each)):
                    found.setdefault(said, (code,))
    return found


def names_of_cities(
    works: Iterable[Document], countries: hints.Names, vocabulary: Vocabulary
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The cities of some works by their own name and those in other languages; a city's own name comes before
    another's, and one that two cities share stands for both. Other names that mean a country or a theme are left."""
    own: dict[tuple[str, ...], dict[str, None]] = {}
    other: dict[tuple[str, ...], dict[str, None]] = {}
    for work in works:
        if work.city and work.city_key:
            own.setdefault(tuple(words(work.city)), {})[work.city_key] = None
            for said in _others(work):
                if said not in countries and not vocabulary.resolve(" ".join(said)):
                    other.setdefault(said, {})[work.city_key] = None
    return {said: tuple(keys) for said, keys in (other | own).items()}


def _others(work: Document) -> Iterator[tuple[str, ...]]:
    for name in work.place_names:
        said = tuple(words(name))
        common = len(said) == 1 and (len(said[0]) < SHORTEST or is_stopword(said[0], LANGUAGES))
        if said and len(said) <= LONGEST_NAME and not common:
            yield said
