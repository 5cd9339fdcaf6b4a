"""What the collection lacks, counted: the part of the data card that a researcher reads first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from urllib.parse import urlsplit

from babel.languages import get_official_languages

from kb.document import Document
from kb.export import names
from kb.export.regions import CONTINENT, REGION, STATES
from kb.text import words
from kb.vocabulary import Vocabulary

THIN = 60
"""A shorter original is called thin, in words."""

FEW = 5
"""Fewer works than this are few for a language or a theme."""


def gaps(works: Sequence[Document], vocabulary: Vocabulary) -> str:
    """What is missing or uneven, one point a line, as Markdown."""
    points = (_where, _countries, _when, _length, _languages, _translations, _evidence, _selection)
    lines = [line for point in points for line in point(works)]
    return "\n".join([*lines, *_themes(works, vocabulary)])


def _where(works: Sequence[Document]) -> Iterator[str]:
    placed = [work.country for work in works if work.country]
    parts = Counter(CONTINENT[REGION[code]] for code in placed if code in REGION)
    shares = ", ".join(f"{name} {_percent(n, len(placed))}" for name, n in parts.most_common())
    first = Counter(placed).most_common(5)
    top = names.listed([names.country(code) for code, _ in first])
    yield f"- **Uneven over the world.** Shares of the works that have a country ({len(placed):,}): {shares}."
    yield f"  {top} alone have {_percent(sum(n for _, n in first), len(placed))}."


def _countries(works: Sequence[Document]) -> Iterator[str]:
    here = {work.country for work in works}
    missing = {region: [code for code in codes if code not in here] for region, codes in STATES.items()}
    total, all_ = sum(map(len, missing.values())), sum(map(len, STATES.values()))
    yield (
        f"- **No work at all** is from {total} of the {all_} members and observers of the United Nations, listed"
        " here; nor is one work from a country a picture of it."
    )
    for region, codes in missing.items():
        if codes:
            listed = ", ".join(sorted(map(names.country, codes)))
            yield f"  - {region} ({len(codes)} of {len(STATES[region])}): {listed}."


def _when(works: Sequence[Document]) -> Iterator[str]:
    years = [work.year for work in works if work.year is not None]
    ended = sum(work.year_end is not None for work in works)
    yield (
        f"- **Years.** Works without a year: {len(works) - len(years)}; begun before 2000:"
        f" {sum(year < 2000 for year in years)}; with an end year: {ended}. Most pages tell of a beginning, so a work"
        " without an end year may be over."
    )


def _length(works: Sequence[Document]) -> Iterator[str]:
    lengths = [_length_of(work) for work in works] or [0]
    thin = sum(length < THIN for length in lengths)
    yield (
        f"- **Short.** Originals of fewer than {THIN} words: {thin}; the median is {median(lengths):.0f} words. A text"
        " says no more than the pages that were read."
    )


def _length_of(work: Document) -> int:
    lines = (line for line in work.version().body.splitlines() if not line.startswith("#"))
    return len(words(" ".join(lines)))


def _languages(works: Sequence[Document]) -> Iterator[str]:
    found = Counter(work.original for work in works)
    few = ", ".join(sorted(f"{names.language(code)} {n}" for code, n in found.items() if n < FEW))
    foreign = sum(bool(work.country) and not _is_local(work) for work in works)
    yield (
        f"- **Languages.** {_percent(found['en'], len(works))} of the originals are in English."
        f" Works in no official language of their country: {foreign}; what is said there in its own languages may be"
        " missing." + (f" Languages with few originals: {few}." if few else "")
    )


def _is_local(work: Document) -> bool:
    official = get_official_languages(work.country or "", regional=True, de_facto=True)
    return work.original in {code.split("_")[0] for code in official}


def _translations(works: Sequence[Document]) -> Iterator[str]:
    def readable(language: str) -> int:
        return sum(any(each.language == language and each.body.strip() for each in work.versions) for work in works)

    whole = {names.language(code): readable(code) for code in ("en", "es", "fr", "pt")}
    yield (
        "- **Translations.** The whole text can be read in "
        + names.listed([f"{name} for {n}" for name, n in whole.items()])
        + f" of {len(works):,} works; of the others there is a title and a summary in English."
    )


def _evidence(works: Sequence[Document]) -> Iterator[str]:
    single = sum(len(work.sources) < 2 for work in works)
    without = sum(not work.figures for work in works)
    pages = {source.url for work in works for source in work.sources}
    sites = Counter((urlsplit(url).hostname or "").removeprefix("www.") for url in pages)
    most = "".join(f", {n:,} of them on {site}" for site, n in sites.most_common(1))
    yield (
        f"- **Evidence.** Works that rest on one page: {single}; works without a figure: {without}."
        f" The sources are {len(pages):,} pages on {len(sites):,} sites{most}."
    )


def _selection(works: Sequence[Document]) -> Iterator[str]:
    practices = [work for work in works if work.type == "practice"]
    named = sum(work.award is not None for work in practices)
    yield (
        f"- **Success is over-represented.** Practices named in an award: {named} of {len(practices)}. Pages tell of"
        " what began and won, seldom of what failed or was stopped."
    )


def _themes(works: Sequence[Document], vocabulary: Vocabulary) -> Iterator[str]:
    found = Counter(theme for work in works for theme in work.themes)
    few = _labels((theme for theme, n in found.items() if n < FEW), vocabulary)
    unused = [theme for theme in vocabulary.concepts if not found[theme]]
    apart = [theme for theme in unused if not any(found[other] for other in _around(theme, vocabulary))]
    yield f"- **Themes with fewer than {FEW} works:** {few or 'none'}."
    yield (
        f"- **Themes that no work carries.** Of the {len(vocabulary.concepts)} concepts that a search understands,"
        f" {len(unused)} are the theme of no work. For {len(apart)} of these no work carries a broader, narrower or"
        f" related concept either: {_labels(apart, vocabulary) or 'none'}."
    )


def _around(theme: str, vocabulary: Vocabulary) -> Iterator[str]:
    yield from vocabulary.concepts[theme].broader
    yield from vocabulary.narrower.get(theme, ())
    yield from vocabulary.related[theme]


def _labels(themes: Iterable[str], vocabulary: Vocabulary) -> str:
    return ", ".join(sorted(vocabulary.label(theme, "en") for theme in themes))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / (whole or 1):.0f} %"
