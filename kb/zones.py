"""The index side of the analysis: how a work is read, its tokens by zone, and the values it is filed under.

Each zone (text field) of a work becomes one list of tokens: the stems of its words in the language of each version,
each version followed by `BREAK`; then a token for each mention of a concept, whatever it is called there, marked with
`@`, and for each whole title, marked with `#`; and at the end every different folded word once, marked with `=`. A stem
finds all forms of a word, a concept all its names; the marked words serve prefixes and words that are typed without
their accents. Engines index these lists as they are, with positions. No token holds a space.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from kb.document import FACETS, FIELDS, Document, Version, values
from kb.plan import ZONE_NAMES, concept_token, title_token
from kb.terms import Terms
from kb.text import Analysis, fold, slug
from kb.vocabulary import Vocabulary

BREAK = "¶"
"""A token that no word has: a phrase never runs from one version into the next."""

LONGEST_KEY = 200
"""Titles that are equal so far are in order by id."""

KEYWORDS = tuple(row.name for row in FIELDS if row.kind == "keyword")

_LEADING = re.compile(r"^[\W_]+(?=\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HEADING = re.compile(r"^#{1,6} +(?:\d+\. +)?(.*\S)", re.MULTILINE)
_MARKS = re.compile(r"^\s*[-*+] +|^\s*\d+\. +|\|", re.MULTILINE)
_EMPHASIS = re.compile(r"\*{1,3}|`{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)")


class Reading(NamedTuple):
    """One text of a work with its words, so that it is shown without being analysed again.

    `stems` and `words` hold the stem and the folded form of each word, each between two spaces, `BREAK` at the end of
    each text; `spans` where each starts and ends in `text`, as pairs of machine integers (see `span`).
    """

    zone: str
    language: str
    text: str
    stems: str
    words: str
    spans: bytes

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from `first` to `last`, both included, stand in the text."""
        numbers = memoryview(self.spans).cast("I")
        return numbers[2 * first], numbers[2 * last + 1]


def read(document: Document, analysis: Analysis) -> tuple[Reading, ...]:
    """Every text of a work, read in its language, zone by zone; the names of a place are one reading."""
    found = []
    for zone in ZONE_NAMES:
        texts = list(zone_texts(document, zone))
        if zone == "place":
            found.append(_place(tuple(text for text, _ in texts), analysis))
        else:
            found += [_reading(zone, language, (text,), analysis) for text, language in texts]
    return tuple(found)


@lru_cache(maxsize=4096)
def _place(names: tuple[str, ...], analysis: Analysis) -> Reading:
    """The names of a place, which many works share."""
    return _reading("place", "und", names, analysis)


def _reading(zone: str, language: str, texts: tuple[str, ...], analysis: Analysis) -> Reading:
    """Texts as one, each ended by a break."""
    whole, stems, names = "", [], []
    spans = array("I")
    for text in texts:
        for token in analysis.tokens(text, language):
            stems.append(token.stem)
            names.append(token.word)
            spans.extend((len(whole) + token.start, len(whole) + token.end))
        whole += text
        stems.append(BREAK)
        names.append(BREAK)
        spans.extend((len(whole), len(whole)))
        whole += "; "
    text = whole.removesuffix("; ")
    return Reading(zone, language, text, f" {' '.join(stems)} ", f" {' '.join(names)} ", spans.tobytes())


class Indexed(NamedTuple):
    """The tokens of each zone of a work, ready to be indexed, and the numbers of the terms that its texts hold."""

    tokens: dict[str, list[str]]
    terms: tuple[int, ...]


def indexed(readings: Iterable[Reading], terms: Terms) -> Indexed:
    """What an index is given of a work that was read."""
    stems: dict[str, list[str]] = {zone: [] for zone in ZONE_NAMES}
    named: dict[str, list[str]] = {zone: [] for zone in ZONE_NAMES}
    seen: dict[str, dict[str, None]] = {zone: {} for zone in ZONE_NAMES}
    numbers: set[int] = set()
    for reading in readings:
        found, folded = reading.stems.split(), reading.words.split()
        mentions = list(terms.found(found, folded, reading.language))
        stems[reading.zone] += found
        if reading.zone == "title" and (whole := title_token(word for word in folded if word != BREAK)):
            named[reading.zone].append(whole)
        named[reading.zone] += [concept_token(id_) for id_, _ in {(each.term.concept, each.start) for each in mentions}]
        seen[reading.zone] |= dict.fromkeys(folded)
        numbers |= {each.term.number for each in mentions}
    tokens = {
        zone: [*stems[zone], *sorted(named[zone]), *(f"={word}" for word in seen[zone] if word != BREAK)]
        for zone in ZONE_NAMES
    }
    return Indexed(tokens, tuple(sorted(numbers)))


def zone_texts(document: Document, zone: str) -> Iterator[tuple[str, str]]:
    """The texts of a zone, each with its language (`und` for names, which have no forms)."""
    if zone == "place":
        names = (document.city, document.region, *document.place_names, *document.area_names)
        yield from ((name, "und") for name in dict.fromkeys(names) if name)
    else:
        yield from ((_zone_text(version, zone), version.language) for version in document.versions)


def _zone_text(version: Version, zone: str) -> str:
    text: str = getattr(version, zone)
    return plain(text) if zone == "body" else text


@lru_cache(maxsize=256)
def plain(body: str) -> str:
    """Markdown as one line of running text: what is searched is what is shown, so addresses of links are not."""
    return " ".join(_EMPHASIS.sub("", _MARKS.sub(" ", _HEADING.sub(r"\1:", _LINK.sub(r"\1", body)))).split())


def keywords(document: Document, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The values of each keyword field; a theme brings the broader ones, a city is filed under `porto-alegre-br`,
    `porto-alegre`, and the other names that it goes by."""
    filed = {name: tuple(str(value) for value in values(document, name)) for name in KEYWORDS}
    filed["theme"] = vocabulary.filed(document.themes)
    if document.city:
        names = (slug(name) for name in (document.city, *document.place_names))
        filed["city"] = tuple(dict.fromkeys((*filed["city"], *names)))
    return filed


class Card(msgspec.Struct, frozen=True):
    """What orders, facets and completions need of a work without opening its record.

    `titles` are pairs of language and title, the original's first; `filed` the values that it is found by and `shown`
    those that its facets show, years as digits.
    """

    id: str
    titles: tuple[tuple[str, str], ...]
    city: str | None
    country: str | None
    place_names: tuple[str, ...]
    year: int | None
    filed: dict[str, tuple[str, ...]]
    shown: dict[str, tuple[str, ...]]

    @property
    def title_key(self) -> str:
        """What an order by title compares: quotes and other signs before the first letter or digit are passed by."""
        return _LEADING.sub("", fold(self.titles[0][1]))[:LONGEST_KEY]


def card(document: Document, vocabulary: Vocabulary) -> Card:
    """The card of a work."""
    shown = {facet.name: tuple(str(value) for value in values(document, facet.name)) for facet in FACETS}
    titles = [(language, document.version(language).title) for language in document.languages]
    return Card(
        document.id,
        tuple(titles),
        document.city,
        document.country,
        document.place_names,
        document.year,
        keywords(document, vocabulary),
        {**shown, "theme": vocabulary.filed(document.themes)},
    )
