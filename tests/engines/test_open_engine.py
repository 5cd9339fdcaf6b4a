"""Engines by name."""

import subprocess
import sys
from pathlib import Path

import pytest

from kb.engines import open_engine
from kb.errors import EngineUnavailable
from kb.planner import Planner
from kb.settings import Settings
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["memory", "whoosh"])
def test_an_engine_is_opened_by_its_name(name: str, tmp_path: Path, planner: Planner) -> None:
    """Nothing is written or read by that."""
    engine = open_engine(Settings(engine=name, index=tmp_path), planner)
    assert engine.replace([]) == 0
    assert engine.describe().engine == name


@pytest.mark.parametrize(("name", "package", "extra"), [("tantivy", "tantivy", "tantivy"),
                                                        ("opensearch", "opensearchpy", "opensearch")])  # fmt: skip
def test_a_missing_package_is_named(
    name: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, planner: Planner
) -> None:
    """With the extra that installs it."""
    for module in [each for each in sys.modules if each.startswith(f"kb.engines.{name}")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineUnavailable, match=rf"needs '{package}'.*\[{extra}\]"):
        open_engine(Settings(engine=name, index=tmp_path), planner)


def test_no_library_is_imported_before_its_engine_is_opened() -> None:
    """The others work without it."""
    check = (
        "import sys, kb.engines, kb.engines.memory, kb.engines.files;"
        "print([name for name in ('whoosh', 'tantivy', 'opensearchpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
