"""Countries: ISO 3166 alpha-2 codes and the names that they go by."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.localedata import exists

from kb.text import slug
from kb.vocabulary import LANGUAGES

# Codes of CLDR that are no countries: unions, the euro area, pseudo-locales, parts with a code of their own by custom.
_NOT = frozenset("EU EZ UN QO XA XB ZZ AC CP CQ DG EA IC TA".split())

_MORE = {
    "uk": "GB", "great-britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern-ireland": "GB",
    "usa": "US", "u-s-a": "US", "u-s": "US", "united-states-of-america": "US", "eeuu": "US", "ee-uu": "US",
    "estados-unidos-de-america": "US", "etats-unis-d-amerique": "US", "holland": "NL", "the-netherlands": "NL",
    "korea": "KR", "republic-of-korea": "KR", "czech-republic": "CZ", "republica-checa": "CZ", "ivory-coast": "CI",
    "costa-de-marfil": "CI", "costa-do-marfim": "CI",
    "turkey": "TR", "macedonia": "MK", "moldavia": "MD", "russian-federation": "RU", "swaziland": "SZ",
    "cape-verde": "CV", "burma": "MM", "palestine": "PS", "palestina": "PS", "viet-nam": "VN", "taiwan": "TW",
    "hong-kong": "HK", "macau": "MO", "macao": "MO", "east-timor": "TL", "republic-of-ireland": "IE",
    "democratic-republic-of-the-congo": "CD", "dr-congo": "CD", "syrian-arab-republic": "SY", "kosovo": "XK",
}  # fmt: skip


@cache
def codes() -> frozenset[str]:
    """The codes of all countries and territories, Kosovo's XK among them."""
    known = map(str, Locale.parse("en").territories)
    return frozenset(code for code in known if len(code) == 2 and code.isalpha() and code not in _NOT)


@cache
def _by_name() -> dict[str, str]:
    names = {slug(name): code for code in sorted(codes()) for name in other_names(code)}
    return {**names, **_MORE}


def code(name: str) -> str | None:
    """The code of a country given by its code or by its name in a language of the thesaurus; `None` if unknown."""
    given = name.strip()
    if given.upper() in codes():
        return given.upper()
    return _by_name().get(slug(given))


@cache
def in_language(language: str) -> Mapping[str, str]:
    """From the slug of each name that countries have in a language and in English to the code; for a language that is
    not known, in those of the thesaurus."""
    known = (language,) if exists(language) and language != "und" else LANGUAGES
    territories = (Locale.parse(each).territories for each in ("en", *known))
    names = {slug(str(names[code_])): code_ for names in territories for code_ in sorted(codes()) if code_ in names}
    return {**_MORE, **names}


def name(code_: str) -> str:
    """The English name of a country; the code itself when it is none."""
    return str(Locale.parse("en").territories.get(code_, code_))


@cache
def other_names(code_: str) -> tuple[str, ...]:
    """What a country is called in each language of the thesaurus, each name once."""
    territories = (Locale.parse(language).territories for language in LANGUAGES)
    return tuple(dict.fromkeys(known[code_] for known in territories if code_ in known))
