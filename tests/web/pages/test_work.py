"""The page of a work."""

import dataclasses

from kb.document import Document, Related, Source, Version
from kb.vocabulary import Concept, Vocabulary
from kb.web.labels import Labels, Text
from kb.web.pages import NamedBy, WorkPage, work_page
from kb.web.pages.work import MoreView

LABELS = Labels.of(Vocabulary({}))
DECLARATION = Document(
    "declaration",
    "declaration",
    (
        Version("fr", "Déclaration", "Les villes s'engagent.", "### 1. Écouter\n\n### 2. Décider"),
        Version("en", "Declaration", "Cities commit.", translation="editorial"),
    ),
    "fr",
    city="Grenoble",
    region="Isère",
    country="FR",
    year=2022,
    themes=("climate",),
    sources=(Source("https://www.example.org/a/", "2026-11"),),
    license="CC-BY-4.0",
)
PRACTICE = Document(
    "practice", "practice", (Version("en", "Practice", "A summary.", "Text."),), "en", country="ES",
    related=(Related("declaration", 2), Related("missing")),
)  # fmt: skip


def _page(
    document: Document, asked: str | None = None, *named_by: Document, known: tuple[Document, ...] = (), more: int = 0
) -> WorkPage:
    others = NamedBy(named_by, len(named_by) + more)
    return work_page(document, asked, LABELS, "https://kb.org", {each.id: each for each in known}, others)


def test_the_reader_gets_a_summary_to_read_and_the_full_text_in_its_language() -> None:
    """A translation without a text is shown over the original, and the page says so."""
    page = _page(DECLARATION)
    assert (page.title, page.summary) == (Text("Declaration"), Text("Cities commit."))
    assert page.body_language.language == "fr"
    assert "Écouter" in page.body
    assert page.body_note == "There is a summary in English. The full text below is in French."
    assert page.note == "Translated from French by the editors."


def test_the_original_can_be_asked_for() -> None:
    """It needs no note."""
    page = _page(DECLARATION, "fr")
    assert (page.title, page.note, page.body_note) == (Text("Déclaration", "fr"), None, None)
    assert page.head.canonical == "/documents/declaration?language=fr"


def test_a_language_that_is_not_there_shows_the_page_itself() -> None:
    """The original, with the canonical address of the work; files of a version that is not there are not offered."""
    page = _page(DECLARATION, "pt")
    assert page.absent == "There is no version in Portuguese. This is the original, in French."
    assert (page.title.text, page.head.canonical) == ("Déclaration", "/documents/declaration")
    assert dict(page.exports)["RIS"] == "/documents/declaration.ris"
    assert _page(DECLARATION).absent is None


def test_languages_are_tabs_that_say_what_is_in_them() -> None:
    """The original first; a work in English alone needs no choice."""
    tabs = _page(DECLARATION).tabs
    assert [(tab.own.text, tab.url, tab.current, tab.original, tab.summary_only) for tab in tabs] == [
        ("Français", "/documents/declaration?language=fr", False, True, False),
        ("English", "/documents/declaration?language=en", True, False, True),
    ]
    assert _page(PRACTICE).tabs == ()


def test_place_type_and_themes_lead_to_more_of_the_kind() -> None:
    """A country where there is no city."""
    page = _page(DECLARATION)
    assert (page.place, page.place_url) == ("Grenoble, Isère, France", "/search?city=grenoble-fr")
    assert (page.type_url, page.themes) == ("/search?type=declaration", (("climate", "/search?theme=climate"),))
    known = Labels.of(Vocabulary({"climate": Concept("climate", {"en": ("Climate",)})}))
    assert work_page(DECLARATION, None, known, "https://kb.org", {}, NamedBy()).themes == (
        ("Climate", "/themes/climate"),
    )
    assert _page(PRACTICE).place_url == "/search?country=ES"


def test_a_work_links_to_the_commitment_that_it_carries_out() -> None:
    """By its number and title; a work that is not in the collection is not linked."""
    [related] = _page(PRACTICE, None, known=(DECLARATION,)).names
    assert (related.title.text, related.url) == ("Declaration", "/documents/declaration#commitment-2")
    assert related.about == "Carries out commitment 2: Décider"


def test_works_that_name_this_one_are_shown_from_the_other_side() -> None:
    """A declaration shows who carries it out, each work once."""
    [related] = _page(DECLARATION, None, PRACTICE).named_by
    assert (related.title.text, related.about) == ("Practice", "Carries out commitment 2: Décider")
    assert _page(DECLARATION, None, PRACTICE).named_by_more is None


def test_works_that_are_too_many_to_be_shown_are_a_search() -> None:
    """The page says how many more there are."""
    more = _page(DECLARATION, None, PRACTICE, more=1200).named_by_more
    assert more == MoreView("1,200 more", "/search?q=related%3Adeclaration")


def test_a_work_can_be_cited_and_taken_away_in_the_language_asked_for() -> None:
    """The citation is that of the version shown."""
    page = _page(DECLARATION, "fr")
    assert page.cite.startswith("Local democracy knowledge base (2026). “Déclaration”.")
    assert ("RIS", "/documents/declaration.ris?language=fr") in page.exports
    assert dict(_page(DECLARATION).exports)["CSL-JSON"] == "/documents/declaration.csl.json"
    assert page.explain_url == "/explain?id=declaration"


def test_works_like_it_say_what_where_and_when() -> None:
    """As related works do."""
    page = work_page(PRACTICE, None, LABELS, "https://kb.org", {}, NamedBy(), [DECLARATION])
    [other] = page.similar
    assert (other.title.text, other.type, other.place, other.years) == (
        "Declaration",
        "Declaration",
        "Grenoble, France",
        "2022",
    )


def test_sources_are_shown_without_what_nobody_reads() -> None:
    """The whole address is in the link."""
    [source] = _page(DECLARATION).sources
    assert (source.url, source.shown, source.read) == ("https://www.example.org/a/", "example.org/a", "2026-11")


def test_licences_of_creative_commons_are_linked() -> None:
    """Others are named."""
    assert _page(DECLARATION).license_url == "https://creativecommons.org/licenses/by/4.0/"
    assert _page(dataclasses.replace(DECLARATION, license="CC-BY-SA-3.0")).license_url == (
        "https://creativecommons.org/licenses/by-sa/3.0/"
    )
    assert _page(dataclasses.replace(DECLARATION, license="all rights reserved")).license_url is None
