"""The process that reads, as a program of its own."""

import subprocess
import sys
from pathlib import Path

from kb.ingest.source import from_json
from kb.ingest.worker import LENGTH, READY
from tests.ingest.conftest import ROOT


def test_it_answers_in_frames_and_ends_with_its_input(tmp_path: Path) -> None:
    """Ready first, then a reading for each path under the name that was given with it."""
    (tmp_path / "a.txt").write_text("Title\n\nText.")
    asked = [str(tmp_path / "a.txt").encode() + b"\0a.txt", str(tmp_path / "b.txt").encode() + b"\0b.txt"]
    frames = b"".join(LENGTH.pack(len(frame)) + frame for frame in asked)
    command = [sys.executable, "-m", "kb.ingest.worker", "1000", "1000", "2000000000"]
    done = subprocess.run(command, cwd=ROOT, input=frames, capture_output=True, check=True)
    answers, left = [], done.stdout
    while left:
        end = LENGTH.size + LENGTH.unpack(left[: LENGTH.size])[0]
        answers.append(left[LENGTH.size : end])
        left = left[end:]
    assert answers[0] == READY
    first, second = map(from_json, answers[1:])
    assert (first.path, first.sources[0].title) == ("a.txt", "Title")
    assert (second.path, second.problems[0].field) == ("b.txt", "file")
