"""Engines that keep files."""

from pathlib import Path

import pytest

from kb.engine import Engine
from tests.conftest import WORKS, Opener


@pytest.fixture(params=["whoosh", "tantivy"])
def name(request: pytest.FixtureRequest) -> str:
    """The engines that keep files."""
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    found: str = request.param
    return found


@pytest.fixture
def stored(name: str, opener: Opener, tmp_path: Path) -> Engine:
    """An engine on disk with three works in it."""
    engine = opener(name, tmp_path)
    engine.replace(WORKS[:3])
    return engine
