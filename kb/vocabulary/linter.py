"""What is wrong with a thesaurus, for a curator to mend."""

from kb.text import words
from kb.vocabulary.thesaurus import LANGUAGES, Vocabulary


def problems(vocabulary: Vocabulary) -> list[str]:
    """What a curator has to mend: missing languages, a label of two concepts, links to nothing, cycles."""
    found = []
    for concept in vocabulary.meanings.values():
        missing = [language for language in LANGUAGES if not concept.labels.get(language)]
        found += [f"{concept.id}: no label in {language}" for language in missing]
        links = [*concept.broader, *concept.related]
        found += [f"{concept.id}: links to {link!r}, which is no concept" for link in links
                  if link not in vocabulary.concepts]  # fmt: skip
        found += [f"{concept.id}: {number} is no Sustainable Development Goal" for number in concept.sdg
                  if not 1 <= number <= 17]  # fmt: skip
        found += [f"{concept.id}: {name!r} is no award category" for name in concept.iopd
                  if name not in vocabulary.categories]  # fmt: skip
        if not {concept.id, *vocabulary.below(concept.id)}.isdisjoint(concept.broader):
            found.append(f"{concept.id}: is broader than itself")
    return found + _shared_labels(vocabulary)


def _shared_labels(vocabulary: Vocabulary) -> list[str]:
    owners: dict[tuple[str, str], set[str]] = {}
    for concept in vocabulary.meanings.values():
        for language, labels in concept.labels.items():
            for label in labels:
                owners.setdefault((language, " ".join(words(label))), set()).add(concept.id)
    return [
        f"{label!r} ({language}) is a label of {' and '.join(sorted(ids))}"
        for (language, label), ids in sorted(owners.items())
        if len(ids) > 1
    ]
