"""From the tree that was typed to the plan that an engine matches."""

import pytest

from kb.plan import (
    EVERYTHING,
    ZONE_NAMES,
    All,
    Any,
    Between,
    Except,
    Expansion,
    Has,
    Leaf,
    Prefixed,
    Sequences,
    Tokens,
    filters,
)
from kb.planner import Planner
from kb.query import Search
from kb.text import Analysis
from kb.vocabulary import Concept, Vocabulary

BUDGETING = Concept(
    "participatory-budgeting",
    {"en": ("Participatory budgeting", "PB"), "es": ("Presupuestos participativos",), "fr": ("Budget participatif",)},
)
YOUTH = Concept("youth", {"en": ("Youth",), "fr": ("Jeunesse",)})


@pytest.fixture
def small(analysis: Analysis) -> Planner:
    return Planner(analysis, Vocabulary({"participatory-budgeting": BUDGETING, "youth": YOUTH}))


def test_a_word_is_read_in_every_language(small: Planner) -> None:
    """Its stems in the languages of the collection, and the folded word itself."""
    leaf = small.plan(Search.of("mujeres"), ("es", "en")).root
    assert leaf == Leaf("mujeres", Tokens(("es~muj", "mujer", "=mujeres")))


def test_words_are_all_asked_for_but_stop_words(small: Planner) -> None:
    """`the` and `of` are left out where other words remain, and kept alone."""
    root = small.plan(Search.of("the garden of Lyon")).root
    assert isinstance(root, All)
    assert [leaf.label for leaf in root.children if isinstance(leaf, Leaf)] == ["garden", "Lyon"]
    assert isinstance(small.plan(Search.of("the")).root, Leaf)


def test_a_phrase_keeps_its_stop_words(small: Planner) -> None:
    """Words next to each other are next to each other."""
    leaf = small.plan(Search.of('"right to the city"'), ("en",)).root
    assert isinstance(leaf, Leaf)
    assert leaf.child == Sequences((("right", "en~to", "en~the", "en~citi"), ("right", "to", "the", "city")))


def test_a_label_in_any_form_brings_its_concept(small: Planner) -> None:
    """What is filed under it, and whatever names it, stand inside the leaf."""
    leaf = small.plan(Search.of("presupuesto participativo Lyon")).wanted[0]
    assert (leaf.label, leaf.concept) == ("presupuesto participativo", "participatory-budgeting")
    assert [each.child for each in leaf.expansions[:-1]] == [
        Has("theme", ("participatory-budgeting",)), Tokens(("@participatory-budgeting",))
    ]  # fmt: skip


def test_words_that_may_be_a_whole_title_look_for_it(small: Planner) -> None:
    """Whatever says nothing beside others is passed by; filters and exclusions are no words of a title."""
    plan = small.plan(Search.of("The garden of Lyon country:FR -tree"))
    assert [leaf.expansions[-1].child for leaf in plan.wanted] == [Tokens(("#garden-lyon",), ("title",))] * 2
    assert all(not leaf.expansions for leaf in small.plan(Search.of("garden")).wanted)


def test_a_word_brings_its_names_and_no_theme(analysis: Analysis) -> None:
    """No work is filed under a word of any subject."""
    loaf = Concept("loaf", {"en": ("Loaf",), "fr": ("Baguette",)}, general=True)
    planner = Planner(analysis, Vocabulary({}, words={"loaf": loaf}))
    (leaf,) = planner.plan(Search.of("baguettes")).wanted
    assert leaf.expansions == (Expansion(Tokens(("@loaf",))),)


def test_a_quoted_label_brings_its_concept_too(small: Planner) -> None:
    """A phrase that is a label, whole; a phrase that only holds one is taken at its word."""
    assert small.plan(Search.of('"budget participatif"')).wanted[0].concept == "participatory-budgeting"
    assert small.plan(Search.of('"le budget participatif de Lyon"')).wanted[0].concept is None


def test_expansion_can_be_switched_off(small: Planner) -> None:
    """Only what was typed is looked for."""
    plan = small.plan(Search.of("budget participatif", expand=False))
    assert [leaf.expansions for leaf in plan.wanted] == [(), ()]


