"""Documents put together to works."""

from typing import Any

import pytest

from kb.ingest.group import Grouped, group, identify
from kb.ingest.source import Source


def _source(path: str, language: str | None = None, **declared: Any) -> Source:
    id_ = path.rpartition("/")[2].split(".")[0]
    return Source(path, id_, {"title": "T", **declared}, body="text", language=language)


def _reasons(found: Grouped, refuses: bool = True) -> list[tuple[str, str]]:
    return [(problem.path, problem.reason) for problem in found.problems if problem.refuses is refuses]


def test_an_original_and_its_translations() -> None:
    """In the order of their languages."""
    found = group("a", [_source("a.fr.md", "fr", translation="editorial"), _source("a.es.md", "es"),
                        _source("a.en.md", "en", translation="editorial")])  # fmt: skip
    assert found.work is not None
    assert [piece.language for piece in found.work.pieces] == ["es", "en", "fr"]
    assert found.problems == ()


def test_two_files_with_one_id_are_both_refused() -> None:
    """Choosing would be a guess; each names the other."""
    found = group("a", [_source("x/a.es.md", "es"), _source("y/a.md", "es")])
    assert found.work is None
    (first, of_first), (second, of_second) = _reasons(found)
    assert (first, second) == ("x/a.es.md", "y/a.md")
    assert "'a' is also the id of y/a.md. None was taken" in of_first
    assert "'a' is also the id of x/a.es.md. None was taken" in of_second


def test_a_translation_without_an_original_is_refused() -> None:
    """Unless the original is there and could not be read."""
    pieces = [_source("a.en.md", "en", translation="editorial")]
    assert _reasons(group("a", pieces)) == [("a.en.md", "is a translation of 'a', but no file is its original.")]
    assert group("a", pieces, waiting=True) == Grouped(None)


def test_a_broken_translation_does_not_take_its_original_along() -> None:
    """Its language is named, so that the last good one may stay."""
    found = group("a", [_source("a.es.md", "es"), _source("a.en.md", "en", translation="x", summary=["no"])])
    assert found.work is not None
    assert found.work.translations == ()
    assert found.lost == ("en",)
    assert _reasons(found) == [("a.en.md", 'found a list (["no"]), expected text.')]


def test_a_broken_original_refuses_the_work_and_blames_only_itself() -> None:
    """Its translations wait."""
    found = group("a", [_source("a.es.md", "es", country="XX"), _source("a.en.md", "en", translation="x")])
    assert found.work is None
    assert [path for path, _ in _reasons(found)] == ["a.es.md"]


def test_two_versions_in_one_language_are_refused() -> None:
    """Each names the other."""
    found = group("a", [_source("a.es.md", "es"), _source("x/a.es.md", "es", translation="x")])
    assert found.work is None
    assert len(_reasons(found)) == 2


@pytest.mark.parametrize(
    ("source", "field", "reason"),
    [
        (Source("Ma ville.md", "Ma ville", {"title": "T"}), "id",
         "found 'Ma ville', expected lower case letters, digits and hyphens, as in 'ma-ville'."),
        (Source("🎉.md", "🎉", {"title": "T"}), "id", "found '🎉', expected lower case letters, digits and hyphens."),
        (Source("a.md", "a", {"title": "T", "id": "b"}), "id", "found 'b', expected 'a' as in the file's name."),
        (Source("a.md", "a", {}), "title", "is missing: found no `title` and no first heading, expected text."),
        (Source("a.csv", "", {"summary": "s"}), "id",
         "is missing, and no title or city to make one of; expected letters and digits."),
    ],
)  # fmt: skip
def test_what_a_work_needs(source: Source, field: str, reason: str) -> None:
    """An id that is an address, and a title."""
    found = group(identify(source), [source])
    assert found.work is None
    assert (field, reason) in [(problem.field, problem.reason) for problem in found.problems]


@pytest.mark.parametrize(
    ("source", "language", "kind"),
    [
        (Source("a.fr.md", "a", {"title": "T", "language": "pt"}, language="fr", hint="es"), "pt", "stated"),
        (Source("a.fr.md", "a", {"title": "T"}, language="fr", hint="es", detected="de"), "fr", "stated"),
        (Source("a.html", "a", {"title": "T"}, hint="es-AR", detected="ca", confidence=0.9), "es", "hint"),
        (Source("a.html", "a", {"title": "T"}, hint="en", detected="ca", confidence=0.99), "ca", "detector"),
        (Source("a.txt", "a", {"title": "T"}, body="x" * 300, detected="ca", confidence=0.99), "ca", "detector"),
        (Source("a.txt", "a", {"title": "T"}, detected="ca", confidence=0.6), "und", "unknown"),
        (Source("a.txt", "a", {"title": "T"}), "und", "unknown"),
    ],
)  # fmt: skip
def test_the_language_in_order_of_trust(source: Source, language: str, kind: str) -> None:
    """What is stated, the name, the page, the detector; below its confidence it is unknown."""
    work = group("a", [source]).work
    assert work is not None
    assert (work.original.language, work.original.language_kind) == (language, kind)


def test_a_language_that_the_text_contradicts_is_a_warning() -> None:
    """Unless a note says why."""
    source = Source("a.es.md", "a", {"title": "T"}, language="es", detected="ca", confidence=0.99)
    assert "stated as es, but the text reads as ca (99% sure)" in _reasons(group("a", [source]), refuses=False)[0][1]
    noted = Source(
        "a.es.md", "a", {"title": "T", "language_note": "quotes"}, language="es", detected="ca", confidence=0.99
    )
    assert group("a", [noted]).problems == ()


def test_an_unsure_language_asks_the_curator() -> None:
    """With what the detector made of it."""
    short = Source("a.txt", "a", {"title": "T"}, body="x", detected="ca", confidence=0.97)
    assert _reasons(group("a", [short]), refuses=False) == [
        ("a.txt", "is not stated; the text reads as ca (97% sure): look whether that is right.")
    ]
    unsure = Source("a.txt", "a", {"title": "T"}, body="x", detected="ca", confidence=0.6)
    assert "not sure from the text (ca, only 60% sure)" in _reasons(group("a", [unsure]), refuses=False)[0][1]
