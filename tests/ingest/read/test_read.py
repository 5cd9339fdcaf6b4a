"""Reading a file of any kind: nothing that a file is raises."""

import os
from pathlib import Path

import pytest

from kb.ingest.read import companions, digest, read
from tests.ingest.conftest import LIMIT, Opened, only, refusal


def test_an_empty_file_is_refused(opened: Opened) -> None:
    """Of whatever kind."""
    for ending in ("md", "html", "pdf", "docx", "txt", "csv", "json"):
        assert refusal(opened(f"a.{ending}", b"")) == ("file", "is empty.")


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    """It was removed between listing and reading."""
    assert refusal(read(tmp_path / "a.md", "a.md", LIMIT))[1].startswith("is no longer there")


def test_a_larger_file_than_allowed_is_not_read(opened: Opened) -> None:
    """The limit and the size are named."""
    assert refusal(opened("a.html", b"x" * 1001, 1000)) == ("size", "has 1,001 bytes; KB_MAX_BYTES allows 1,000.")


def test_html_of_fifty_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    """By its size, before a byte is read."""
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert refusal(read(path, "large.html", LIMIT))[0] == "size"


def test_a_document_of_more_text_than_allowed_is_refused(tmp_path: Path) -> None:
    """Wherever the text stands, and by its row where a file holds several."""
    documents = {
        "a.html": f"<main><p>{'Word. ' * 200}</p></main>",
        "b.md": f"---\nsummary: {'x' * 999}\n---\n",
        "c.json": f'{{"title": "T", "themes": [{", ".join(["[]"] * 1000)}]}}',
    }
    for name, data in documents.items():
        (tmp_path / name).write_text(data)
        field, reason = refusal(read(tmp_path / name, name, LIMIT, 900))
        assert field == "size"
        assert reason.endswith(" characters of text; KB_MAX_TEXT allows 900.")
    (tmp_path / "d.csv").write_text(f"title,text\nOne,a\nTwo,{'b' * 1000}\n")
    reading = read(tmp_path / "d.csv", "d.csv", LIMIT, 900)
    assert [source.declared["title"] for source in reading.sources] == ["One"]
    assert [problem.part for problem in reading.problems] == ["line 3"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its permissions are named."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.md").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    assert "permissions" in refusal(read(tmp_path / "a.md", "a.md", LIMIT))[1]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """Not followed for ever."""
    (tmp_path / "a.md").symlink_to(tmp_path / "a.md")
    assert refusal(read(tmp_path / "a.md", "a.md", LIMIT)) == ("file", "is a link that leads back to itself.")


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(tmp_path / "a.md")
    handle = os.open(tmp_path / "a.md", os.O_RDWR)
    try:
        assert refusal(read(tmp_path / "a.md", "a.md", LIMIT)) == ("file", "is no ordinary file.")
    finally:
        os.close(handle)


def test_an_unknown_ending_is_told_with_the_known_ones(opened: Opened) -> None:
    """The name was given, so it is a refusal."""
    field, reason = refusal(opened("a.xlsx", b"x"))
    assert field == "format"
    assert reason.startswith("found '.xlsx', expected one of .csv, .docx")


def test_names_with_spaces_and_emoji(opened: Opened) -> None:
    """Read like any other; the id is a slug."""
    source = only(opened("mes villes 🎉/été à Lyon 2019.txt", "Un été à Lyon\n\nLa ville en fête."))
    assert (source.id, source.title) == ("ete-a-lyon-2019", "Un été à Lyon")


def test_control_characters_are_left_out(opened: Opened) -> None:
    """A NUL or an escape of a terminal is no text."""
    assert only(opened("a.md", "# T\x1b[31mitle\n\nbo\x07dy")).title == "T[31mitle"


def test_the_detector_looks_at_every_document(opened: Opened) -> None:
    """With its confidence."""
    source = only(
        opened("a.txt", "Un été à Lyon\n\nLes habitants votent chaque année pour les projets de leur quartier.")
    )
    assert source.detected == "fr"
    assert source.confidence is not None
    assert source.confidence > 0.9


def test_the_digest_covers_what_lies_beside(tmp_path: Path) -> None:
    """A changed mapping is a changed document."""
    path = tmp_path / "a.csv"
    path.write_text("title\nx\n")
    before = digest(path)
    mapping, sidecar = companions(path)
    mapping.write_text("columns: {}")
    between = digest(path)
    sidecar.write_text("year: 2011")
    assert len({before, between, digest(path)}) == 3
    assert read(path, "a.csv", LIMIT).digest == digest(path)
    assert digest(tmp_path / "none.md") == ""


def test_what_lies_beside_states_what_a_file_cannot(opened: Opened) -> None:
    """A text of another house gets its year and themes."""
    opened("a.txt.yaml", "year: 2011\nthemes: [youth]\n")
    assert only(opened("a.txt", "Title\n\nText.")).declared == {"year": 2011, "themes": ["youth"]}


@pytest.mark.parametrize(("beside", "name"), [("a.txt.yaml", "a.txt"), ("a.mapping.yaml", "a.csv")])
def test_aliases_are_refused_in_a_file_beside_too(opened: Opened, beside: str, name: str) -> None:
    """It is read by the same rules as front matter."""
    opened(beside, "columns: &x {tag: themes}\nvalues: *x\n")
    field, reason = refusal(opened(name, "title\n\nText."))
    assert field == beside
    assert "The alias *x (line 3) is not followed" in reason


def test_a_broken_file_beside_is_named(opened: Opened) -> None:
    """Not the document, which may be right."""
    opened("a.txt.yaml", "year: [")
    assert refusal(opened("a.txt", "Title\n\nText."))[0] == "a.txt.yaml"
