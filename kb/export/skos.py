"""The thesaurus as SKOS in Turtle: a concept scheme whose concepts have stable addresses `/themes/{id}`.

Source: https://www.w3.org/TR/skos-reference/ and https://www.w3.org/TR/turtle/
"""

from collections.abc import Iterator

from kb.vocabulary import Concept, Vocabulary

MEDIA_TYPE = "text/turtle; charset=utf-8"
PREFIXES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SDG = "http://metadata.un.org/sdg/{}"
"""The address of a Sustainable Development Goal at the United Nations."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def scheme(vocabulary: Vocabulary, base: str, title: str = "Thesaurus of local democracy") -> str:
    """All concepts as one Turtle document; `base` is the address of the site without a slash at its end."""
    tops = [concept.id for concept in vocabulary.concepts.values() if not concept.broader]
    head = _subject(
        f"{base}/themes",
        "skos:ConceptScheme",
        [("dct:title", _text(title, "en")), *(("skos:hasTopConcept", _concept(base, id_)) for id_ in sorted(tops))],
    )
    concepts = (
        _subject(f"{base}/themes/{id_}", "skos:Concept", list(_properties(vocabulary, vocabulary.concepts[id_], base)))
        for id_ in sorted(vocabulary.concepts)
    )
    return "\n".join((PREFIXES, head, *concepts))


def _properties(vocabulary: Vocabulary, concept: Concept, base: str) -> Iterator[tuple[str, str]]:
    yield "skos:inScheme", f"<{base}/themes>"
    for language, (preferred, *others) in sorted(concept.labels.items()):
        yield "skos:prefLabel", _text(preferred, language)
        yield from (("skos:altLabel", _text(other, language)) for other in others)
    if concept.scope:
        yield "skos:scopeNote", _text(concept.scope, "en")
    yield from (("skos:broader", _concept(base, id_)) for id_ in concept.broader)
    yield from (("skos:narrower", _concept(base, id_)) for id_ in vocabulary.narrower.get(concept.id, ()))
    yield from (("skos:related", _concept(base, id_)) for id_ in vocabulary.related.get(concept.id, ()))
    yield from (("skos:relatedMatch", f"<{SDG.format(number)}>") for number in concept.sdg)
    if not concept.broader:
        yield "skos:topConceptOf", f"<{base}/themes>"


def _subject(address: str, kind: str, properties: list[tuple[str, str]]) -> str:
    lines = [f"<{address}> a {kind}", *(f"    {name} {value}" for name, value in properties)]
    return " ;\n".join(lines) + " .\n"


def _concept(base: str, id_: str) -> str:
    return f"<{base}/themes/{id_}>"


def _text(text: str, language: str) -> str:
    return f'"{text.translate(_ESCAPES)}"@{language}'
