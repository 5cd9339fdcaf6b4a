"""What a reader cites."""

import dataclasses

from kb.document import Document, Source
from kb.export import reference
from kb.vocabulary import Vocabulary


def test_the_entry_is_cited_not_the_practice(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """The date is the one on which the pages were read; the year of the practice is told apart from it."""
    pages = (Source("https://example.org/1", "2026-09"), Source("https://example.org/2", "2026-11"), Source("x:y"))
    found = reference.of(dataclasses.replace(works[0], sources=pages), vocabulary)
    assert (found.issued, found.year) == ("2026-11", 1989)


def test_it_speaks_the_language_that_is_asked_for(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Title, summary and themes in one language: the one asked for, else the original."""
    english, original = (reference.of(works[0], vocabulary, language=code) for code in ("en", "ar"))
    assert (english.language, english.title) == ("en", "Participatory budgeting in Porto Alegre")
    assert english.keywords == ("Participatory budgeting", "Gender equality")
    assert (original.language, original.title) == ("pt", "Orçamento participativo de Porto Alegre")
    assert original.keywords[0] == "Orçamento participativo"


def test_addresses_need_a_public_site(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """A site without a public address gives no link that leads nowhere."""
    assert reference.of(works[0], vocabulary).url is None
    assert (
        reference.of(works[0], vocabulary, "https://kb.example").url
        == "https://kb.example/documents/porto-alegre-budget"
    )


def test_the_note_says_what_it_is_about(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Type, place, years, organiser and sources, as far as they are known."""
    work = dataclasses.replace(
        works[0], organiser="Prefeitura", year_end=2004, sources=(Source("https://example.org/1"),)
    )
    assert reference.of(work, vocabulary).note == (
        "Practice. Porto Alegre, Brazil. 1989-2004. Prefeitura. Sources: https://example.org/1"
    )
    bare = next(each for each in works if each.id == "agenda")
    assert reference.of(bare, vocabulary).note == "Agenda."
