"""Works for the benchmarks: the sentences, titles and metadata of the collection drawn anew, as many as are asked for.

A work has the type, languages, themes and length of one work of the collection, the place of another and sentences of
a few others in each of its languages. Some words are replaced by invented ones, most of which are rare, because the
vocabulary of a collection grows with it; for the same reason some works lie in cities that the collection lacks.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kb.document import Document, Related, Version
from kb.ingest.gazetteer import City, cities

SEED = 6

NEW_WORD = 0.6
"""The share of sentences in which a word is replaced."""

NEW_CITY = 0.2
"""The share of works that lie in a city which the collection may lack."""

LARGE = 100_000
"""The inhabitants that such a city has at least."""

DONORS = 4
"""A version has its sentences from so many others: words keep some of their company."""

_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zà-ÿ]|[¿¡«“\"])")
_CONSONANTS = "bcdfgjklmnprstvxzh"
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Place:
    """Where a work is, as the record holds it."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    place_names: tuple[str, ...] = ()


class Works:
    """Generates works from those of a collection. The same collection gives the same works each time, and the first
    thousand of a hundred thousand are those that a thousand would be."""

    def __init__(self, collection: Sequence[Document], seed: int = SEED) -> None:
        self._seed = seed
        self._templates = sorted(collection, key=lambda work: work.id)
        self._versions: dict[str, list[Version]] = {}
        for work in self._templates:
            for version in work.versions:
                self._versions.setdefault(version.language, []).append(version)
        self._sentences = {version: _sentences(version.body) for each in self._versions.values() for version in each}

    def first(self, size: int) -> Iterator[Document]:
        """So many works, one after the other."""
        return (self.work(number) for number in range(size))

    def work(self, number: int) -> Document:
        """The work of a number, from 0."""
        draw = random.Random(f"{self._seed}/{number}")
        shape, other = draw.choice(self._templates), draw.choice(self._templates)
        return replace(
            shape,
            id=f"{shape.type}-{number:07}",
            versions=tuple(self._version(version, draw) for version in shape.versions),
            year=other.year,
            year_end=other.year_end,
            themes=_themes(shape.themes, other.themes, draw),
            related=self._related(number, draw) if shape.related else (),
            origin={},
            **vars(self._place(draw)),
        )

    def _related(self, number: int, draw: random.Random) -> tuple[Related, ...]:
        if not number:
            return ()
        other = draw.randrange(number)
        shape = random.Random(f"{self._seed}/{other}").choice(self._templates)
        return (Related(f"{shape.type}-{other:07}"),)

    def _place(self, draw: random.Random) -> Place:
        if draw.random() < NEW_CITY:
            large = _large()
            return _place_of(large[int(len(large) * draw.random() ** 2)])
        found = draw.choice(self._templates)
        return Place(**{name: getattr(found, name) for name in Place.__dataclass_fields__})

    def _version(self, shape: Version, draw: random.Random) -> Version:
        pool = self._versions[shape.language]
        donors = [draw.choice(pool) for _ in range(DONORS)]
        return Version(
            shape.language,
            _title(donors[0].title, donors[1].title, draw),
            self._text(_sentences(donors[2].summary), draw),
            self._body(shape, donors, draw),
            shape.translation,
        )

    def _body(self, shape: Version, donors: list[Version], draw: random.Random) -> str:
        """The headings and the number of sentences of the shape, the sentences of the donors."""
        found = [sentence for donor in donors for sentence in self._sentences[donor]]
        blocks = []
        for block in shape.body.split("\n\n"):
            heading, _, text = block.strip().rpartition("\n") if block.startswith("#") else ("", "", block)
            if text.startswith("#") or not found:
                blocks.append(block.strip())
                continue
            drawn = [draw.choice(found) for _ in range(max(1, len(_END.split(text))))]
            blocks.append(f"{heading}\n{self._text(drawn, draw)}".strip())
        return "\n\n".join(block for block in blocks if block)

    def _text(self, sentences: Sequence[str], draw: random.Random) -> str:
        return " ".join(_renewed(sentence, draw) if draw.random() < NEW_WORD else sentence for sentence in sentences)


def _sentences(text: str) -> tuple[str, ...]:
    blocks = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(sentence.strip() for line in blocks for sentence in _END.split(line) if sentence.strip())


def _title(one: str, other: str, draw: random.Random) -> str:
    """The beginning of a title and the end of another."""
    head, tail = one.split(), other.split()
    cut = draw.randint(1, len(head))
    return " ".join((*head[:cut], *tail[min(cut, len(tail) - 1) :]))


def _themes(own: tuple[str, ...], others: tuple[str, ...], draw: random.Random) -> tuple[str, ...]:
    """As many themes as the work had: all but one its own, one of another work."""
    if not own or not others:
        return own
    kept = list(own)
    kept[draw.randrange(len(kept))] = draw.choice(others)
    return tuple(dict.fromkeys(kept))


def _renewed(sentence: str, draw: random.Random) -> str:
    words = sentence.split(" ")
    words[draw.randrange(len(words))] = invented(_rank(draw))
    return " ".join(words)


def _rank(draw: random.Random) -> int:
    """The rank of an invented word: small ones are frequent, and there is no end to them (Zipf and Mandelbrot)."""
    return int(200 * ((1 - draw.random()) ** -4 - 1)) % 50_000_000


def invented(rank: int) -> str:
    """The invented word of a rank, three syllables or more; different ranks give different words."""
    syllables: list[str] = []
    while rank or len(syllables) < 3:
        rank, syllable = divmod(rank, len(_CONSONANTS) * len(_VOWELS))
        syllables.append(_CONSONANTS[syllable // len(_VOWELS)] + _VOWELS[syllable % len(_VOWELS)])
    return "".join(syllables)


@cache
def _large() -> list[City]:
    """Large cities, the largest first."""
    return sorted((city for city in cities() if city.population >= LARGE), key=lambda city: -city.population)


def _place_of(city: City) -> Place:
    names = tuple(name for name in dict.fromkeys(city.alternatenames) if not name.isdigit())[:8]
    return Place(city.name, None, city.countrycode, city.latitude, city.longitude, city.population, names)
