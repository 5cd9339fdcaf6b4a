"""The results as Markdown, ready for the README."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.peers import SYSTEMS
from bench.results import Ingested, Measured, Paged, Results, middle, ratio, slow

STEP = (20_000, 100_000)
"""The growth that is watched."""


@dataclass(frozen=True)
class Aim:
    """A ratio of one run beside what it is to be at most, or with `is_least` at least."""

    what: str
    value: float
    limit: float
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it is."""
        return self.value >= self.limit if self.is_least else self.value <= self.limit


def aims(results: Results) -> list[Aim]:
    """Every ratio that this run can tell."""
    by_name = {(each.system, each.works): each for each in results.searches}
    sizes = sorted({each.works for each in results.searches})
    return [*_ratios(by_name, sizes), *_growth(by_name), *_imports(results, by_name)]


_RATIOS = (
    ("api", "typesense", 0.5),
    ("api-plain", "typesense", 0.5),
    ("api", "datasette", 0.05),
    ("api-plain", "datasette", 0.05),
    ("tantivy", "bare", 3.0),
    ("tantivy-plain", "bare", 3.0),
)


def _ratios(by_name: dict[tuple[str, int], Measured], sizes: Iterable[int]) -> Iterator[Aim]:
    for size in sizes:
        for one, other, limit in _RATIOS:
            if (one, size) in by_name and (other, size) in by_name:
                what = f"{SYSTEMS[one].label} / {SYSTEMS[other].label}, {size:,} works, median"
                yield Aim(what, ratio(by_name[one, size], by_name[other, size]), limit)


def _growth(by_name: dict[tuple[str, int], Measured]) -> Iterator[Aim]:
    low, high = STEP
    for name in ("tantivy", "api"):
        if (name, low) in by_name and (name, high) in by_name:
            grown = ratio(by_name[name, high], by_name[name, low])
            yield Aim(f"{SYSTEMS[name].label}, {high:,} works / {low:,}, median", grown, 4.0)


def _imports(results: Results, by_name: dict[tuple[str, int], Measured]) -> Iterator[Aim]:
    for each in results.ingestion:
        other = by_name.get(("typesense", each.works))
        if each.engine == "tantivy" and other:
            rate = each.rate / (other.works / other.load)
            what = f"whole ingestion on tantivy / Typesense's import, {each.works:,} works, works a second"
            yield Aim(what, rate, 1.0, is_least=True)


def markdown(results: Results) -> str:
    """All tables of a run."""
    parts = [_machine(results)]
    for size in sorted({each.works for each in results.searches}):
        rows = [each for each in results.searches if each.works == size]
        parts.append(f"**{size:,} works**\n\n{_searches(rows)}")
    if results.pages:
        parts.append(_pages(results.pages))
    if results.ingestion:
        parts.append(_ingestion(results.ingestion))
    if found := aims(results):
        parts.append(_aims(found))
    return "\n\n".join(parts) + "\n"


def _machine(results: Results) -> str:
    machine = results.machine
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    return f"Measured on {machine.date} with {machine.cores} cores ({machine.system}): {versions}."


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _searches(rows: Iterable[Measured]) -> str:
    head = ("system", "median ms", "p95 ms", "searches/s, 8 clients", "loaded, works/s", "disk MB", "memory MB",
            "peak MB", "found, mean", "asked")  # fmt: skip
    return _rows(head, map(_search, rows))


def _search(row: Measured) -> list[str]:
    found = [total for total in row.found if total is not None]
    return [
        SYSTEMS[row.system].label,
        _number(middle(row.ms)),
        _number(slow(row.ms)),
        f"{row.throughput:,.0f}",
        f"{row.works / row.load:,.0f}" if row.load else "",
        _megabytes(row.facts.disk),
        _megabytes(row.facts.memory),
        _megabytes(row.facts.peak),
        f"{sum(found) / len(found):,.0f}",
        f"{len(found)}",
    ]


def _pages(rows: Iterable[Paged]) -> str:
    head = ("engine", "works", "search, median ms", "p95 ms", "page beyond it, median ms", "p95 ms")
    return _rows(head, map(_page, rows))


def _page(row: Paged) -> list[str]:
    figures = (middle(row.search), slow(row.search), middle(row.beyond), slow(row.beyond))
    return [row.engine, f"{row.works:,}", *map(_number, figures)]


def _ingestion(rows: Iterable[Ingested]) -> str:
    head = ("ingested", "engine", "works", "works/s", "reading s", "analysing and writing s", "analysing alone s")
    return _rows(head, map(_ingested, rows))


def _ingested(row: Ingested) -> list[str]:
    seconds = (row.reading, row.writing, row.analysing)
    return [row.what, row.engine, f"{row.works:,}", f"{row.rate:,.0f}", *(f"{each:.1f}" for each in seconds)]


def _aims(found: Iterable[Aim]) -> str:
    return _rows(("ratio", "measured", "aim", "met"), map(_aim, found))


def _aim(aim: Aim) -> list[str]:
    limit = f"{'≥' if aim.is_least else '≤'} {aim.limit:g}"
    return [aim.what, _number(aim.value), limit, "yes" if aim.is_met else "no"]


def _number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _megabytes(size: int | None) -> str:
    return "" if not size else f"{size / 1e6:,.0f}"
