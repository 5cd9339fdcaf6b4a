"""References in BibTeX."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document import Document, Source
from kb.export import reference
from kb.export.bibtex import escaped, key, write
from kb.export.reference import Reference
from kb.vocabulary import Vocabulary

NAMED = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^",
         "textasciitilde": "~"}  # fmt: skip


def read(text: str) -> dict[str, dict[str, str]]:
    """The entries of a file: braces have to balance as BibTeX counts them, which is without regard to backslashes."""
    entries: dict[str, dict[str, str]] = {}
    for block in re.split(r"\n\n(?=@)", text.strip()):
        head = re.match(r"@misc\{([A-Za-z0-9:._-]+),\n", block)
        assert head, block
        assert block.endswith("\n}")
        assert head[1] not in entries
        entries[head[1]] = dict(field(line) for line in block[head.end() : -2].split("\n"))
    return entries


def field(line: str) -> tuple[str, str]:
    """The name and value of one line."""
    found = re.fullmatch(r"  ([a-z]+) = (?:\{(.*)\}|([a-z]{3})),", line)
    assert found, line
    depth = 0
    for char in found[2] or "":
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0, line
    assert depth == 0, line
    return found[1], found[2] if found[3] is None else found[3]


def typeset(text: str) -> str:
    """What TeX would show of an escaped text; nothing that it would take for a command may be left."""
    shown = re.sub(
        r"\\([a-z]+)\{\}|\\([&%$#_])|([\\{}$&#%^~_])", lambda m: m[2] or NAMED.get(m[1] or "", "?BAD?"), text
    )
    assert "?BAD?" not in shown, text
    return shown


def one(works: tuple[Document, ...], vocabulary: Vocabulary, title: str) -> Reference:
    """A reference with a title of its own."""
    return dataclasses.replace(reference.of(works[0], vocabulary), title=title)


def test_every_work_is_an_entry_under_its_id(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Keys are the ids, so that they are the same in every export."""
    entries = read(write(reference.of(work, vocabulary) for work in works))
    assert list(entries) == [work.id for work in works]
    assert [typeset(each["title"][1:-1]) for each in entries.values()] == [work.version().title for work in works]


@given(st.text(alphabet="\\{}$&#_%^~ aé臺", max_size=12))
def test_any_text_is_set_letter_by_letter(text: str) -> None:
    """No text is a command, and none breaks the braces."""
    shown = escaped(text)
    assert field(f"  title = {{{shown}}},")[1] == shown
    assert typeset(shown) == " ".join(text.split())


@pytest.mark.parametrize("title", ["}", "{", "100 % of R&D_{x}", "a\nb", "\\input{/etc/passwd}"])
def test_hostile_titles_stay_titles(title: str, works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """The entry after it is still there."""
    entries = read(write([one(works, vocabulary, title), reference.of(works[1], vocabulary)]))
    assert typeset(entries["porto-alegre-budget"]["title"][1:-1]) == " ".join(title.split())
    assert works[1].id in entries


def test_the_month_is_bibtex_s_own(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """Months are bare three-letter names that a style can print in any language."""
    work = dataclasses.replace(works[0], sources=(Source("https://example.org/", "2026-11"),))
    entry = read(write([reference.of(work, vocabulary)]))["porto-alegre-budget"]
    assert (entry["year"], entry["month"]) == ("2026", "nov")
    assert entry["langid"] == "portuguese"


def test_what_is_unknown_is_left_out(works: tuple[Document, ...], vocabulary: Vocabulary) -> None:
    """No empty fields."""
    (entry,) = read(write([reference.of(works[-2], vocabulary)])).values()
    assert list(entry) == ["author", "title", "howpublished", "langid", "note"]


def test_keys_are_stable_and_different() -> None:
    """An id that a key can hold is the key; another gets a hash, so that no two works share one."""
    assert key("barcelona-cell") == "barcelona-cell"
    assert re.fullmatch(r"work-[0-9a-f]{8}", key("臺北"))
    assert key("臺北") != key("高雄")
    assert key("a b") != key("ab")
