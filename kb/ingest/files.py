"""The files of a collection: folders walked in a fixed order, links followed once, nothing skipped without a word."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.ingest import naming
from kb.ingest.read import digest
from kb.ingest.source import Problem

_ABOUT = frozenset(("readme", "license", "licence", "licenses"))


@dataclass(frozen=True)
class Found:
    """The files below some paths. `roots` are the folders that were walked and the files that were named; `blind` are
    folders that could not be looked into, so that what they held is unknown rather than gone."""

    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    roots: tuple[Path, ...] = ()
    blind: tuple[Path, ...] = ()

    def covers(self, path: Path) -> bool:
        """Whether a file that was there before would have been found if it still were."""
        inside = any(path == root or path.is_relative_to(root) for root in self.roots)
        return inside and not any(path.is_relative_to(folder) for folder in self.blind)


def find(paths: Iterable[Path]) -> Found:
    """The documents below the paths, each once, in the order of their names. A path that is named is read whatever
    its ending, and one that is not there is left to who knows what it was; in a folder, files that are no documents are
    named in a warning."""
    roots = tuple(dict.fromkeys(naming.absolute(path) for path in paths))
    walk = _Walk()
    files: dict[Path, None] = {}
    for root in roots:
        files.update(dict.fromkeys(walk.named(root)))
    named = [path for path in files if _is_utf8(path)]
    problems = [*walk.problems, *(_misnamed(path) for path in files if not _is_utf8(path))]
    return Found(tuple(named), tuple(problems), roots, tuple(walk.blind))


def _is_utf8(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _misnamed(path: Path) -> Problem:
    shown = os.fsencode(naming.shown(path)).decode("utf-8", "replace")
    return Problem(shown, "name", "has a name that is not UTF-8; rename it to read it.")


class _Walk:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.blind: list[Path] = []
        self._seen: set[tuple[int, int]] = set()

    def named(self, path: Path) -> Iterator[Path]:
        """The documents of a path that was named: a folder's, or itself. What is no ordinary file is refused before it
        is opened: reading a pipe or a device may never end."""
        if path.is_dir():
            yield from self.folder(path)
        elif path.is_file() or path.is_symlink():
            yield path
        elif path.exists():
            self._tell(path, "file", "is no ordinary file.", True)

    def folder(self, folder: Path) -> Iterator[Path]:
        """The documents below a folder."""
        try:
            own = folder.stat()
            entries = sorted(folder.iterdir())
        except OSError as error:
            self.blind.append(folder)
            self._tell(folder, "file", f"cannot be looked into: {error.strerror}.", True)
            return
        if (own.st_dev, own.st_ino) in self._seen:
            self._tell(folder, "file", "is a link to a folder that was read already, or leads back to itself.")
            return
        self._seen.add((own.st_dev, own.st_ino))
        for path in entries:
            if not path.name.startswith((".", "~$")):
                yield from self._entry(path)

    def _entry(self, path: Path) -> Iterator[Path]:
        try:
            kind = path.stat().st_mode
        except OSError as error:
            loop = error.errno == errno.ELOOP
            reason = "is a link that leads back to itself." if loop else "is a link to nothing, or was just removed."
            self._tell(path, "file", reason, path.is_symlink())
            return
        if stat.S_ISDIR(kind):
            yield from self.folder(path)
        elif not stat.S_ISREG(kind):
            self._tell(path, "file", "is no ordinary file; left alone.")
        elif path.suffix.lower() in naming.FORMATS and path.stem.lower() not in _ABOUT:
            yield path
        elif path.suffix.lower() not in (".yaml", ".yml") and path.stem.lower() not in _ABOUT:
            known = ", ".join(sorted(naming.FORMATS))
            self._tell(path, "format", f"found {path.suffix or 'no ending'!r}, expected one of {known}; left alone.")

    def _tell(self, path: Path, field: str, reason: str, refuses: bool = False) -> None:
        shown = os.fsencode(naming.shown(path)).decode("utf-8", "replace")
        self.problems.append(Problem(shown, field, reason, refuses))


def digests(files: Iterable[Path]) -> dict[Path, str]:
    """The hash of each file's content."""
    return {path: digest(path) for path in files}
