"""A work for reference managers."""

import dataclasses
import json

from kb.document import Document, Source, Version
from kb.vocabulary import Concept, Vocabulary
from kb.web.labels import Labels
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
    sources=(Source("https://example.org/a"),),
    license="CC-BY-4.0",
)
LABELS = Labels.of(Vocabulary({"sortition": Concept("sortition", {"en": ("Sortition",)})}))
SITE = "https://kb.example.org"


def test_a_citation_names_who_what_where_when_and_the_address() -> None:
    """Ready to be copied."""
    assert citation(WORK, WORK.version(), SITE) == (
        "Urząd Miasta Łodzi. “Panel obywatelski”. Łódź, Poland, 2020–2021. In: Local Democracy Knowledge Base. "
        "https://kb.example.org/documents/lodz-panel"
    )


def test_a_citation_of_little_is_short() -> None:
    """No empty parts and no double full stops."""
    bare = Document("a", "news", (Version("en", "What now."),), "en")
    assert citation(bare, bare.version(), SITE) == (
        "“What now”. In: Local Democracy Knowledge Base. https://kb.example.org/documents/a"
    )


def test_meta_tags_hold_what_zotero_reads() -> None:
    """Title, author, date, language and address; what is unknown has no tag."""
    found = meta(WORK, WORK.version(), LABELS, SITE)
    assert ("citation_title", "Panel obywatelski") in found
    assert ("citation_publication_date", "2020") in found
    assert ("DC.subject", "Sortition") in found
    assert ("DC.coverage", "Łódź, Poland") in found
    nowhere = dataclasses.replace(WORK, city=None, country=None)
    assert "DC.coverage" not in dict(meta(nowhere, nowhere.version(), LABELS, SITE))


def test_json_ld_tells_programs_the_same() -> None:
    """As schema.org has it."""
    data = json.loads(json_ld(WORK, WORK.version(), LABELS, SITE))
    assert data["@id"] == "https://kb.example.org/documents/lodz-panel"
    assert data["temporalCoverage"] == "2020/2021"
    assert data["spatialCoverage"]["geo"]["latitude"] == 51.77
    assert data["about"] == [{"@type": "DefinedTerm", "name": "Sortition"}]


def test_json_in_a_page_cannot_end_its_element() -> None:
    """Whatever a title holds."""
    text = json_script({"name": "</script><b>&"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><b>&"}
