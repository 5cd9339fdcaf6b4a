"""Builds of an index on disk: written beside the one that answers, checked, then swapped in one step.

A folder holds one sub-folder for each build and a file, `current`, that names the one that answers. The build before
it is kept; what else lies there was left by a writer that died, and the next writer removes it.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec

from kb.document import fields_fingerprint
from kb.engines.store import STORE_VERSION
from kb.errors import EngineUnavailable, StaleIndex
from kb.text import ANALYSIS_VERSION
from kb.vocabulary import Vocabulary

REBUILD = "python ingest.py --rebuild"
MANIFEST = "manifest.json"
CURRENT = "current"


@dataclass(frozen=True)
class Shape:
    """What a build was made for: with another analysis, record, thesaurus or engine it would be another build."""

    analysis: str
    fields: str
    vocabulary: str
    store: str = STORE_VERSION

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Shape":
        """The shape that this software and this thesaurus need."""
        return cls(ANALYSIS_VERSION, fields_fingerprint(), vocabulary.fingerprint)

    def differences(self, other: "Shape") -> list[str]:
        """What is not the same in another shape, in words."""
        names = {
            "analysis": "the analysis",
            "fields": "the record",
            "vocabulary": "the thesaurus",
            "store": "the engine",
        }
        return [label for name, label in names.items() if getattr(self, name) != getattr(other, name)]


@dataclass(frozen=True)
class Manifest:
    """What lies beside a build: its shape, how many works it has, and the build that it took the place of."""

    build: str
    created: str
    count: int
    languages: tuple[str, ...]
    shape: Shape
    previous: str | None = None


class Draft:
    """A build that is being written: `path` is its folder, which is gone again unless it is published."""

    def __init__(self, path: Path, previous: Manifest | None, linked: bool) -> None:
        self.path = path
        self.previous = previous
        self.linked = linked
        self.manifest: Manifest | None = None

    def publish(self, count: int, languages: tuple[str, ...], shape: Shape) -> None:
        """Say that the build is whole; it answers as soon as the writer is done."""
        created = datetime.now(UTC).isoformat(timespec="seconds")
        previous = self.previous.build if self.previous else None
        self.manifest = Manifest(self.path.name, created, count, languages, shape, previous)


class Builds:
    """The builds of one engine."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self.folder = folder
        self._shape = shape

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another build answers; `None` when there is none."""
        try:
            found = os.stat(self.folder / CURRENT)  # noqa: PTH116 (once for each search)
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def current(self) -> Manifest:
        """The build that answers; `StaleIndex` when there is none, or when it was made for another shape."""
        manifest = self._manifest()
        if manifest is None:
            raise StaleIndex(f"There is no index in {self.folder}: run `{REBUILD}`.")
        if different := self._shape.differences(manifest.shape):
            raise StaleIndex(f"The index was made for another state of {' and '.join(different)}: run `{REBUILD}`.")
        return manifest

    def path(self, manifest: Manifest) -> Path:
        """The folder of a build."""
        return self.folder / manifest.build

    def _manifest(self) -> Manifest | None:
        try:
            build = (self.folder / CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        try:
            return msgspec.json.decode((self.folder / build / MANIFEST).read_bytes(), type=Manifest)
        except (OSError, ValueError) as error:
            raise StaleIndex(f"The index in {self.folder} is damaged ({error}): run `{REBUILD}`.") from error

    @contextmanager
    def draft(self, linked: Callable[[str], bool] | None = None) -> Iterator[Draft]:
        """Write a build: an empty one, or one that begins as the current one, whose files are linked where `linked`
        says that they never change and copied otherwise. `EngineUnavailable` when another writer is at work."""
        with self._locked():
            previous = self._previous(begun=linked is not None)
            self._clean(previous)
            path = self.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
            path.mkdir()
            try:
                if linked and previous:
                    _copy(self.path(previous), path, linked)
                draft = Draft(path, previous, bool(linked and previous))
                yield draft
                if draft.manifest:
                    self._swap(draft.manifest)
            finally:
                self._clean(self._previous(begun=False))

    def _previous(self, begun: bool) -> Manifest | None:
        """The current build. One that is taken as a beginning has to be sound and of the right shape."""
        try:
            return self.current() if begun and self.stamp() else self._manifest()
        except StaleIndex:
            if begun:
                raise
            return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "lock").open("w")
        except OSError as error:
            raise EngineUnavailable(f"The index in {self.folder} cannot be written: {error.strerror}.") from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise EngineUnavailable(
                    f"The index in {self.folder} is being written: try again when that is done."
                ) from error
            yield

    def _swap(self, manifest: Manifest) -> None:
        path = self.path(manifest)
        (path / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
        for file in path.iterdir():
            _sync(file)
        _sync(path)
        pointer = self.folder / f"{CURRENT}.new"
        pointer.write_text(manifest.build, encoding="utf-8")
        _sync(pointer)
        pointer.replace(self.folder / CURRENT)
        _sync(self.folder)

    def _clean(self, kept: Manifest | None) -> None:
        names = {kept.build, kept.previous} if kept else set()
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path, ignore_errors=True)


def _copy(source: Path, target: Path, linked: Callable[[str], bool]) -> None:
    for file in source.iterdir():
        if file.name == MANIFEST:
            continue
        copy = os.link if linked(file.name) else shutil.copy2
        try:
            copy(file, target / file.name)
        except PermissionError:  # a file system without hard links
            shutil.copy2(file, target / file.name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
