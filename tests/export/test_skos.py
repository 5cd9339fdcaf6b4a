"""The thesaurus as SKOS, read back by a library of its own."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from kb.export.skos import scheme
from kb.vocabulary import Concept, Vocabulary

BASE = "https://example.org"
QUOTED = Concept("quoted", {"en": ('A "quoted" \\ label\n', "other")}, scope="A note.", sdg=(11,))
BELOW = Concept("below", {"en": ("Below",), "ca": ("A sota",)}, broader=("quoted",))


@pytest.fixture(scope="module")
def graph(vocabulary: Vocabulary) -> Graph:
    """The whole thesaurus, parsed."""
    return Graph().parse(data=scheme(vocabulary, BASE), format="turtle")


def test_every_concept_is_in_the_scheme(graph: Graph, vocabulary: Vocabulary) -> None:
    """With its stable address and one preferred label for each language."""
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts == {URIRef(f"{BASE}/themes/{id_}") for id_ in vocabulary.concepts}
    for concept in concepts:
        languages = [label.language for label in graph.objects(concept, SKOS.prefLabel) if isinstance(label, Literal)]
        assert len(languages) == len(set(languages)) >= 7


def test_links_go_both_ways_and_lead_to_concepts(graph: Graph) -> None:
    """Broader is the inverse of narrower, related of itself; the tops are those without broader."""
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert {(a, b) for a, b in graph.subject_objects(SKOS.broader)} == {
        (b, a) for a, b in graph.subject_objects(SKOS.narrower)
    }
    related = set(graph.subject_objects(SKOS.related))
    assert related == {(b, a) for a, b in related}
    assert set(graph.objects(None, SKOS.broader)) <= concepts
    assert set(graph.objects(None, SKOS.hasTopConcept)) == concepts - set(graph.subjects(SKOS.broader))


def test_labels_survive_their_quotes() -> None:
    """Quotes, backslashes and line ends are escaped."""
    vocabulary = Vocabulary({"quoted": QUOTED, "below": BELOW})
    graph = Graph().parse(data=scheme(vocabulary, BASE), format="turtle")
    quoted = URIRef(f"{BASE}/themes/quoted")
    assert set(graph.objects(quoted, SKOS.prefLabel)) == {Literal('A "quoted" \\ label\n', lang="en")}
    assert set(graph.objects(quoted, SKOS.altLabel)) == {Literal("other", lang="en")}
    assert set(graph.objects(quoted, SKOS.relatedMatch)) == {URIRef("http://metadata.un.org/sdg/11")}
