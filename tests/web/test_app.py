"""The application put together from the environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kb.web import app

ROOT = Path(__file__).parents[2]


def test_a_site_without_an_index_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It starts, answers 503, and is fine as soon as there is one."""
    monkeypatch.setenv("KB_INDEX", str(tmp_path))
    monkeypatch.setenv("KB_REFERENCE", str(ROOT / "index" / "reference"))
    with TestClient(app.root()) as client:
        assert client.get("/healthz").status_code == 503
        response = client.get("/search?q=a")
        assert response.status_code == 503
        assert "ingest.py" in response.text


def test_a_setting_that_cannot_be_read_ends_the_command_with_its_name() -> None:
    """One line, no traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "kb.web"],
        env={**os.environ, "KB_PORT": "eighty"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == "KB_PORT has the value 'eighty'; it takes 1 to 65535.\n"
