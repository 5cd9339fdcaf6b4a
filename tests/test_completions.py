"""Completions of what is being typed."""

import time

import pytest

from kb.completions import Completions
from kb.document import Document, Version
from kb.vocabulary import Concept, Vocabulary
from kb.zones import card

VOCABULARY = Vocabulary({
    "budget": Concept("budget", {"en": ("Participatory budgeting", "PB"), "es": ("Presupuestos participativos",)}),
    "youth": Concept("youth", {"en": ("Youth",), "es": ("Juventud",)}),
    "unused": Concept("unused", {"en": ("Participation law",)}),
})  # fmt: skip
WORKS = (
    Document("a", "news",
             (Version("es", "La participación en Córdoba"), Version("en", "Participation in Córdoba")), "es",
             city="Córdoba", country="AR", year=2001, themes=("budget",)),
    Document("b", "news", (Version("en", "A part of Córdoba"),), "en", city="Córdoba", country="ES", year=2010,
             themes=("budget", "youth"), place_names=("Qurtuba", "قرطبة")),
    Document("c", "news", (Version("en", "Lisbon votes"),), "en", city="Lisbon", country="PT", place_names=("Lisboa",)),
    Document("d", "news", (Version("en", "No place"),), "en"),
)  # fmt: skip
COMPLETIONS = Completions([card(work, VOCABULARY) for work in WORKS], VOCABULARY)


def found(prefix: str, language: str = "en", limit: int = 10) -> list[tuple[str, str, str]]:
    """Kind, value and text of what is offered."""
    return [(each.kind, each.value, each.text) for each in COMPLETIONS.find(prefix, language, limit)]


def test_themes_come_first_then_titles_that_begin_so() -> None:
    """A title in which a later word begins so comes after; the newest and the reader's language come first."""
    assert found("part") == [
        ("theme", "budget", "Participatory budgeting"),
        ("title", "a", "Participation in Córdoba"),
        ("title", "b", "A part of Córdoba"),
    ]


@pytest.mark.parametrize("typed", ["participatory bud", "PARTICIPATORY  BUD", "budg"])
def test_any_word_of_its_name_completes_a_theme(typed: str) -> None:
    """Whatever its case."""
    assert found(typed)[0] == ("theme", "budget", "Participatory budgeting")


def test_a_synonym_is_shown_behind_the_name() -> None:
    """So that the reader sees why the theme is offered."""
    assert found("pb") == [("theme", "budget", "Participatory budgeting (PB)")]


def test_names_come_before_synonyms_and_more_works_before_fewer() -> None:
    """Names that begin so first, then those with a word that does, however many works the others have."""
    labels = {
        "youth": ("Jeunes", "participation des jeunes"),
        "budget": ("Budget participatif", "participation budgétaire"),
        "digital": ("Participation numérique",),
        "women": ("Participation des femmes",),
        "inclusion": ("Inclusion", "participation de tous"),
    }
    works = {"youth": 9, "budget": 5, "digital": 1, "women": 2, "inclusion": 3}
    vocabulary = Vocabulary({id_: Concept(id_, {"fr": names}) for id_, names in labels.items()})
    cards = [
        card(Document(f"{theme}-{number}", "news", (Version("en", "x"),), "en", themes=(theme,)), vocabulary)
        for theme, count in works.items()
        for number in range(count)
    ]
    assert [each.text for each in Completions(cards, vocabulary).find("part", "fr")] == [
        "Participation des femmes",
        "Participation numérique",
        "Budget participatif",
        "Jeunes (participation des jeunes)",
        "Inclusion (participation de tous)",
    ]


def test_themes_take_the_place_that_cities_leave() -> None:
    """And titles keep some."""
    vocabulary = Vocabulary({f"part-{n}": Concept(f"part-{n}", {"en": (f"Part {n}",)}) for n in range(9)})
    cards = [
        card(Document(f"w{n}", "news", (Version("en", f"Part of {n}"),), "en", themes=(f"part-{n}",)), vocabulary)
        for n in range(9)
    ]
    kinds = [each.kind for each in Completions(cards, vocabulary).find("part", "en", 8)]
    assert kinds == ["theme"] * 6 + ["title"] * 2


def test_themes_are_in_the_language_of_the_reader() -> None:
    """Where the thesaurus has none, in English; a theme without works is not offered."""
    assert found("presup", "es") == [("theme", "budget", "Presupuestos participativos")]
    assert ("theme", "youth", "Youth") in found("yo", "fi")
    assert not any(value == "unused" for _, value, _ in found("participation l"))


def test_a_city_is_found_by_any_of_its_names() -> None:
    """And offered under one, with the other that was typed; its country is said where two cities share the name."""
    assert found("lisb")[0] == ("city", "lisbon-pt", "Lisbon")
    assert found("lisboa")[0] == ("city", "lisbon-pt", "Lisbon (Lisboa)")
    assert ("city", "cordoba-es", "Córdoba (ES, Qurtuba)") in found("qurt")
    assert "cordoba-es" in [value for _, value, _ in found("قرط")]
    assert [text for kind, _, text in found("cordoba") if kind == "city"] == ["Córdoba (AR)", "Córdoba (ES)"]


def test_a_work_is_offered_once_in_the_language_of_the_reader() -> None:
    """Whichever of its titles begin so."""
    assert [row for row in found("partic", "es") if row[0] == "title"] == [
        ("title", "a", "La participación en Córdoba")
    ]
    assert [row for row in found("partic", "en") if row[0] == "title"] == [("title", "a", "Participation in Córdoba")]


@pytest.mark.parametrize("typed", ["", " ", "...", "zzz", "córdobax", "p", "p ", "(c"])
def test_nothing_is_offered_for_nothing(typed: str) -> None:
    """Neither for what no name begins with, nor for one letter."""
    assert found(typed) == []


def test_a_word_that_is_finished_is_whole() -> None:
    """After a space, `part` does not stand for `participation`."""
    assert found("part ") == [("title", "b", "A part of Córdoba")]


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_no_more_than_asked_for(limit: int) -> None:
    """However many there are."""
    assert len(found("co", limit=limit)) == min(limit, 3)


def test_twenty_thousand_works_are_completed_quickly() -> None:
    """Each keystroke asks."""
    works = (
        Document(f"work-{number}", "news", (Version("en", f"Title {number % 977} of town {number}"),), "en",
                 city=f"Town {number % 4000}", country="ES")
        for number in range(20_000)
    )  # fmt: skip
    many = Completions([card(work, VOCABULARY) for work in works], VOCABULARY)
    many.find("aa", "en")
    for typed in ("to", "town 39", "title 9", "zzz", "of town 19999"):
        start = time.thread_time()
        many.find(typed, "en")
        assert time.thread_time() - start < 0.02, typed
