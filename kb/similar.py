"""More like this: a search made of what a work is about, so that every engine and language answers it."""

from kb.document import Document
from kb.engine import Engine, Hit
from kb.query import And, Filter, Node, Not, Or, Phrase, Search, Word
from kb.text import is_stopword, words
from kb.vocabulary import LANGUAGES, Vocabulary

WORDS = 8
"""So many words of the title are looked for."""


def similar(engine: Engine, document: Document, vocabulary: Vocabulary, limit: int = 6) -> list[Hit]:
    """Works on the same concepts, in any language, those that share words of the title first; never the work itself,
    nor what it names or is named by."""
    about = _about(document, vocabulary)
    if not about:
        return []
    known = [link.work for link in document.related]
    without = [*(Not(Filter("id", id_)) for id_ in (document.id, *known)), Not(Filter("related", document.id))]
    tree = And((Or(tuple(about)) if len(about) > 1 else about[0], *without))
    return list(engine.search(Search(tree=tree, per_page=limit, only_hits=True)).hits)


def _about(document: Document, vocabulary: Vocabulary) -> list[Node]:
    """The concepts by their names, which bring the other languages, and the words of the title."""
    labels = (vocabulary.label(theme, "en") for theme in document.themes if theme in vocabulary.concepts)
    titles = (document.version().title, document.version("en").title)
    found = dict.fromkeys(word for title in titles for word in words(title))
    telling = [word for word in found if len(word) > 2 and not is_stopword(word, LANGUAGES)]
    return [*(Phrase(label) for label in labels), *(Word(word) for word in telling[:WORDS])]
