"""The page of a theme."""

from kb.vocabulary import Category, Concept, Vocabulary
from kb.web.labels import Labels, Text
from kb.web.pages import ThemePage, theme_page
from kb.web.tallies import Tally

YOUTH = Concept(
    "youth",
    {"es": ("Juventud",), "en": ("Youth", "young people"), "fr": ("Jeunesse",), "eu": ("Gazteria",)},
    scope="People between childhood and adulthood.",
    broader=("people",),
    related=("school",),
    sdg=(4, 10),
    iopd=("learning", "unknown"),
)
VOCABULARY = Vocabulary(
    {
        "youth": YOUTH,
        "people": Concept("people", {"en": ("People",)}, broader=("society",)),
        "society": Concept("society", {"en": ("Society",)}),
        "school": Concept("school", {"en": ("School",)}),
        "pupils": Concept("pupils", {"en": ("Pupils",)}, broader=("youth",)),
    },
    {"learning": Category("learning", (18, 19), {"fr": "Apprendre"}, "https://example.org/call")},
)


def _page(**tallies: Tally) -> ThemePage:
    return theme_page(YOUTH, Labels.of(VOCABULARY), tallies, ())


def test_names_are_told_by_language_with_the_preferred_one_first() -> None:
    """The languages of the thesaurus in their order, then others; English needs no mark."""
    names = _page().names
    assert [(name.language.text, name.preferred) for name in names] == [
        ("English", Text("Youth")),
        ("Español", Text("Juventud", "es")),
        ("Français", Text("Jeunesse", "fr")),
        ("Euskara", Text("Gazteria", "eu")),
    ]
    assert names[0].others == (Text("young people"),)


def test_themes_around_it_are_links_with_their_works() -> None:
    """Broader, narrower, and related from either side; the path leads from the group down."""
    page = _page(pupils=Tally(2, 2, ("pupils",)))
    assert [(each.label, each.url) for each in page.path] == [
        ("Society", "/themes/society"),
        ("People", "/themes/people"),
    ]
    assert [each.label for each in page.broader] == ["People"]
    assert [(each.label, each.works) for each in page.narrower] == [("Pupils", 2)]
    assert [each.label for each in page.related] == ["School"]


def test_works_lead_to_the_search_that_gives_as_many() -> None:
    """Those of a group are those of its themes, where that is more."""
    page = _page(youth=Tally(1, 3, ("youth", "pupils")))
    assert [(each.label, each.url) for each in page.works] == [
        ("1 work on this theme", "/search?theme=youth"),
        ("3 works with the narrower themes", "/search?theme=pupils&theme=youth"),
    ]
    assert page.latest_label == "Newest works"
    alone = _page(youth=Tally(0, 2, ("pupils",)))
    assert [each.url for each in alone.works] == ["/search?theme=pupils"]
    assert alone.latest_label == "Newest works under narrower themes"
    assert _page().works == ()


def test_goals_and_categories_are_named_and_linked() -> None:
    """A category that is not known is left out; one without an English name keeps its own."""
    page = _page()
    assert [(each.number, each.name, each.url) for each in page.goals] == [
        (4, "Quality education", "https://sdgs.un.org/goals/goal4"),
        (10, "Reduced inequalities", "https://sdgs.un.org/goals/goal10"),
    ]
    assert [(each.label, each.editions, each.url) for each in page.categories] == [
        ("Apprendre", "18th and 19th edition", "https://example.org/call")
    ]
