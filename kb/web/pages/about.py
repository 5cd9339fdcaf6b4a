"""What this is and how to search it."""

from dataclasses import dataclass

from kb.engine import Description
from kb.query import Search
from kb.web import links
from kb.web.formats import FORMATS
from kb.web.labels import count, joined, language

FORMS = (
    ("youth council", "Works that have both words, in any form: councils, jeunes, jóvenes."),
    ('"right to the city"', "The words next to each other, in this order."),
    (
        "climate -energy",
        "Works on climate that do not mention energy; what is typed is left out, not its translations.",
    ),
    ("mayor OR alcalde", "Works that have one word or the other. OR in capitals; parentheses group."),
    ("particip*", "Words that begin like this."),
    ("title:budget", "The word in the title."),
    ("title:(charter OR agenda)", "Either word in the title; every field can stand before a group."),
    ("theme:participatory-budgeting", "Works filed under a theme, by its name in any language."),
    ("city:grenoble", "Works in a city. country:FR takes the code of a country."),
    ("year:2015..2020", "Works that began in these years; also year:2019, year:2020.. and year:..2005."),
    ("language:ca", "Works that can be read in a language, here Catalan."),
    ("type:declaration", "One type of work: practice, award, declaration, charter, agenda, conference and so on."),
    ("related:network-iopd", "Works that name this work."),
)
"""Every form that a query can take, with what it finds."""


FILES = {
    "csv": "A table, one row for each work, for spreadsheets and statistics. Its columns are described in"
    " /search.csv-metadata.json (CSV on the Web).",
    "ris": "References for Zotero, EndNote and Mendeley.",
    "bib": "References for BibTeX.",
    "csl.json": "References for Zotero, Pandoc and citeproc.",
    "jsonl": "The whole records with all texts, one a line.",
}
"""What each form is for."""

EXAMPLE = Search.of("youth")


@dataclass(frozen=True)
class AboutPage:
    """What this is and how to search it.

    - `summary`: how many works, in which languages
    - `forms`: every form of a query with its search and what it finds
    - `files`: the forms in which works can be taken away, each with an example and what it is for
    - `api`: addresses of the API, each with what it answers
    - `build`: the build of the index that answers
    """

    summary: str
    forms: tuple[tuple[str, str, str], ...]
    files: tuple[tuple[str, str, str], ...]
    api: tuple[tuple[str, str, str], ...]
    build: str


def about_page(description: Description) -> AboutPage:
    """The page for a collection in this state."""
    languages = joined([language(code) for code in description.languages])
    return AboutPage(
        summary=count(description.documents, "work") + (f", to be read in {languages}" if languages else ""),
        forms=tuple((text, links.to_search(text), meaning) for text, meaning in FORMS),
        files=tuple((links.export(EXAMPLE, form.suffix), form.label, FILES[form.suffix]) for form in FORMATS),
        api=(
            ("/api/search?q=youth", "GET /api/search", "A search, with the same parameters as the page of results."),
            (
                "/api/documents/network-iopd",
                "GET /api/documents/{id}",
                "One work, whole.",
            ),
            (
                "/api/explain?id=network-iopd&q=grenoble",
                "GET /api/explain?id=&q=",
                "Why a search does not find a work: each word and filter, and what dropping it would give.",
            ),
            ("/api/suggest?q=parti", "GET /api/suggest?q=", "Completions: titles, cities and themes."),
            (
                "/themes.ttl",
                "GET /themes.ttl",
                "The thesaurus as SKOS, in Turtle; also wherever a theme is asked for so.",
            ),
            ("/healthz", "GET /healthz", "Whether the site answers, and from how many works."),
            ("/openapi.json", "GET /openapi.json", "The description of all of it, for programs."),
        ),
        build=description.build,
    )
