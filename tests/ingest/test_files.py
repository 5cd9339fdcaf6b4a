"""The files of a collection."""

import os
from pathlib import Path

import pytest

from kb.ingest.files import Found, find
from kb.ingest.source import Problem


def _names(found: Found, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found.files]


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """Hidden files, locks of Word, read-me files and what lies beside a document are none."""
    _touch(tmp_path, "b.md", "a/c.PDF", "a/été 🎉.html", ".git/x.md", "~$a.docx", "README.md", "a/LICENSE.txt",
           "b.mapping.yaml", "b.md.yaml")  # fmt: skip
    found = find([tmp_path])
    assert _names(found, tmp_path) == ["a/c.PDF", "a/été 🎉.html", "b.md"]
    assert found.problems == ()


def test_other_files_are_told_of(tmp_path: Path) -> None:
    """They are left alone, not lost."""
    _touch(tmp_path, "a.xlsx")
    (problem,) = find([tmp_path]).problems
    assert (problem.field, problem.refuses) == ("format", False)
    assert "found '.xlsx'" in problem.reason


def test_a_named_file_is_taken_whatever_it_is(tmp_path: Path) -> None:
    """And only once."""
    _touch(tmp_path, "a.xlsx", "b.md")
    found = find([tmp_path / "a.xlsx", tmp_path, tmp_path / "b.md", tmp_path / "." / "b.md"])
    assert _names(found, tmp_path) == ["a.xlsx", "b.md"]


def test_a_named_pipe_or_device_is_refused(tmp_path: Path) -> None:
    """It is not even opened."""
    os.mkfifo(tmp_path / "a.md")
    found = find([tmp_path / "a.md", Path("/dev/zero")])
    assert found.files == ()
    assert [(problem.field, problem.reason, problem.refuses) for problem in found.problems] == [
        ("file", "is no ordinary file.", True)
    ] * 2


def test_a_named_file_that_is_gone_is_no_file(tmp_path: Path) -> None:
    """But where it was is looked at."""
    found = find([tmp_path / "a.md"])
    assert (found.files, found.problems) == ((), ())
    assert found.covers(tmp_path / "a.md")


def test_loops_of_links_end(tmp_path: Path) -> None:
    """A folder inside itself, a link to itself, a link to nothing."""
    _touch(tmp_path, "a/b.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing")
    found = find([tmp_path])
    assert _names(found, tmp_path) == ["a/b.md"]
    reasons = {problem.path.rpartition("/")[2]: problem.reason for problem in found.problems}
    assert "leads back to itself" in reasons["up"]
    assert reasons["self.md"] == "is a link that leads back to itself."
    assert reasons["gone.md"].startswith("is a link to nothing")


def test_links_to_documents_elsewhere_are_followed(tmp_path: Path) -> None:
    """They keep the name of the link."""
    _touch(tmp_path, "elsewhere/x.md", "corpus/a.md")
    (tmp_path / "corpus" / "b").symlink_to(tmp_path / "elsewhere")
    assert _names(find([tmp_path / "corpus"]), tmp_path / "corpus") == ["a.md", "b/x.md"]


def test_a_folder_that_cannot_be_looked_into_is_no_deletion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it held is unknown."""
    _touch(tmp_path, "a/b.md", "c.md")
    walked = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return walked(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = find([tmp_path])
    assert _names(found, tmp_path) == ["c.md"]
    assert [problem.reason for problem in found.problems] == ["cannot be looked into: Permission denied."]
    assert not found.covers(tmp_path / "a" / "b.md")
    assert found.covers(tmp_path / "d.md")
    assert not found.covers(tmp_path.parent / "d.md")


def test_a_name_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    """It can be neither shown nor stored."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("x")
    found = find([tmp_path])
    assert found.files == ()
    assert [(problem.field, problem.refuses, problem.path[-6:]) for problem in found.problems] == [
        ("name", True, "caf\ufffd.md"[-6:])
    ]


def test_a_pipe_is_left_alone(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(tmp_path / "a.md")
    (problem,) = find([tmp_path]).problems
    assert problem == Problem(problem.path, "file", "is no ordinary file; left alone.", False)
