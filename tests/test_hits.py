"""Why a work was found, shown to a reader."""

from dataclasses import replace

import pytest

from kb.document import Document, Version
from kb.engine import Hit, Matched
from kb.engines.store import entry
from kb.hits import MAX_MATCHED, SNIPPET, Presenter
from kb.planner import Planner
from kb.query import Search

WORK = Document(
    "work",
    "practice",
    (
        Version("ca", "Pressupostos participatius", "Els veïns voten.",
                "La gent decideix **cada** any sobre l'habitatge."),
        Version("en", "Participatory budgeting", "Residents vote.",
                "Every year [people](http://example.org/decide) decide."),
    ),
    "ca",
    city="Barcelona",
    country="ES",
    themes=("participatory-budgeting",),
)  # fmt: skip


def show(planner: Planner, text: str, work: Document = WORK, **settings: object) -> Hit:
    """The hit for a work that a search is taken to have found."""
    search = Search.of(text, **settings)
    plan = planner.plan(search, ("ca", "en", "es"))
    return Presenter(plan, search, planner.terms).hit(*entry(work, planner).record)


def marked(hit: Hit) -> list[str]:
    """The marked pieces of a snippet."""
    return [text for text, is_marked in hit.snippet if is_marked]


@pytest.mark.parametrize(
    ("query", "language", "pieces"),
    [
        ("", "ca", []),
        ("residents", "en", ["Residents"]),
        ("people decided", "en", ["people", "decide"]),
        ("vote habitatge", "ca", ["voten", "habitatge"]),
        ('"every year"', "en", ["Every year"]),
        ("veï*", "ca", ["veïns"]),
        ("VEINS", "ca", ["veïns"]),
        ("decid* -zebra", "ca", ["decideix"]),
        ("barcelona", "ca", []),
    ],
)
def test_the_version_that_shows_most_is_shown(planner: Planner, query: str, language: str, pieces: list[str]) -> None:
    """With the words marked where they stand, elided articles and markup aside; of equals the original."""
    hit = show(planner, query, expand=False)
    assert (hit.language, marked(hit)) == (language, pieces)


def test_of_equals_a_ticked_language_is_shown(planner: Planner) -> None:
    """A reader who ticks English reads English."""
    assert show(planner, "", filters={"language": ("en",)}).language == "en"
    assert show(planner, "habitatge", filters={"language": ("en",)}, expand=False).language == "ca"


def test_an_expansion_is_marked_where_the_word_is_not(planner: Planner) -> None:
    """A work that was found through a translation shows the translation."""
    work = replace(
        WORK, versions=(Version("en", "A title", "", "Here participatory budgeting is explained."),), original="en"
    )
    hit = show(planner, "presupuestos participativos", work)
    assert marked(hit) == ["participatory budgeting"]
    assert {(each.via, each.field) for each in hit.matched} == {("synonym", "theme"), ("translation", "body")}


def test_what_was_typed_hides_its_expansions(planner: Planner) -> None:
    """Each leaf says the fields in which it stands as typed, and nothing else when there are some."""
    hit = show(planner, "participatory budgeting barcelona")
    assert hit.matched == (
        Matched("participatory budgeting", "word", "title"),
        Matched("barcelona", "word", "place"),
    )


def test_a_field_is_looked_at_alone(planner: Planner) -> None:
    """`title:` is matched in titles only."""
    assert show(planner, "title:budgeting", expand=False).matched == (Matched("budgeting", "word", "title"),)
    assert show(planner, "title:vote", expand=False).matched == ()


def test_no_more_reasons_than_can_be_read(planner: Planner) -> None:
    """However many words were typed."""
    assert (
        len(show(planner, "every year people decide residents vote participatory budgeting els veïns").matched)
        <= MAX_MATCHED
    )


def test_a_snippet_is_short_and_shows_the_words(planner: Planner) -> None:
    """Also at the end of a long text, and quickly in one where the word is everywhere."""
    long = " ".join(["word"] * 30_000) + " needle end"
    work = replace(WORK, versions=(Version("en", "Long", "", long),), original="en")
    hit = show(planner, "needle", work)
    assert marked(hit) == ["needle"]
    assert len("".join(text for text, _ in hit.snippet)) < SNIPPET + 10
    assert set(marked(show(planner, "word", work))) == {"word"}


def test_a_work_without_text_has_no_snippet(planner: Planner) -> None:
    """A title is enough for a work."""
    work = replace(WORK, versions=(Version("en", "Only a title"),), original="en")
    assert show(planner, "title", work).snippet == ()


def test_expansions_are_told_once(planner: Planner) -> None:
    """With the labels that were searched for."""
    search = Search.of("participatory budgeting OR (participatory budgeting youth)")
    found = Presenter(planner.plan(search, ("en",)), search, planner.terms).expansions()
    assert [each.concept for each in found] == ["participatory-budgeting", "youth"]
    assert len(set(found[0].terms)) == len(found[0].terms) > 3
