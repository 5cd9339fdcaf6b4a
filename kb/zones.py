"""The index side of the analysis: the tokens of a work by zone, and the values it is filed under.

Each zone (text field) of a work becomes one list of tokens: the stems of its words in the language of each version,
each version followed by `BREAK`, and at the end every different folded word once, marked with `=`. A stem finds all
forms of a word; the marked words serve prefixes and words that are typed without their accents. Engines index these
lists as they are, with positions.
"""

from collections.abc import Iterator

from kb.document import Document, Version
from kb.plan import ZONE_NAMES
from kb.text import Analysis, slug

BREAK = "¶"
"""A token that no word has: a phrase never runs from one version into the next."""


def index_tokens(document: Document, analysis: Analysis) -> dict[str, list[str]]:
    """The tokens of each zone of a work, ready to be indexed with their positions."""
    tokens: dict[str, list[str]] = {}
    for zone in ZONE_NAMES:
        stems: list[str] = []
        seen: dict[str, None] = {}
        for text, language in zone_texts(document, zone):
            for token in analysis.tokens(text, language):
                stems.append(token.stem)
                seen[f"={token.word}"] = None
            stems.append(BREAK)
        tokens[zone] = stems + list(seen)
    return tokens


def zone_texts(document: Document, zone: str) -> Iterator[tuple[str, str]]:
    """The texts of a zone, each with its language (`und` for names, which have no forms)."""
    if zone == "place":
        names = (document.city, document.region, *document.place_names)
        yield from ((name, "und") for name in dict.fromkeys(names) if name)
    else:
        yield from ((_zone_text(version, zone), version.language) for version in document.versions)


def _zone_text(version: Version, zone: str) -> str:
    text: str = getattr(version, zone)
    return text


def keywords(document: Document) -> dict[str, tuple[str, ...]]:
    """The values of each keyword field; a city is filed under `porto-alegre-br` and `porto-alegre`."""
    city = document.city_key
    return {
        "theme": document.themes,
        "city": (city, slug(document.city or "")) if city else (),
        "country": (document.country,) if document.country else (),
        "language": document.languages,
        "type": (document.type,),
        "related": tuple(dict.fromkeys(each.work for each in document.related)),
    }
