"""The record, in JSON and in front matter."""

import dataclasses
from itertools import pairwise

import pytest

from kb.document import (
    FIELDS,
    Award,
    Document,
    Figure,
    Origin,
    Related,
    Source,
    Version,
    fields_fingerprint,
    from_json,
    join_front_matter,
    split_front_matter,
    to_json,
    to_markdown,
    values,
)
from kb.errors import BadDocument

WORK = Document(
    id="sao-paulo-budget-2001",
    type="practice",
    versions=(Version("pt", "Orçamento", "Um resumo", "## Porquê\n\nTexto."), Version("en", "Budget", translation="x")),
    original="pt",
    city="São Paulo",
    country="BR",
    year=2001,
    themes=("participatory-budgeting", "youth"),
    award=Award(10, 2016, "winner"),
    figures=(Figure("budget", 1500.5, "BRL", 2001),),
    sources=(Source("https://example.org/a", "2026-11"),),
    related=(Related("a-charter", 3),),
    origin={"year": Origin("stated", "front matter")},
)


def test_json_gives_the_same_record_back() -> None:
    """Nothing is lost or retyped on the way."""
    assert from_json(to_json(WORK)) == WORK


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"id": 1}', b"\xff"])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Broken JSON and missing fields are one clear error."""
    with pytest.raises(BadDocument, match="Not a work"):
        from_json(data)


def test_the_city_key_joins_name_and_country() -> None:
    """Homonyms in two countries are two cities; no city is no key."""
    assert WORK.city_key == "sao-paulo-br"
    assert dataclasses.replace(WORK, city=None).city_key is None


def test_version_falls_back_to_the_original() -> None:
    """A language that is not there shows the original, never nothing."""
    assert WORK.version("en").title == "Budget"
    assert WORK.version("fr").title == WORK.version().title == "Orçamento"
    assert WORK.languages == ("pt", "en")


def test_values_of_what_is_missing_are_none() -> None:
    """A missing year is no value, not 0."""
    assert values(WORK, "theme") == ("participatory-budgeting", "youth")
    assert values(WORK, "year") == (2001,)
    assert values(WORK, "related") == ("a-charter",)
    empty = Document("a", "news", (Version("en", "A"),), "en")
    assert [values(empty, name) for name in ("theme", "city", "country", "year")] == [(), (), (), ()]


def test_front_matter_means_what_is_written() -> None:
    """`no` is a word, an impossible date is text, numbers are numbers."""
    text = "---\na: no\nb: 2019-02-30\nc: 2019\nd: [x, 1.5]\ne:\nf: true\ng: 0012\nh: 1_000\n---\nBody"
    assert split_front_matter(text) == (
        {"a": "no", "b": "2019-02-30", "c": 2019, "d": ["x", 1.5], "e": None, "f": True, "g": "0012", "h": "1_000"},
        "Body",
    )


@pytest.mark.parametrize("text", ["", "Body", "--- not\nfront", "---\nnever closed"])
def test_no_front_matter_is_all_body(text: str) -> None:
    """A text without front matter is not an error."""
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\na: [1\n---\n", "line"),
        ("---\na: b: c\n---\n", "line 2"),
        ("---\n- a\n---\n", "key: value"),
        ("---\na: 1\nb: 2\na: 3\n---\n", "'a' stands twice"),
        ("---\nb: !!python/object:os.system x\n---\n", "YAML"),
        ("---\na: &x [y]\nb: *x\n---\n", r"The alias \*x \(line 3\) is not followed: write out"),
        ("---\na: &x {y: z}\nb: {<<: *x}\n---\n", "alias"),
        ("---\na: &x [*x]\n---\n", "alias"),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(text: str, message: str) -> None:
    """The curator is told where to look."""
    with pytest.raises(BadDocument, match=message):
        split_front_matter(text)


def test_aliases_of_aliases_cost_nothing() -> None:
    """Eight lines that stand for forty million words are refused before one is written out."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]" for before, here in pairwise("abcdefgh")]
    with pytest.raises(BadDocument, match=r"The alias \*a"):
        split_front_matter("\n".join(("---", *lines, "themes: *h", "---", "")))


def test_windows_lines_and_byte_order_marks_are_read() -> None:
    """Editors differ; the front matter is the same."""
    assert split_front_matter("\ufeff---\r\ntitle: A\r\n---\r\nBody") == ({"title": "A"}, "Body")


def test_a_work_is_written_as_files_that_read_back() -> None:
    """The original carries the shared fields, the translation only its own."""
    head, body = split_front_matter(to_markdown(WORK, "pt"))
    assert (head["type"], head["city"], head["award"]["edition"], body.strip()) == (
        "practice",
        "São Paulo",
        10,
        "## Porquê\n\nTexto.",
    )
    head, body = split_front_matter(to_markdown(WORK, "en"))
    assert (head, body) == ({"title": "Budget", "summary": "", "translation": "x"}, "")


def test_front_matter_keeps_order_and_letters() -> None:
    """Keys stay where they are put, accents are not escaped."""
    assert join_front_matter({"b": "São", "a": 1}, "Text") == "---\nb: São\na: 1\n---\n\nText\n"


def test_every_field_is_described_once() -> None:
    """Names are unique and each has a label and a help text."""
    assert len({row.name for row in FIELDS}) == len(FIELDS)
    assert all(row.label and row.help.endswith(".") for row in FIELDS)
    assert len(fields_fingerprint()) == 12
