"""A hit as the list shows it."""

import dataclasses

from kb.document import Document, Version
from kb.engine import Hit, Matched
from kb.vocabulary import Concept, Vocabulary
from kb.web.labels import Labels, Text
from kb.web.pages.hits import Reason, hit_view, shown_language

LABELS = Labels.of(
    Vocabulary({"pb": Concept("pb", {"en": ("Participatory budgeting",), "es": ("Presupuestos participativos",)})})
)
WORK = Document(
    "a b",
    "practice",
    (Version("es", "Presupuesto", "Los vecinos deciden."), Version("en", "Budget", "Residents decide.")),
    "es",
    city="Cuenca",
    country="EC",
    year=2001,
    year_end=2005,
)
MATCHED = (Matched("presupuesto", "word", "title"),)
SNIPPET = (("El ", False), ("presupuesto", True))


def test_a_hit_says_what_where_and_when() -> None:
    """In the version that the engine chose, with its language on the title."""
    view = hit_view(Hit(WORK, "es", 1.0, SNIPPET, MATCHED), LABELS)
    assert (view.type, view.place, view.years) == ("Practice", "Cuenca, Ecuador", "2001–2005")
    assert (view.title, view.in_english) == (Text("Presupuesto", "es"), "Budget")
    assert (view.url, view.languages) == ("/documents/a%20b?language=es", "Spanish and English")


def test_a_hit_in_the_readers_language_needs_no_second_title() -> None:
    """And its page is the plain address."""
    view = hit_view(Hit(WORK, "en", 1.0, SNIPPET), LABELS)
    assert (view.title, view.in_english, view.url) == (Text("Budget"), None, "/documents/a%20b")


def test_the_summary_stands_where_no_word_is_marked() -> None:
    """A snippet that shows no reason is a worse summary than the summary."""
    unmarked = hit_view(Hit(WORK, "es", 1.0, (("El presupuesto … ", False),), MATCHED), LABELS)
    assert unmarked.snippet == (("Los vecinos deciden.", False),)
    assert hit_view(Hit(WORK, "es", 1.0, SNIPPET, MATCHED), LABELS).snippet == SNIPPET


def test_without_words_a_hit_is_shown_as_the_reader_can_read_it() -> None:
    """Unless a language was asked for."""
    hit = Hit(WORK, "es", 1.0, (("Los vecinos deciden.", False),))
    assert hit_view(hit, LABELS).title == Text("Budget")
    assert hit_view(hit, LABELS).snippet == (("Residents decide.", False),)
    assert hit_view(hit, LABELS, ("es",)).title == Text("Presupuesto", "es")


def test_reasons_name_each_term_once_with_all_its_places() -> None:
    """What was typed goes without saying; what was added says how, and in which language it is."""
    matched = (
        Matched("budget", "word", "title"),
        Matched("budget", "word", "body"),
        Matched("Presupuestos participativos", "translation", "summary"),
        Matched("Participatory budgeting", "synonym", "theme"),
    )
    view = hit_view(Hit(WORK, "es", 1.0, SNIPPET, matched), LABELS)
    assert view.reasons == (
        Reason(Text("budget"), "", "title and text"),
        Reason(Text("Presupuestos participativos", "es"), "translation", "summary"),
        Reason(Text("Participatory budgeting"), "synonym", "themes"),
    )


def test_a_nearby_work_says_what_it_lacks() -> None:
    """In the reader's words."""
    assert hit_view(Hit(WORK, "es", 0.0, missing=("youth", "climate")), LABELS).missing == "“youth” and “climate”"


def test_a_page_is_shown_in_the_language_asked_for_or_the_readers_or_the_original() -> None:
    """A language that a work does not have is not an error."""
    assert [shown_language(WORK, asked) for asked in ("es", "fr", None)] == ["es", "en", "en"]
    spanish = dataclasses.replace(WORK, versions=WORK.versions[:1])
    assert shown_language(spanish) == "es"
