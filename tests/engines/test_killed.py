"""A writer that is killed at any moment leaves one whole build."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.engine import Engine
from tests.conftest import ROOT, WORKS, Opener
from tests.engines.contract import OLD, folders, works_of

WRITER = """
import sys, time
from pathlib import Path
from kb import vocabulary
from kb.engines import builds, open_engine
from kb.planner import Planner
from kb.settings import Settings
from kb.text import Analysis
from tests.conftest import WORKS

name, folder, verb, moment = sys.argv[1:]

def hang(*_):
    print("now", flush=True)
    time.sleep(600)

def documents():
    yield from WORKS[4:8]
    if moment == "streaming":
        hang()
    yield from WORKS[8:]

if moment == "written":
    builds.Builds._swap = hang
elif moment == "synced":
    real, calls = builds._sync, []
    builds._sync = lambda path: hang() if path.name.startswith("current") else real(path)
elif moment == "swapped":
    builds.Builds._clean = lambda self, kept: hang() if kept and kept.count != 3 else None
planner = Planner(Analysis(Path("index/reference")), vocabulary.load())
engine = open_engine(Settings(engine=name, index=Path(folder)), planner)
engine.replace(documents()) if verb == "replace" else engine.update(documents())
"""


@pytest.mark.parametrize("verb", ["replace", "update"])
@pytest.mark.parametrize("moment", ["streaming", "written", "synced", "swapped"])
def test_a_killed_writer_leaves_one_whole_build(
    stored: Engine, name: str, tmp_path: Path, verb: str, moment: str, opener: Opener
) -> None:
    """The old one before the swap, the new one after; the next writer is not in the way and cleans up."""
    command = [sys.executable, "-c", WRITER, name, str(tmp_path), verb, moment]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "now\n"
            assert works_of(stored) == (OLD if moment != "swapped" else works_of(opener(name, tmp_path)))
        finally:
            writer.send_signal(signal.SIGKILL)
    written = sorted(work.id for work in WORKS[4:])
    expected = {"replace": written, "update": sorted(OLD + written)}[verb] if moment == "swapped" else OLD
    for reader in (stored, opener(name, tmp_path)):
        assert works_of(reader) == expected
    assert stored.update([WORKS[3]]) == len(expected) + 1
    assert len(folders(tmp_path / name)) == 2
