"""The themes of a work."""

from kb.document import Version
from kb.ingest import theme
from kb.ingest.enrich import Tools
from kb.vocabulary import Vocabulary


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
    found = theme.found(
        Version("es", "Presupuestos participativos en Rosario", "", body), tools.matcher, tools.vocabulary
    )
    assert found.ids[0] in {"participatory-budgeting", "youth"}
    assert "participatory-budgeting" in found.ids
    assert len(found.ids) <= theme.MOST
    assert "presupuestos participativos" in found.evidence


def test_what_is_named_once_is_kept_after_what_is_named_more(tools: Tools) -> None:
    """Up to the maximum, so that nothing is left out in silence."""
    passing = Version("en", "Citizens' assembly", "", "A citizens' assembly met. Housing was mentioned.")
    assert theme.found(passing, tools.matcher, tools.vocabulary).ids == ("citizens-assembly", "housing")
    many = Version("en", "", "", "Youth, housing, health, water, culture, sport, gender, climate.")
    assert len(theme.found(many, tools.matcher, tools.vocabulary).ids) == theme.MOST


def test_a_longer_name_goes_before_a_shorter_one(tools: Tools) -> None:
    """The alphabet says nothing of a work."""
    text = "La ville a lancé un budget participatif en 2011 avec les habitants de chaque quartier."
    found = theme.found(Version("fr", "Une ville", "", text), tools.matcher, tools.vocabulary)
    assert found.ids[:2] == ("participatory-budgeting", "neighbourhood")
    assert found.words[0] == "budget participatif (1)"


def test_a_narrower_concept_goes_before_a_broader_one(vocabulary: Vocabulary, tools: Tools) -> None:
    """It says more, and the work is found under the broader one too."""
    pairs = (
        (parent, child, vocabulary.label(parent, "en"), vocabulary.label(child, "en"))
        for parent, children in sorted(vocabulary.narrower.items())
        for child in children
        if vocabulary.concepts[parent].broader
    )
    parent, child, above, below = next(
        row for row in pairs if len(row[2].split()) == len(row[3].split()) == 1 and row[0] < row[1]
    )
    found = theme.found(Version("en", "", "", f"{above}, {below}."), tools.matcher, vocabulary)
    assert found.ids == (child, parent)


def test_a_text_without_concepts_has_no_themes(vocabulary: Vocabulary, tools: Tools) -> None:
    """Empty, not a guess."""
    assert theme.found(Version("en", "Xyz", "", "Lorem ipsum."), tools.matcher, vocabulary) == theme.Themes()
