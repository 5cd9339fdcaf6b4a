"""The one table of columns: what the CSV files and their dictionary derive from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.document import TYPES, Document, Figure, Related, Source, Version

Cell = str | int | float | None | tuple[str, ...]
"""The value of a cell: `None` is unknown; a tuple has several values."""

R = TypeVar("R")

LIST = ";"
ADDRESSES = " "

_SLUG = "^[^\\s;]+$"
_LANGUAGE = "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
_MONTH = "^\\d{4}-\\d{2}(?:-\\d{2})?$"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its header, how a row gives its cell, what it means.

    `datatype` is one of CSV on the Web (`string`, `integer`, `number`, `gYear`, `anyURI`), `format` the
    pattern that each value follows, `separator` stands between several values, `language` is that of all its texts.
    """

    name: str
    value: Callable[[R], Cell]
    help: str
    datatype: str = "string"
    format: str | None = None
    separator: str | None = None
    language: str | None = None
    required: bool = False


@dataclass(frozen=True)
class Table(Generic[R]):
    """One CSV file: a row for each `rows(document)`; `key` names the columns that no two rows share."""

    name: str
    title: str
    help: str
    rows: Callable[[Document], Iterable[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file: `works.csv`."""
        return f"{self.name}.csv"


def english(document: Document) -> Version | None:
    """The English version, if there is one."""
    return next((version for version in document.versions if version.language == "en"), None)


def origins(document: Document) -> tuple[str, ...]:
    """Where each value comes from, as `field:kind`, by field; stated values are left out."""
    return tuple(f"{name}:{origin.kind}" for name, origin in sorted(document.origin.items()) if origin.kind != "stated")


WORKS: Table[Document] = Table(
    "works",
    "Works",
    "One row for each work: a practice, award, declaration or other item, whatever number of languages it is in.",
    lambda document: (document,),
    (
        Column("id", lambda work: work.id, "The work's name in addresses and links. It does not change.",
               format=_SLUG, required=True),
        Column("type", lambda work: work.type, "What kind of work it is.",
               format=f"^(?:{'|'.join(TYPES)})$", required=True),
        Column("title", lambda work: work.version().title, "Its title in the original language.", required=True),
        Column("title_en", lambda work: found.title if (found := english(work)) else None,
               "Its title in English.", language="en"),
        Column("summary", lambda work: work.version().summary, "One or two sentences in the original language."),
        Column("summary_en", lambda work: found.summary if (found := english(work)) else None,
               "One or two sentences in English.", language="en"),
        Column("original", lambda work: work.original,
               "The language of the original version (BCP 47). It is the language of the main source.",
               format=_LANGUAGE, required=True),
        Column("languages", lambda work: work.languages,
               "The languages in which there is at least a title and a summary, the original's first (BCP 47).",
               format=_LANGUAGE, separator=LIST, required=True),
        Column("city", lambda work: work.city,
               "City, town or district, by its English name. Empty: none in particular.", language="en"),
        Column("region", lambda work: work.region, "State, province or region in which it lies.", language="en"),
        Column("country", lambda work: work.country, "Country, ISO 3166-1 alpha-2 code. Empty: none in particular.",
               format="^[A-Z]{2}$"),
        Column("latitude", lambda work: work.latitude, "Degrees north of the equator (WGS 84), of the city's centre.",
               "number"),
        Column("longitude", lambda work: work.longitude, "Degrees east of Greenwich (WGS 84), of the city's centre.",
               "number"),
        Column("population", lambda work: work.population,
               "Inhabitants of the city today, from GeoNames; not those of the year of the work.", "integer"),
        Column("year", lambda work: work.year,
               "The year in which it began, or the first that is documented. Empty: unknown.", "gYear"),
        Column("year_end", lambda work: work.year_end, "The year in which it ended. Empty: unknown or still going on.",
               "gYear"),
        Column("themes", lambda work: work.themes, "Concepts of the thesaurus, by id.", format=_SLUG, separator=LIST),
        Column("organiser", lambda work: work.organiser, "Who runs or ran it, or wrote it."),
        Column("award_edition", lambda work: work.award.edition if work.award else None,
               "The edition of the IOPD award in which it was named.", "integer"),
        Column("award_year", lambda work: work.award.year if work.award else None, "The year of that edition.",
               "gYear"),
        Column("award_distinction", lambda work: work.award.distinction if work.award else None,
               "What the award gave it: winner, special mention, finalist, candidate.", language="en"),
        Column("related", lambda work: tuple(dict.fromkeys(each.work for each in work.related)),
               "Works that it names, by id; `links.csv` has the commitments.", format=_SLUG, separator=LIST),
        Column("sources", lambda work: tuple(source.url for source in work.sources),
               "The pages it rests on; `sources.csv` says when they were read.", "anyURI", separator=ADDRESSES),
        Column("origins", origins,
               "Values that the work does not state itself, as `field:kind`; the kind is text (found in the body), "
               "gazetteer, detector or curator.", separator=LIST),
        Column("license", lambda work: work.license, "The licence of the text, as an SPDX identifier."),
    ),
    ("id",),
)  # fmt: skip

VERSIONS: Table[tuple[Document, Version]] = Table(
    "versions",
    "Versions",
    "One row for each language version of a work, the original first.",
    lambda document: ((document, document.version(language)) for language in document.languages),
    (
        Column("id", lambda row: row[0].id, "The work, by its id in `works.csv`.", format=_SLUG, required=True),
        Column("language", lambda row: row[1].language, "The language of the version (BCP 47).",
               format=_LANGUAGE, required=True),
        Column("title", lambda row: row[1].title, "Its title in that language.", required=True),
        Column("summary", lambda row: row[1].summary, "One or two sentences in that language."),
        Column("translation", lambda row: row[1].translation,
               "Who translated it; `editorial` is the editors of the collection. Empty: the original.", language="en"),
        Column("body", lambda row: row[1].body,
               "The text, in Markdown with line feeds. Empty: only title and summary were translated."),
    ),
    ("id", "language"),
)  # fmt: skip

FIGURES: Table[tuple[Document, Figure]] = Table(
    "figures",
    "Figures",
    "One row for each number that a work gives for comparison.",
    lambda document: ((document, figure) for figure in document.figures),
    (
        Column("id", lambda row: row[0].id, "The work, by its id in `works.csv`.", format=_SLUG, required=True),
        Column("what", lambda row: row[1].what, "What is counted.", language="en", required=True),
        Column("value", lambda row: row[1].value, "The number, as the source gives it.", "number", required=True),
        Column("unit", lambda row: row[1].unit, "Its unit; a currency is its ISO 4217 code, at the value of the year.",
               language="en"),
        Column("year", lambda row: row[1].year, "The year that the number is about. Empty: unknown.", "gYear"),
    ),
)  # fmt: skip

SOURCES: Table[tuple[Document, Source]] = Table(
    "sources",
    "Sources",
    "One row for each page that a work rests on.",
    lambda document: ((document, source) for source in document.sources),
    (
        Column("id", lambda row: row[0].id, "The work, by its id in `works.csv`.", format=_SLUG, required=True),
        Column("url", lambda row: row[1].url, "The address of the page.", "anyURI", required=True),
        Column("read", lambda row: row[1].read,
               "The month (or day) in which the facts were gathered and the page was listed.", format=_MONTH),
    ),
)  # fmt: skip

LINKS: Table[tuple[Document, Related]] = Table(
    "links",
    "Links",
    "One row for each work, or commitment of a declaration, charter or agenda, that a work names.",
    lambda document: ((document, related) for related in document.related),
    (
        Column("id", lambda row: row[0].id, "The work that names, by its id in `works.csv`.", format=_SLUG,
               required=True),
        Column("related", lambda row: row[1].work, "The work that is named, by its id.", format=_SLUG, required=True),
        Column("commitment", lambda row: row[1].commitment,
               "The number of the commitment that it carries out. Empty: the whole work.", "integer"),
    ),
)  # fmt: skip

TABLES = (WORKS, VERSIONS, FIGURES, SOURCES, LINKS)
"""All tables, that of the works first."""
