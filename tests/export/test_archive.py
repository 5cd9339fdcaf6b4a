"""The frozen copy."""

import dataclasses
import hashlib
import io
import random
import re
import zipfile

from kb.document import Document, Source
from kb.export import archive


def dated(works: tuple[Document, ...], *months: str) -> list[Document]:
    """The first work with a source of each month, and the others."""
    pages = tuple(Source(f"https://example.org/{month}", month) for month in months)
    return [dataclasses.replace(works[0], sources=pages), *works[1:]]


def test_the_same_works_give_the_same_bytes(works: tuple[Document, ...]) -> None:
    """Whatever order they come in, and however often it is done."""
    shuffled = random.Random(1).sample(works, len(works))
    one, other = archive.data(works), archive.data(shuffled)
    assert one == other
    assert archive.pack(one, "2026.11+x") == archive.pack(dict(reversed(other.items())), "2026.11+x")


def test_the_zip_says_nothing_of_its_machine(works: tuple[Document, ...]) -> None:
    """Sorted names, the month of the version as time, plain files."""
    with zipfile.ZipFile(io.BytesIO(archive.pack(archive.data(works), "2026.11+x"))) as found:
        assert found.testzip() is None
        assert found.namelist() == sorted(archive.data(works))
        for entry in found.infolist():
            assert (entry.date_time, entry.create_system) == ((2026, 11, 1, 0, 0, 0), 3)
            assert entry.external_attr >> 16 == 0o644


def test_the_version_is_the_last_month_and_the_content(works: tuple[Document, ...]) -> None:
    """A day counts for its month; the hash can be computed from the checksums."""
    documents = dated(works, "2026-09", "2026-11-23")
    files = archive.data(documents)
    expected = hashlib.sha256(archive.checksums(files).encode()).hexdigest()[:8]
    assert archive.version(documents, files) == f"2026.11+{expected}"


def test_another_content_is_another_version(works: tuple[Document, ...]) -> None:
    """One letter of one work is enough."""
    title = dataclasses.replace(works[0].versions[0], title="Orçamento participativo")
    changed = [dataclasses.replace(works[0], versions=(title, *works[0].versions[1:])), *works[1:]]
    assert archive.version(works, archive.data(works)) != archive.version(changed, archive.data(changed))


def test_without_a_date_the_version_says_so(works: tuple[Document, ...]) -> None:
    """No clock steps in, and the zip can be made all the same."""
    version = archive.version(works, archive.data(works))
    assert re.fullmatch(r"undated\+[0-9a-f]{8}", version)
    with zipfile.ZipFile(io.BytesIO(archive.pack({"a": b""}, version))) as found:
        assert found.infolist()[0].date_time[0] == 1980


def test_checksums_cover_every_other_file() -> None:
    """As `sha256sum --check` reads them, the card and the version included."""
    files = archive.complete({"b.csv": b"b", "a/c.md": b"c"}, "card", "2026.11+x")
    lines = files["SHA256SUMS"].decode().splitlines()
    assert [line.split("  ")[1] for line in lines] == sorted(set(files) - {"SHA256SUMS"})
    for line in lines:
        digest, name = line.split("  ")
        assert digest == hashlib.sha256(files[name]).hexdigest()
    assert files["version.txt"] == b"2026.11+x\n"
