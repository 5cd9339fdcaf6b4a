"""The thesaurus: what it holds, how words are recognised, and the linter."""

from pathlib import Path

import pytest

from kb.errors import KbError
from kb.text import Analysis, words
from kb.vocabulary import LANGUAGES, Concept, Matcher, Vocabulary, load, problems

YOUTH = Concept("youth", {"en": ("Youth", "young people"), "fr": ("Jeunesse", "jeunes")}, broader=("people",))
COUNCIL = Concept("youth-council", {"en": ("Youth council",), "fr": ("Conseil des jeunes",)}, broader=("youth",))
PEOPLE = Concept("people", {"en": ("People",), "fr": ("Gens",)}, related=("youth-council",))
SMALL = Vocabulary({concept.id: concept for concept in (YOUTH, COUNCIL, PEOPLE)})


def test_the_thesaurus_is_in_order(vocabulary: Vocabulary) -> None:
    """The linter finds nothing, and there are enough concepts for the field."""
    assert problems(vocabulary) == []
    assert len(vocabulary.concepts) >= 150


def test_every_concept_has_a_scope_note_and_seven_languages(vocabulary: Vocabulary) -> None:
    """A curator can tell two concepts apart, and a reader finds each in their language."""
    for concept in vocabulary.concepts.values():
        assert concept.scope.endswith("."), concept.id
        assert set(concept.labels) >= set(LANGUAGES), concept.id


def test_labels_fall_back_to_english_then_to_the_id() -> None:
    """A reader always sees something."""
    assert SMALL.label("youth", "fr") == "Jeunesse"
    assert SMALL.label("youth", "pl") == "Youth"
    assert SMALL.label("unknown", "en") == "unknown"


@pytest.mark.parametrize("name", ["youth", "Youth", "YOUNG  people", "jeunesse"])
def test_a_concept_is_resolved_by_id_or_any_label(name: str) -> None:
    """Case and marks aside."""
    assert SMALL.resolve(name) == "youth"


def test_an_unknown_name_resolves_to_nothing() -> None:
    """No guess."""
    assert SMALL.resolve("gardens") is None


def test_narrower_and_related_are_seen_from_both_sides() -> None:
    """What one concept states, the other shows."""
    assert SMALL.narrower == {"people": ("youth",), "youth": ("youth-council",)}
    assert SMALL.related["youth-council"] == ("people",)


def test_all_concepts_below_one_are_known() -> None:
    """However far below; what goes in a circle ends."""
    assert SMALL.below("people") == ("youth", "youth-council")
    circle = Vocabulary({"a": Concept("a", {}, broader=("b",)), "b": Concept("b", {}, broader=("a",))})
    assert circle.below("a") == ("b",)


def test_a_work_is_filed_under_what_is_above_its_themes() -> None:
    """Each once; a group at the top only where it is named, and a theme that is not known as it is."""
    assert SMALL.filed(("youth-council",)) == ("youth-council", "youth")
    assert SMALL.filed(("youth", "people", "gardens")) == ("youth", "people", "gardens")
    assert SMALL.filed(()) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("youth councils of Lyon", [("youth-council", 0, 2)]),
        ("les conseils des jeunes", [("youth-council", 1, 4)]),
        ("young people and youth", [("youth", 0, 2), ("youth", 3, 4)]),
        ("a youthful town", []),
        ("nothing here", []),
        ("", []),
    ],
)
def test_the_longest_label_wins(analysis: Analysis, text: str, found: list[tuple[str, int, int]]) -> None:
    """Plural or singular, in any language, without overlaps."""
    mentions = Matcher(SMALL, analysis).mentions(words(text))
    assert [(mention.concept.id, mention.start, mention.end) for mention in mentions] == found


def test_the_linter_names_what_is_wrong() -> None:
    """Missing languages, shared labels, links to nothing, cycles and impossible numbers."""
    one = Concept("one", {"en": ("Same",)}, broader=("two",), sdg=(18,), iopd=("none",))
    two = Concept("two", {"en": ("same",)}, broader=("one", "three"))
    found = "\n".join(problems(Vocabulary({"one": one, "two": two})))
    for message in (
        "one: no label in es",
        "two: links to 'three'",
        "one: 18 is no Sustainable",
        "one: 'none' is no award category",
        "two: is broader than itself",
        "'same' (en) is a label of one and two",
    ):
        assert message in found


def test_the_fingerprint_follows_the_labels() -> None:
    """An index made with other labels has to be rebuilt; a scope note changes nothing."""
    renamed = Vocabulary({"youth": Concept("youth", {"en": ("Young people",)})})
    noted = Vocabulary({"youth": Concept("youth", {"en": ("Young people",)}, scope="A note.")})
    assert renamed.fingerprint == noted.fingerprint != SMALL.fingerprint


@pytest.mark.parametrize("text", ["- id: a", "- labels: {en: [A]}", "- just words"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """A curator is told which file and which concept."""
    (tmp_path / "one.yaml").write_text(text)
    with pytest.raises(KbError, match=r"one\.yaml"):
        load(tmp_path, tmp_path / "none.yaml", tmp_path / "none")


@pytest.mark.parametrize("text", ["- {es: [Escuela]}", "- {en: []}", "- {en: School}", "- just words"])
def test_a_broken_row_of_words_is_named(tmp_path: Path, text: str) -> None:
    """A word has labels in a list, an English one among them."""
    (tmp_path / "things.yaml").write_text(text)
    with pytest.raises(KbError, match=r"things\.yaml"):
        load(tmp_path / "none", tmp_path / "none.yaml", tmp_path)


def test_a_word_is_understood_and_is_no_concept(tmp_path: Path) -> None:
    """It goes by its first English label, and the concepts beside it are known from its side alone."""
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "one.yaml").write_text("- {id: education, labels: {en: [Education]}}")
    (tmp_path / "words.yaml").write_text("- {related: [education], en: [School building, schools], es: [Escuela]}")
    found = load(tmp_path / "concepts", tmp_path / "none.yaml", tmp_path)
    assert (list(found.concepts), list(found.words)) == (["education"], ["school-building"])
    assert found.related == {"education": (), "school-building": ("education",)}
    assert (found.label("school-building", "es"), found.resolve("escuela")) == ("Escuela", None)


def test_a_concept_stands_once(tmp_path: Path) -> None:
    """Two files may not hold one concept."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("- {id: a, labels: {en: [A]}}")
    with pytest.raises(KbError, match="twice"):
        load(tmp_path, tmp_path / "none.yaml", tmp_path / "none")
