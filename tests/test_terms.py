"""The labels of the thesaurus, found in texts."""

from kb.terms import Mention, Terms
from kb.text import Analysis
from kb.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary(
    {
        "assembly": Concept("assembly", {"en": ("Citizens' assembly", "Assembly", "Assembly of the city")}),
        "convention": Concept("convention", {"fr": ("Convention citoyenne", "Pain")}),
    },
    words={"loaf": Concept("loaf", {"en": ("Loaf",), "fr": ("Baguette",)}, general=True)},
)
TERMS = Terms(VOCABULARY, Analysis())


def found(text: str, language: str = "en") -> list[tuple[str, int]]:
    """The terms of a text, each with the place of its first word."""
    tokens = Analysis().tokens(text, language)
    mentions = TERMS.found([token.stem for token in tokens], [token.word for token in tokens], language)
    return [(mention.term.label, mention.start) for mention in mentions]


def test_every_label_is_found_in_its_language() -> None:
    """Overlapping and repeated ones too, in any form, of concepts and of words."""
    assert found("The citizen assemblies of the city: a citizens' assembly.") == [
        ("Citizens' assembly", 1), ("Assembly", 2), ("Assembly of the city", 2),
        ("Citizens' assembly", 7), ("Assembly", 8),
    ]  # fmt: skip
    assert found("deux baguettes", "fr") == [("Baguette", 1)]
    assert found("") == []


def test_a_label_of_one_word_is_not_looked_for_in_other_languages() -> None:
    """It would mean something else there: bread is no ache."""
    assert found("The pain of a loaf") == [("Loaf", 4)]


def test_a_label_of_several_words_may_be_quoted_anywhere() -> None:
    """As it is written; in a language that the thesaurus lacks too."""
    assert found("The Convention citoyenne of 2019") == [("Convention citoyenne", 1)]
    assert found("Konwencja „Convention citoyenne”", "pl") == [("Convention citoyenne", 1)]
    assert found("Conventions citoyennes") == []


def test_a_run_stays_in_its_version() -> None:
    """A break is no word of a label."""
    assert [*TERMS.found(["citizen", "¶", "assembl"], ["citizen", "¶", "assembly"], "en")] == [
        Mention(TERMS.of("assembly")[1], 2)
    ]


def test_terms_are_numbered_through() -> None:
    """No number twice, and the same ones for the same thesaurus."""
    numbers = [term.number for id_ in VOCABULARY.meanings for term in TERMS.of(id_)]
    assert sorted(numbers) == list(range(7))
    assert [Terms(VOCABULARY, Analysis()).of(id_) for id_ in VOCABULARY.meanings] == [
        TERMS.of(id_) for id_ in VOCABULARY.meanings
    ]


def test_the_languages_of_typed_words_are_known() -> None:
    """Forms aside; English where no label is meant."""
    every = TERMS.of("convention")
    assert TERMS.languages(("conventions", "citoyennes"), every) == {"fr"}
    assert TERMS.languages(("other",), every) == {"en"}
