"""What a place lies in: the part of its country and the regions of the world, as people call them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kb.text import slug
from kb.vocabulary import LANGUAGES

TERRITORIES = Path(__file__).parent / "territories.yaml"
SOURCE = TERRITORIES.name


@cache
def _territories() -> Any:
    return yaml.safe_load(TERRITORIES.read_text(encoding="utf-8"))


def names(country: str | None, region: str | None = None, admin: str | None = None) -> tuple[str, ...]:
    """What the part of a country (as it is stated, or by the code of GeoNames) goes by in all languages of the
    thesaurus, the adjective of the country, and the regions of the world that it belongs to; each name once."""
    if country is None:
        return ()
    known = _territories()
    stated = slug(region) if region else ""
    parts = (
        part["names"]
        for part in known["parts"]
        if part["country"] == country and (part["admin"] == admin or stated in map(slug, part["names"]))
    )
    world = (row[language] for row in known["regions"] if country in row["countries"] for language in LANGUAGES)
    return _once((*parts, known["adjectives"].get(country, ()), *world))


def _once(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in names for name in each))
