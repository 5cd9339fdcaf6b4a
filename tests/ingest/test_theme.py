"""The themes of a work."""

from kb.document import Version
from kb.ingest import theme
from kb.ingest.enrich import Tools
from kb.vocabulary import Matcher, Vocabulary


def test_stated_themes_may_be_labels_in_any_language(vocabulary: Vocabulary) -> None:
    """Each concept once."""
    found = theme.stated(["participatory-budgeting", "Orçamento participativo", "joventut"], vocabulary)
    assert found.ids == ("participatory-budgeting", "youth")
    assert found.unknown == ()


def test_an_unknown_theme_comes_with_the_nearest(vocabulary: Vocabulary) -> None:
    """Nothing is dropped or guessed."""
    ((name, near),) = theme.stated(["participatory budgts"], vocabulary).unknown
    assert name == "participatory budgts"
    assert near[0] == "participatory-budgeting"


def test_the_text_names_its_themes(tools: Tools) -> None:
    """The most frequent first, at most four, with the words that named them."""
    body = "El presupuesto participativo joven reúne a jóvenes. Las y los jóvenes votan. Un huerto. " * 2
    found = theme.found(Version("es", "Presupuestos participativos en Rosario", "", body), tools.matcher)
    assert found.ids[0] in {"participatory-budgeting", "youth"}
    assert "participatory-budgeting" in found.ids
    assert len(found.ids) <= theme.MOST
    assert "presupuestos participativos" in found.evidence


def test_a_word_in_passing_is_no_theme_beside_others(tools: Tools) -> None:
    """It is where it is all there is."""
    passing = Version("en", "Citizens' assembly", "", "A citizens' assembly met. Housing was mentioned.")
    assert "housing" not in theme.found(passing, tools.matcher).ids
    alone = Version("en", "A meeting", "", "Social housing was mentioned.")
    assert theme.found(alone, tools.matcher).ids != ()


def test_a_text_without_concepts_has_no_themes(vocabulary: Vocabulary, tools: Tools) -> None:
    """Empty, not a guess."""
    matcher: Matcher = tools.matcher
    assert theme.found(Version("en", "Xyz", "", "Lorem ipsum."), matcher) == theme.Themes()