def test_an_exclusion_is_never_expanded(small: Planner) -> None:
    """A synonym must not take works away."""
    root = small.plan(Search.of("garden -youth")).root
    assert isinstance(root, All)
    excluded = root.children[1]
    assert isinstance(excluded, Except)
    assert isinstance(excluded.child, Leaf)
    assert excluded.child.expansions == ()


def test_expansion_stays_inside_its_leaf(small: Planner) -> None:
    """In (A -B) OR C the synonyms of A stand beside A, under the same exclusion."""
    root = small.plan(Search.of("(youth -garden) OR tree")).root
    assert isinstance(root, Any)
    branch = root.children[0]
    assert isinstance(branch, All)
    assert isinstance(branch.children[0], Leaf)
    assert branch.children[0].expansions
    assert isinstance(branch.children[1], Except)


def test_a_prefix_is_of_the_folded_word(small: Planner) -> None:
    """Typed with accents or without."""
    assert small.plan(Search.of("Démoc*")).root == Leaf("Démoc*", Prefixed("=democ"))


def test_a_word_of_several_tokens_is_a_phrase(small: Planner) -> None:
    """co-creation is co next to creation, a Chinese word the run of its pairs."""
    leaf = small.plan(Search.of("參與式")).root
    assert leaf == Leaf("參與式", Sequences((("參與", "與式"),)))


def test_one_chinese_letter_begins_a_pair(small: Planner) -> None:
    """A single letter finds the words that it begins."""
    assert small.plan(Search.of("參")).root == Leaf("參", Prefixed("=參"))


def test_a_text_field_limits_the_zones(small: Planner) -> None:
    """title:word looks nowhere else and is not expanded."""
    leaf = small.plan(Search.of("title:youth"), ("en",)).root
    assert leaf == Leaf("youth", Tokens(("youth", "=youth"), ("title",)))
    assert set(ZONE_NAMES) > {"title"}


def test_fields_become_values(small: Planner) -> None:
    """A theme by any label, a city by its name, years as a range."""
    root = small.plan(Search.of('theme:Jeunesse city:"Porto Alegre" year:2010..')).root
    assert root == All((Has("theme", ("youth",)), Has("city", ("porto-alegre",)), Between("year", 2010, None)))


def test_nearby_wants_half_of_the_words(small: Planner) -> None:
    """The leaves at the top are wanted, exclusions and fields are kept."""
    plan = small.plan(Search.of("garden tree river -lake country:es"))
    assert [leaf.label for leaf in plan.wanted] == ["garden", "tree", "river"]
    assert plan.least == 1
    assert small.plan(Search.of("garden tree river lake sea")).least == 2
    assert isinstance(plan.rest, All)
    assert not small.plan(Search.of("garden")).may_have_nearby
    assert not small.plan(Search.of("garden OR tree")).may_have_nearby


def test_a_blank_query_is_everything(small: Planner) -> None:
    """Nothing typed, nothing asked."""
    assert small.plan(Search.of("  ")).root == EVERYTHING


def test_filters_or_inside_and_between() -> None:
    """Values of a filter are ORed, filters ANDed, and a facet can be left out."""
    search = Search(filters={"theme": ("youth", "water"), "year": ("2019", "2020"), "city": ()}, year_from=2000)
    theme, years = Has("theme", ("youth", "water")), Any((Between("year", 2019, 2019), Between("year", 2020, 2020)))
    assert filters(search) == All((theme, years, Between("year", 2000, None)))
    assert filters(search, but="year") == All((theme, Between("year", 2000, None)))
    assert filters(Search()) == EVERYTHING


def test_all_of_asks_for_each_value() -> None:
    """Lakes and pollution, not lakes or pollution."""
    search = Search(filters={"theme": ("youth", "water")}, all_of=frozenset({"theme"}))
    assert filters(search) == All((Has("theme", ("youth",)), Has("theme", ("water",))))


def test_a_noun_after_an_elided_article_is_no_stop_word(small: Planner) -> None:
    """`l'Est` is the east; `est` alone says nothing."""
    assert [leaf.label for leaf in small.plan(Search.of("Afrique de l'Est")).wanted] == ["Afrique", "l'Est"]
    assert [leaf.label for leaf in small.plan(Search.of("garden est")).wanted] == ["garden"]
