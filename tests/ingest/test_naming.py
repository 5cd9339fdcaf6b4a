"""What a file's name says."""

from pathlib import Path

import pytest

from kb.ingest import naming


@pytest.mark.parametrize(
    ("name", "id_", "language"),
    [("tiassale.fr.md", "tiassale", "fr"), ("tiassale.md", "tiassale", None), ("Ma ville.fr.md", "Ma ville", "fr"),
     ("Memoria Anual 2019.pdf", "memoria-anual-2019", None), ("report.v2.pdf", "report-v2", None),
     ("report.ca.pdf", "report", "ca"),
     ("report.new.pdf", "report-new", None), ("xixon.ast.md", "xixon", "ast"), ("été 🎉.html", "ete", None)],
)  # fmt: skip
def test_id_and_language(name: str, id_: str, language: str | None) -> None:
    """A Markdown file is called as its work; other files get a slug."""
    assert naming.parse(Path(name)) == (id_, language)


@pytest.mark.parametrize(
    ("id_", "good"),
    [("porto-alegre-1989", True), ("成都", True), ("Ma ville", False), ("🎉", False), ("", False), ("a--b", False)],
)
def test_slugs(id_: str, good: bool) -> None:
    """An id is an address as it stands."""
    assert naming.is_slug(id_) is good


def test_paths_are_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole where they lie elsewhere."""
    monkeypatch.chdir(tmp_path)
    assert naming.shown(Path("a") / ".." / "b.md") == "b.md"
    assert naming.shown(Path("/elsewhere/b.md")) == "/elsewhere/b.md"
