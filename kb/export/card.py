"""The data card: a text with blocks between markers, which are counted from the works."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from kb.document import TYPES, Document
from kb.errors import KbError
from kb.export import names
from kb.export.reference import COLLECTION
from kb.export.regions import CONTINENT, REGION
from kb.vocabulary import Vocabulary

UNKNOWN = "unknown"


def fill(text: str, blocks: Mapping[str, str]) -> str:
    """The text with each block put between `<!-- begin name -->` and `<!-- end name -->`; the rest is left alone.

    `KbError` names the block whose markers are not there exactly once.
    """
    for name, block in blocks.items():
        found = re.findall(f"{_begin(name)}.*?{_end(name)}", text, re.DOTALL)
        if len(found) != 1:
            raise KbError(f"The data card has {len(found)} places for the block {name!r}; it needs one.", name)
        text = text.replace(found[0], f"{_begin(name)}\n{block.strip()}\n{_end(name)}")
    return text


def _begin(name: str) -> str:
    return f"<!-- begin {name} -->"


def _end(name: str) -> str:
    return f"<!-- end {name} -->"


def citation(version: str | None = None) -> str:
    """How to cite the collection, in a version or in the one that the reader finds out."""
    told = "" if version else "\n\nwhere VERSION is what `python -m kb.release version` prints."
    return f"> {COLLECTION}, version {version or 'VERSION'}. CC BY 4.0.{told}"


def counts(works: Sequence[Document], vocabulary: Vocabulary) -> str:
    """What there is: works by type, part of the world, decade, language and theme, as Markdown."""
    parts = (
        _total(works),
        _types(works),
        _regions(works),
        _decades(works),
        _languages(works),
        "Themes, with the number of works that carry each; a work has one to four:",
        _themes(works, vocabulary) + ".",
    )
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; cells that are all digits stand to the right."""
    body = [tuple(row) for row in rows]
    right = [all(row[at].replace(",", "").isdigit() for row in body) for at in range(len(head))]
    rule = ["---:" if each else "---" for each in right]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *body))


def _total(works: Sequence[Document]) -> str:
    versions = sum(len(work.versions) for work in works)
    places = {work.city_key for work in works if work.city}
    countries = {work.country for work in works if work.country}
    years = [work.year for work in works if work.year is not None]
    when = f"; the earliest began in {min(years)}, the latest in {max(years)}" if years else ""
    return (
        f"**{len(works):,} works** in {versions:,} language versions, from {len(places):,} cities, towns and districts"
        f" in {len(countries)} countries and areas{when}."
    )


def _types(works: Sequence[Document]) -> str:
    found = Counter(work.type for work in works)
    return table(("Type", "Works"), [(TYPES[name].capitalize(), f"{found[name]:,}") for name in TYPES if found[name]])


def _regions(works: Sequence[Document]) -> str:
    found = {name: Counter[str]() for name in (*CONTINENT, UNKNOWN)}
    for code in (work.country for work in works if work.country):
        found[REGION.get(code, UNKNOWN)][code] += 1
    rows = [
        (CONTINENT.get(name, UNKNOWN), name, f"{by_country.total():,}", ranked(by_country, names.country))
        for name, by_country in found.items()
        if by_country
    ]
    nowhere = sum(work.country is None for work in works)
    head = ("Part of the world", "Region", "Works", "Countries and areas")
    return table(head, [*rows, ("none in particular", "", f"{nowhere:,}", "")])


def ranked(found: Mapping[str, int], word: Callable[[str], str]) -> str:
    """Values in words with their counts, the most frequent first: `Spain 58, Portugal 30`."""
    pairs = sorted(((word(value), n) for value, n in found.items()), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {n}" for name, n in pairs)


def _decades(works: Sequence[Document]) -> str:
    found = Counter(work.year // 10 * 10 for work in works if work.year is not None)
    rows = [(f"{decade}s", f"{found[decade]:,}") for decade in sorted(found)]
    without = sum(work.year is None for work in works)
    return table(("Began in the", "Works"), [*rows, (UNKNOWN, f"{without:,}")])


def _languages(works: Sequence[Document]) -> str:
    originals = Counter(work.original for work in works)
    others = [each for work in works for each in work.versions if each.language != work.original]
    whole = Counter(each.language for each in others if each.body.strip())
    brief = Counter(each.language for each in others if not each.body.strip())
    every = sorted({*originals, *whole, *brief}, key=lambda code: (-originals[code], code))
    rows = [(names.language(code), *(f"{kind[code]:,}" for kind in (originals, whole, brief))) for code in every]
    return table(("Language", "Originals", "Whole translations", "Title and summary only"), rows)


def _themes(works: Sequence[Document], vocabulary: Vocabulary) -> str:
    found = Counter(theme for work in works for theme in work.themes)
    return ranked(found, lambda theme: vocabulary.label(theme, "en"))
