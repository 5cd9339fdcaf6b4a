"""Codes as English words, from CLDR."""

from collections.abc import Sequence

from babel import Locale

from kb.document import Document

_ENGLISH = Locale.parse("en")


def country(code: str) -> str:
    """The name of a country; its code when it has none."""
    return str(_ENGLISH.territories.get(code, code))


def language(code: str) -> str:
    """The name of a language; its code when it has none."""
    return str(_ENGLISH.languages.get(code.replace("-", "_"), code))


def place(document: Document) -> str | None:
    """Where a work is: `Rosario, Argentina`; `None` when it is nowhere in particular."""
    parts = (document.city or document.region, country(document.country) if document.country else None)
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def years(document: Document) -> str | None:
    """When a work was: `2002`, `2002-2010`; `None` when unknown."""
    ends = dict.fromkeys(str(year) for year in (document.year, document.year_end) if year is not None)
    return "-".join(ends) or None


def listed(parts: Sequence[str]) -> str:
    """A list in words: `a, b and c`."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
