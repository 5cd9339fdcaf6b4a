"""A work as other software takes it: one row, the texts of its versions one after the other."""

from dataclasses import dataclass

from bench.peers.ours import planner
from kb.document import FACETS, Document
from kb.zones import plain

FACET_NAMES = tuple(row.name for row in FACETS)


@dataclass(frozen=True)
class Row:
    """The same words and the same values that our engines index."""

    id: str
    title: str
    summary: str
    body: str
    place: str
    theme: tuple[str, ...]
    language: tuple[str, ...]
    city: str | None
    country: str | None
    year: int | None
    type: str


def row(work: Document) -> Row:
    """The row of a work."""
    places = dict.fromkeys(name for name in (work.city, work.region, *work.place_names) if name)
    return Row(
        work.id,
        "\n".join(version.title for version in work.versions),
        "\n".join(version.summary for version in work.versions),
        "\n".join(plain(version.body) for version in work.versions),
        "\n".join(places),
        planner().vocabulary.filed(work.themes),
        work.languages,
        work.city_key,
        work.country,
        work.year,
        work.type,
    )
