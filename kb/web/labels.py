"""Values as words: themes from the thesaurus, countries and languages from CLDR, cities from the works."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from kb.document import TYPES, Document
from kb.vocabulary import Vocabulary

READER = "en"
"""The language of the pages."""

_READER = Locale.parse(READER)
_RIGHT_TO_LEFT = frozenset("ar dv fa he ku ps sd ug ur yi".split())


@dataclass(frozen=True)
class Text:
    """Words with the language that they are in; `None` when that is the language of the page."""

    text: str
    language: str | None = None

    @classmethod
    def of(cls, text: str, language: str) -> "Text":
        """Words in a language."""
        return cls(text, None if language == READER else language)

    @property
    def right_to_left(self) -> bool:
        """Whether the words run from right to left."""
        return (self.language or READER).split("-")[0] in _RIGHT_TO_LEFT


@dataclass(frozen=True)
class Labels:
    """The words for values. `cities` maps city keys to names, `terms` labels of the thesaurus to their language."""

    vocabulary: Vocabulary
    terms: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Labels":
        """The labels of a thesaurus, with no city known yet."""
        terms: dict[str, str] = {}
        for concept in vocabulary.meanings.values():
            for code in (READER, *concept.labels):
                for label in concept.labels.get(code, ()):
                    terms.setdefault(label, code)
        return cls(vocabulary, terms)

    def value(self, name: str, value: str) -> str:
        """A value of a facet as a reader knows it; the value itself when nothing better is known."""
        return self.of_field(name)(value)

    def of_field(self, name: str) -> Callable[[str], str]:
        """What gives the label of each value of a facet: lists of them are long."""
        match name:
            case "theme":
                return lambda value: self.vocabulary.label(value, READER)
            case "city":
                cities = self.cities
                return lambda value: cities.get(value) or _readable(value)
            case "country":
                return country
            case "language":
                return language
            case "type":
                return type_
        return str

    def term(self, term: str) -> Text:
        """A term with its language, where the thesaurus knows it."""
        return Text.of(term, self.terms.get(term, READER))


def _readable(city_key: str) -> str:
    """A city that no work is known to be in, from its key: `Porto Alegre` for `porto-alegre-br`."""
    name, _, code = city_key.rpartition("-")
    return (name if name and len(code) == 2 else city_key).replace("-", " ").title()


@lru_cache(maxsize=512)
def country(code: str) -> str:
    """The name of a country; its code when it has none."""
    return str(_READER.territories.get(code, code))


@lru_cache(maxsize=512)
def language(code: str) -> str:
    """The name of a language; its code when it has none."""
    return str(_READER.languages.get(code.replace("-", "_"), code))


@lru_cache(maxsize=512)
def own_language(code: str) -> Text:
    """What a language calls itself, else its name in the language of the page."""
    try:
        name = Locale.parse(code, sep="-").get_language_name(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return Text.of(name[0].upper() + name[1:], code) if name else Text(language(code))


def type_(name: str) -> str:
    """A type of work: `Practice`."""
    return name.capitalize()


def types(name: str) -> str:
    """Works of a type: `Practices`."""
    return TYPES.get(name, name).capitalize()


def number(value: float) -> str:
    """A number with its thousands grouped: `1,500,000`, `0.5`."""
    return str(format_decimal(value, locale=_READER))


def count(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 work`, `1,200 works`."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def place(document: Document, region: bool = False) -> str | None:
    """Where a work is: `Porto Alegre, Brazil`; `None` when it is nowhere in particular."""
    parts = [document.city, document.region if region else None, country(document.country) if document.country else ""]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def years(document: Document) -> str | None:
    """When a work was: `2004`, `2004–2010`; `None` when unknown."""
    if document.year is None:
        return str(document.year_end) if document.year_end else None
    if document.year_end in (None, document.year):
        return str(document.year)
    return f"{document.year}–{document.year_end}"


def joined(parts: tuple[str, ...] | list[str], last: str = "and") -> str:
    """A list in words: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
