"""What the README and the docs say is true."""

import re
from pathlib import Path

import pytest

from kb.document import FIELDS, TYPES
from kb.planner import Planner
from kb.query import Search, parse
from kb.settings import table
from kb.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "corpus/README.md", ROOT / "index/README.md"])


def _rows(heading: str) -> list[list[str]]:
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def test_the_settings_table_is_the_settings() -> None:
    """Name, default, what it takes and what it is for, row by row."""
    shown = [[cell.strip("`").replace("\\|", "|") for cell in row] for row in _rows("Settings")]
    assert shown == [list(row) for row in table()]


def test_every_query_form_of_the_readme_is_understood(planner: Planner) -> None:
    """Each row asks for something, and every field can be seen in one of them."""
    rows = _rows("How to search")
    assert len(rows) >= 13
    for cells in rows:
        for example in re.findall(r"`([^`]+)`", cells[0]):
            assert planner.plan(Search.of(example)).root != planner.plan(Search.of("")).root, example
    fields = {row.name for row in FIELDS if row.query}
    assert {name for name in fields if any(f"`{name}:" in cells[0] for cells in rows)} == fields


def test_the_types_of_the_readme_are_the_types() -> None:
    """None is missing from the row of `type:`."""
    row = next(cells[1] for cells in _rows("How to search") if "type:" in cells[0])
    assert set(re.findall(r"\w+", row.split(":")[1])) == set(TYPES)


def test_the_theme_of_the_readme_is_a_concept(vocabulary: Vocabulary) -> None:
    """The example leads somewhere."""
    assert parse("theme:youth") == parse("theme:Youth")
    assert "youth" in vocabulary.concepts


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(path: Path) -> None:
    """Every relative link and picture exists."""
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_targets_exist(path: Path) -> None:
    """Every `make something` of the docs is a target with a help text."""
    targets = set(re.findall(r"(?m)^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", path.read_text(encoding="utf-8")))
    assert named <= targets, named - targets


def test_the_commands_of_the_readme_take_these_options() -> None:
    """Every option shown with ingest.py is one that it has."""
    source = (ROOT / "ingest.py").read_text(encoding="utf-8") + "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "kb/ingest").rglob("*.py")
    )
    for path in DOCS:
        for line in re.findall(r"ingest\.py[^`\n#]*", path.read_text(encoding="utf-8")):
            for option in re.findall(r"--[a-z-]+", line):
                assert f'"{option}"' in source, option


def test_the_repository_stands_alone() -> None:
    """No file speaks of a place outside of it."""
    for path in ROOT.rglob("*.py"):
        if ".venv" not in path.parts and path != Path(__file__):
            assert "../shared" not in path.read_text(encoding="utf-8"), path
