"""Labels of the thesaurus found beforehand."""

from kb.engines.phrases import Phrases, term
from kb.plan import Sequences, leaves
from kb.planner import Planner
from kb.query import Search
from kb.text import Analysis
from kb.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary({
    "a": Concept("a", {"en": ("Citizens' assembly", "Assembly", "Assembly of the city")}),
    "b": Concept("b", {"fr": ("Assemblée citoyenne",)}),
})  # fmt: skip
PLANNER = Planner(Analysis(), VOCABULARY)
PHRASES = Phrases(PLANNER)


def _stems(text: str, language: str = "en") -> list[str]:
    return [token.stem for token in PLANNER.analysis.tokens(text, language)]


def test_every_run_that_is_a_label_becomes_a_term() -> None:
    """Overlapping and repeated ones too, in any form; labels of one word are terms already."""
    found = PHRASES.found(_stems("The citizen assemblies of the city: a citizens' assembly."))
    citizens = term(_stems("citizens assembly"))
    assert found == [citizens, term(_stems("assembly of the city")), citizens]
    assert PHRASES.found(_stems("assembly")) == PHRASES.found([]) == []


def test_a_run_stays_in_its_version() -> None:
    """A break is no word of a label."""
    assert PHRASES.found([*_stems("citizens"), "¶", *_stems("assembly")]) == []


def test_the_phrases_of_a_plan_are_known() -> None:
    """What an expanded concept asks for is what was looked for."""
    plan = PLANNER.plan(Search.of("citizens assembly"), ("en", "fr"))
    (leaf,) = leaves(plan.root)
    sequences = [each.child for each in leaf.expansions if isinstance(each.child, Sequences)]
    assert sequences
    assert all(option in PHRASES for node in sequences for option in node.options)
    assert ("nobody", "knows") not in PHRASES
