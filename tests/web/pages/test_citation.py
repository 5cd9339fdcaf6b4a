"""A work for reference managers."""

import dataclasses
import json

from kb.document import Document, Source, Version
from kb.export import reference
from kb.export.reference import COLLECTION, Reference
from kb.vocabulary import Concept, Vocabulary
from kb.web.pages.citation import citation, json_ld, json_script, meta

WORK = Document(
    "lodz-panel",
    "practice",
    (Version("pl", "Panel obywatelski", "Mieszkańcy radzą."),),
    "pl",
    city="Łódź",
    country="PL",
    latitude=51.77,
    longitude=19.46,
    year=2020,
    year_end=2021,
    themes=("sortition",),
    organiser="Urząd Miasta Łodzi",
    sources=(Source("https://example.org/a", "2026-11"),),
    license="CC-BY-4.0",
)
VOCABULARY = Vocabulary({"sortition": Concept("sortition", {"en": ("Sortition",)})})
SITE = "https://kb.example.org"


def _cited(work: Document = WORK) -> Reference:
    return reference.of(work, VOCABULARY, SITE)


def test_a_citation_names_the_collection_the_title_what_it_is_about_and_the_address() -> None:
    """Ready to be copied; the year of the entry is that in which its pages were read."""
    assert citation(_cited(), WORK) == (
        "Local democracy knowledge base (2026). “Panel obywatelski”. Practice, Łódź, Poland, 2020–2021."
        " https://kb.example.org/documents/lodz-panel"
    )


def test_a_citation_of_little_is_short() -> None:
    """No empty parts and no double full stops."""
    bare = Document("a", "news", (Version("en", "What now."),), "en")
    assert citation(_cited(bare), bare) == (
        "Local democracy knowledge base. “What now”. News. https://kb.example.org/documents/a"
    )


def test_meta_tags_hold_what_zotero_reads() -> None:
    """The same author, title and date as the exports; what is unknown has no tag."""
    found = meta(_cited(), WORK)
    assert ("citation_title", "Panel obywatelski") in found
    assert ("citation_author", COLLECTION) in found
    assert ("citation_publication_date", "2026/11") in found
    assert ("DC.subject", "Sortition") in found
    assert [content for name, content in found if name == "DC.coverage"] == ["Łódź, Poland", "2020–2021"]
    nowhere = dataclasses.replace(WORK, city=None, country=None, year=None, year_end=None, sources=())
    assert {"DC.coverage", "DC.date", "citation_publication_date"}.isdisjoint(dict(meta(_cited(nowhere), nowhere)))


def test_json_ld_tells_programs_the_same() -> None:
    """As schema.org has it; a theme is its page."""
    data = json.loads(json_ld(_cited(), WORK, SITE))
    assert data["@id"] == "https://kb.example.org/documents/lodz-panel"
    assert (data["creator"]["name"], data["datePublished"]) == (COLLECTION, "2026-11")
    assert data["temporalCoverage"] == "2020/2021"
    assert data["spatialCoverage"]["geo"]["latitude"] == 51.77
    assert data["about"] == [
        {"@type": "DefinedTerm", "@id": "https://kb.example.org/themes/sortition", "name": "Sortition"}
    ]


def test_json_in_a_page_cannot_end_its_element() -> None:
    """Whatever a title holds."""
    text = json_script({"name": "</script><b>&"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><b>&"}
