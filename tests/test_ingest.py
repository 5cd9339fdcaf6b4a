"""The command line of ingestion."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ingest
from kb.settings import ENGINES

ROOT = Path(__file__).parent.parent
PRACTICE = """\
---
type: practice
title: Asamblea
summary: S.
year: 2019
city:
themes: [deliberation]
sources: [https://a.example]
---

Texto.
"""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A collection of one work, settings that point to it, and what it is to be run with."""
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("KB_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("KB_REFERENCE", str(ROOT / "index" / "reference"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus" / "practices").mkdir(parents=True)
    (tmp_path / "corpus" / "practices" / "a.es.md").write_text(PRACTICE)
    return tmp_path


def test_the_collection_is_read_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    """Plain lines where there is no terminal; the second time nothing is read."""
    assert ingest.main([]) == 0
    out = capsys.readouterr().out
    assert "reading: 1\n" in out
    assert out.splitlines()[-1].startswith("1 files read, 0 unchanged, 0 refused; 1 works indexed, 0 removed (")
    assert "\x1b" not in out
    assert ingest.main([]) == 0
    assert capsys.readouterr().out.startswith("0 files read, 1 unchanged, 0 refused; 0 works indexed, 0 removed (")


def test_refusals_are_told_and_count_under_strict(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each time, for as long as the file is as it is."""
    (environment / "corpus" / "practices" / "b.es.md").write_text("---\ntitle: [x]\n---\n")
    assert ingest.main([]) == 0
    assert 'refused   corpus/practices/b.es.md: title: found a list (["x"]), expected text.' in capsys.readouterr().out
    assert ingest.main(["--strict"]) == 1
    assert "b.es.md" in capsys.readouterr().out


def test_the_report_is_written_as_promised(environment: Path) -> None:
    """Also when something was refused."""
    (environment / "corpus" / "practices" / "b.es.md").write_text("")
    assert ingest.main(["--report", "report.json", "--strict"]) == 1
    assert json.loads((environment / "report.json").read_text()) == {
        "read": 2, "indexed": 1, "unchanged": 0, "removed": 0,
        "refused": [{"path": "corpus/practices/b.es.md", "field": "file", "reason": "is empty."}],
        "warnings": [],
    }  # fmt: skip


def test_a_dry_run_writes_no_index(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what would be."""
    assert ingest.main(["--dry-run"]) == 0
    assert "1 works would be indexed" in capsys.readouterr().out
    assert not (environment / "index").exists()


def test_paths_engine_and_index_can_be_given(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Instead of the settings."""
    assert ingest.main(["corpus/practices/a.es.md", "--engine", "memory", "--index", "elsewhere", "--rebuild"]) == 0
    assert [path.name for path in (environment / "elsewhere").iterdir()] == ["ledger-memory.json"]
    assert "1 works indexed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["nowhere"], "there is no nowhere."), (["--report", "none/r.json"], "there is no folder none for the report."),
     (["--engine", "lucene"], "invalid choice: 'lucene'"), (["--frob"], "unrecognized arguments: --frob")],
)  # fmt: skip
def test_wrong_use_ends_with_two(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is read, in one line."""
    try:
        code = ingest.main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 2
    assert message in capsys.readouterr().err


def test_a_named_pipe_is_refused(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command does not wait for what will never come."""
    os.mkfifo(environment / "pipe.md")
    assert ingest.main(["pipe.md", "/dev/zero"]) == 0
    out = capsys.readouterr().out
    assert "refused   pipe.md: file: is no ordinary file.\n" in out
    assert "refused   /dev/zero: file: is no ordinary file.\n" in out


def test_a_deleted_file_is_taken_out_by_its_name(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once; after that nothing is known of it any more."""
    path = environment / "b.es.md"
    path.write_text(PRACTICE.replace("Asamblea", "Foro"))
    ingest.main([])
    ingest.main(["b.es.md"])
    path.unlink()
    capsys.readouterr()
    assert ingest.main(["b.es.md"]) == 0
    assert "0 files read, 0 unchanged, 0 refused; 0 works indexed, 1 removed (" in capsys.readouterr().out
    assert ingest.main(["b.es.md"]) == 2
    assert capsys.readouterr().err == "ingest.py: there is no b.es.md.\n"


def test_a_report_that_cannot_be_written_is_told_first(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is read or published."""
    assert ingest.main(["--report", str(environment)]) == 2
    assert f"the report is to be a file, and {environment} is a folder." in capsys.readouterr().err
    assert not (environment / "index").exists()


def test_a_report_that_fails_late_comes_after_the_summary(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk may be full: what was done is said all the same."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert ingest.main(["--report", "r.json", "--engine", "memory"]) == 1
    told = capsys.readouterr()
    assert "1 works indexed" in told.out
    assert "No space left on device" in told.err


def test_a_report_that_may_not_be_written_is_told_first(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The permissions of the file count, or of the folder."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert ingest.main(["--report", "r.json"]) == 2
    assert "the report cannot be written to r.json." in capsys.readouterr().err


def test_a_wrong_setting_ends_with_two(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Named with its value."""
    monkeypatch.setenv("KB_MAX_BYTES", "many")
    assert ingest.main([]) == 2
    assert "KB_MAX_BYTES has the value 'many'" in capsys.readouterr().err


def test_a_missing_collection_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unmounted disk does not empty the index."""
    monkeypatch.setenv("KB_CORPUS", "gone")
    assert ingest.main([]) == 2
    assert capsys.readouterr().err == "ingest.py: there is no folder gone (KB_CORPUS).\n"


def test_an_index_that_cannot_be_written_ends_with_one(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, not a traceback."""
    (environment / "index").write_text("a file where the folder should be")
    assert ingest.main([]) == 1
    assert capsys.readouterr().err.startswith("ingest.py: ")


def test_many_warnings_are_counted(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report has them all."""
    for number in range(ingest.SHOWN + 3):
        text = PRACTICE.replace("Texto.", f"Texto {number} de muchos.").replace("themes:", f"wrong{number}: x\nthemes:")
        (environment / "corpus" / "practices" / f"w{number}.es.md").write_text(
            text.replace("Asamblea", f"Foro {number}")
        )
    ingest.main(["--report", "r.json"])
    warnings = json.loads((environment / "r.json").read_text())["warnings"]
    assert len(warnings) >= ingest.SHOWN + 3
    assert f"{len(warnings) - ingest.SHOWN} more warnings" in capsys.readouterr().out


def test_the_program_explains_itself() -> None:
    """As a program of its own, with every option and engine."""
    done = subprocess.run([sys.executable, ROOT / "ingest.py", "--help"], capture_output=True, text=True, check=True)
    for word in (
        "PATH",
        "--engine",
        "--index",
        "--dry-run",
        "--strict",
        "--report",
        "--rebuild",
        "mapping.yaml",
        *ENGINES,
    ):
        assert word in done.stdout
