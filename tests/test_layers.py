"""Imports go one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("errors", "lemmas", "stopwords"),
    ("text",),
    ("settings", "vocabulary"),
    ("document",),
    ("query",),
    ("plan", "terms"),
    ("zones", "planner"),
    ("engine",),
    ("hits", "completions", "hints", "explain", "similar", "meaning"),
    ("related",),
    ("engines", "ingest", "export"),
    ("web", "release"),
)
"""Each module may import those of the layers above it, and its own package."""

LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FORBIDDEN = {
    "export": {"plan", "planner", "zones", "engine", "engines", "hits", "ingest"},
    "ingest": {"engines", "web", "export"},
    "web": {"ingest"},
}
HOMES = {"whoosh": "engines", "tantivy": "engines", "opensearchpy": "engines", "starlette": "web", "jinja2": "web"}
FILES = sorted((ROOT / "kb").rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "kb":
            yield from (f"kb.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "kb").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_the_layers_before_it(path: Path) -> None:
    """No cycles, and the walls of the house stand."""
    room = _room(path)
    if room == "__init__":
        return
    assert room in LEVEL, f"{room} has no place in LAYERS"
    for name in _imports(path):
        other = name.split(".")[1] if name.startswith("kb.") else None
        if other is None or other == room:
            continue
        if (room, path.name, other) == ("web", "curate.py", "ingest"):
            continue
        assert LEVEL[other] < LEVEL[room], f"{path.name} imports {name}"
        assert other not in FORBIDDEN.get(room, ()), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_room(path: Path) -> None:
    """Only engines know a search library, only the site knows its framework."""
    for name in _imports(path):
        home = HOMES.get(name.split(".")[0])
        assert home in (None, _room(path)), f"{path.name} imports {name}"


def test_only_the_roots_open_engines_and_read_the_environment() -> None:
    """Everything else is handed what it needs."""
    roots = {"kb/web/app.py", "kb/web/__main__.py", "kb/release.py", "ingest.py"}
    for path in [*FILES, ROOT / "ingest.py"]:
        source = path.read_text(encoding="utf-8")
        if str(path.relative_to(ROOT)) in roots or path.parent.name == "engines" or path.name == "settings.py":
            continue
        assert "open_engine(" not in source, path
        assert "from_env(" not in source, path
        assert "os.environ" not in source, path
