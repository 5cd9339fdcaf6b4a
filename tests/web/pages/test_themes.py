"""The thesaurus as a page."""

from kb.vocabulary import Concept, Vocabulary
from kb.web.pages import themes_page
from kb.web.tallies import Tally

VOCABULARY = Vocabulary({
    "society": Concept("society", {"en": ("Society",)}, scope="All of us."),
    "youth": Concept("youth", {"en": ("Youth",)}, broader=("society",)),
    "elders": Concept("elders", {"en": ("Élders",)}, broader=("society",)),
    "pupils": Concept("pupils", {"en": ("Pupils",)}, broader=("youth",)),
    "water": Concept("water", {"en": ("A water",)}),
})  # fmt: skip


def test_groups_hold_all_that_is_below_them() -> None:
    """Alphabetical by label, marks aside, with the works under each and the narrower ones."""
    page = themes_page(VOCABULARY, {"society": Tally(0, 5), "youth": Tally(2, 3)})
    assert [(group.label, group.works, group.size) for group in page.groups] == [("A water", 0, 0), ("Society", 5, 3)]
    society = page.groups[1]
    assert (society.url, society.scope) == ("/themes/society", "All of us.")
    assert [(line.label, line.works) for line in society.narrower] == [("Élders", 0), ("Youth", 3)]
    assert [line.label for line in society.narrower[1].narrower] == ["Pupils"]


def test_the_summary_counts_themes_that_have_works() -> None:
    """A theme whose narrower ones alone have works is not one of them."""
    page = themes_page(VOCABULARY, {"society": Tally(0, 5), "youth": Tally(2, 3)})
    assert page.summary == (
        "5 themes in 2 groups, each named in 7 languages. Works are filed under 1 of them so far;"
        " a search understands all."
    )


def test_a_circle_ends() -> None:
    """A theme is not entered below itself."""
    circle = Vocabulary({
        "top": Concept("top", {"en": ("Top",)}),
        "a": Concept("a", {"en": ("A",)}, broader=("top", "b")),
        "b": Concept("b", {"en": ("B",)}, broader=("a",)),
    })  # fmt: skip
    assert themes_page(circle, {}).groups[0].size == 2
