"""A batch: what has changed on disk since the last one, read, made into works and checked; nothing written yet."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from kb.document import Document, Version
from kb.engine import Description
from kb.ingest import check, files, naming
from kb.ingest.enrich import Tools, enrich
from kb.ingest.files import Found
from kb.ingest.group import group, identify
from kb.ingest.ledger import Entry, Ledger
from kb.ingest.report import Report, gathered
from kb.ingest.source import Problem, Reading, Source

# v1 - the first rules
# v2 - places are found in the text, single mentions of themes count, Chinese is told by its letters
RULES = "2"
"""Changes when the same file would give another work: then all files are read again."""


class Reader(Protocol):
    """Reads files: `kb.ingest.pool.Pool`, or a stand-in."""

    def read(self, paths: Iterable[Path]) -> Iterable[Reading]:
        """A reading of each, in any order."""


class Progress(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """So much of so much."""


@dataclass(frozen=True)
class Before:
    """The state that a batch starts from: the ledger, the build that answers (`None` when there is none that can), a
    look at one of its works, and whether the ledger is to be believed."""

    ledger: Ledger
    state: Description | None
    previous: Callable[[str], Document | None]
    trusted: bool


@dataclass(frozen=True)
class Batch:
    """What is to be written: works to add or replace and ids to take out, or with `whole` all works that there are
    to be; the ledger that will be true then, but for its build; and the report."""

    documents: tuple[Document, ...]
    removed: tuple[str, ...]
    whole: bool
    ledger: Ledger
    report: Report


def prepare(
    paths: Iterable[Path], before: Before, reader: Reader, tools: Tools, whole: bool, progress: Progress
) -> Batch:
    """Read what is new or changed below the paths, with the other files of the same works, and make the works.

    A work whose files are refused keeps its last good state; one whose files are gone, or whose original is, is
    removed, if the paths cover where they were. With an untrusted ledger all files are read, those that it knows
    elsewhere too.
    """
    batching = _Batching(before, reader, tools, whole, progress)
    found = files.find(paths)
    batching.read(found)
    batching.make()
    return batching.result(found, whole)


class _Batching:
    def __init__(self, before: Before, reader: Reader, tools: Tools, whole: bool, progress: Progress) -> None:
        self.before, self.reader, self.tools, self.whole, self.progress = before, reader, tools, whole, progress
        self.known: Mapping[str, Entry] = before.ledger.files if before.trusted else {}
        self.readings: dict[str, Reading] = {}
        self.gone: set[str] = set()
        self.bereft: set[str] = set()
        self.ids: set[str] = set()
        self.documents: dict[str, Document] = {}
        self.paths: dict[str, str] = {}
        self.kept: set[str] = set()
        self.removed: set[str] = set()
        self.problems: dict[str, list[Problem]] = defaultdict(list)
        self.digests: dict[str, str] = {}

    # --- reading

    def read(self, found: Found) -> None:
        """Read the changed files, then those that hold other parts of the same works."""
        paths = [*found.files, *self._elsewhere(found)]
        self.digests = {str(path): digest for path, digest in files.digests(paths).items()}
        known = self.before.ledger.files
        self.gone = {path for path in known if path not in self.digests and found.covers(Path(path))}
        pending = [path for path, digest in self.digests.items() if not self._is_unchanged(path, digest)]
        self.bereft = {id_ for path in self.gone for id_ in self._works_before(path)}
        self.ids = set(self.bereft)
        while pending or (pending := self._siblings()):
            self._read(pending)
            self.ids |= {id_ for path in pending for id_ in self._ids(path)}
            pending = []

    def _siblings(self) -> list[str]:
        """The files that hold other parts of the works that are to be made again."""
        return [path for path in self._left() if self.ids.intersection(self.known[path].works)]

    def _left(self) -> list[str]:
        """The files of the ledger that are still there and were not read."""
        return [path for path in self.known if path not in self.readings and path not in self.gone]

    def _elsewhere(self, found: Found) -> list[Path]:
        """Files that the ledger knows outside of the paths; they count only when it is not to be believed."""
        if self.before.trusted:
            return []
        known = set(map(Path, self.before.ledger.files)) - set(found.files)
        return sorted(path for path in known if not found.covers(path) and path.is_file())

    def _is_unchanged(self, path: str, digest: str) -> bool:
        return path in self.known and digest != "" and self.known[path].digest == digest

    def _read(self, pending: list[str]) -> None:
        names = {naming.shown(Path(path)): path for path in pending}
        for done, reading in enumerate(self.reader.read([Path(path) for path in pending]), 1):
            self.readings[names[reading.path]] = reading
            self.progress("reading", done, len(pending))

    def _works_before(self, path: str) -> tuple[str, ...]:
        entry = self.before.ledger.files.get(path)
        return entry.works if entry else ()

    def _ids(self, path: str) -> set[str]:
        """The works that a file holds a part of, those among them that it held before."""
        reading = self.readings[path]
        ids = {identify(source) for source in reading.sources}
        if not reading.sources:
            ids.add(naming.parse(Path(path)).id)
        return {*ids, *self._works_before(path)} - {""}

    def _is_broken(self, path: str) -> bool:
        """Whether a file, or a part of it, could not be read: what it held before may still be in it."""
        return any(problem.refuses for problem in self.readings[path].problems)

    # --- works

    def make(self) -> None:
        """Make every work that a file which was read, or is gone, has a part in."""
        sources: dict[str, list[Source]] = defaultdict(list)
        broken: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.readings):
            self.problems[path] += self.readings[path].problems
            for source in self.readings[path].sources:
                sources[identify(source)].append(source)
            if self._is_broken(path):
                for id_ in self._ids(path):
                    broken[id_].append(path)
        for source in sources.pop("", ()):  # it has no id, and says so
            self._tell(group("", [source]).problems)
        # in the order of the files and their rows, so that messages come in it too
        for done, id_ in enumerate([*sources, *sorted(self.ids - set(sources))], 1):
            self._work(id_, sources.get(id_, []), broken.get(id_, []))
            self.progress("checking", done, len(self.ids))

    def _work(self, id_: str, sources: list[Source], broken: list[str]) -> None:
        grouped = group(id_, sources, waiting=bool(broken))
        self._tell(grouped.problems)
        document = None
        if grouped.work:
            document, problems = enrich(grouped.work, self.tools)
            self._tell(problems)
        if grouped.work is None or document is None:
            orphaned = grouped.orphaned and self._knows_all(id_)
            self._keep(id_, whether=bool(sources or broken) and not orphaned)
            return
        lost = {*grouped.lost, *(naming.parse(Path(path)).language or "" for path in broken)}
        self.documents[id_] = _restored(document, self.before.previous(id_), lost) if lost else document
        source = grouped.work.original.source
        self.paths[id_] = source.path
        self._tell(check.work(document, source.path, source.part))

    def _knows_all(self, id_: str) -> bool:
        """Whether all files of a work were looked at: an original that is not among them is nowhere."""
        return self.whole or self.before.trusted or id_ in self.bereft

    def _keep(self, id_: str, whether: bool) -> None:
        """A refused work stays as it last was; one whose original no file holds any more goes."""
        last = self.before.previous(id_)
        if last and whether:
            self.kept.add(id_)
        elif last:
            self.removed.add(id_)

    def _tell(self, problems: Iterable[Problem]) -> None:
        names = {reading.path: path for path, reading in self.readings.items()}
        for problem in problems:
            self.problems[names[problem.path]].append(problem)

    # --- the result

    def result(self, found: Found, whole: bool) -> Batch:
        """All that is to be written."""
        changed = self.documents if whole else self._changed()
        documents = [changed[id_] for id_ in sorted(changed)]
        if whole:
            documents += [last for id_ in sorted(self.kept) if (last := self.before.previous(id_))]
        ledger = self._ledger(whole)
        gone = (set(self.before.ledger.works) - set(ledger.works)) if whole and self.before.state else self.removed
        report = self._report(found, ledger, len(changed), len(gone))
        return Batch(tuple(documents), tuple(sorted(self.removed)), whole, ledger, report)

    def _changed(self) -> dict[str, Document]:
        """The works that are not in the index just so: a moved or touched file changes nothing."""
        return {id_: document for id_, document in self.documents.items() if self.before.previous(id_) != document}

    def _ledger(self, whole: bool) -> Ledger:
        entries = {path: self.known[path] for path in self._left()}
        for path, reading in self.readings.items():
            works = {identify(source) for source in reading.sources} - {""}
            ids = self._ids(path) if self._is_broken(path) else works
            digest = reading.digest or self.digests.get(path, "")
            entries[path] = Entry(digest, tuple(sorted(ids)), tuple(self.problems[path]))
        notes = {} if whole else {id_: row for id_, row in self.before.ledger.works.items() if id_ not in self.removed}
        for id_ in self.kept - set(notes):
            if last := self.before.previous(id_):
                notes[id_] = check.note(last, "")
        notes |= {id_: check.note(document, self.paths[id_]) for id_, document in self.documents.items()}
        return Ledger("", "", entries, notes)

    def _report(self, found: Found, ledger: Ledger, indexed: int, removed: int) -> Report:
        shown = {path for path in ledger.files if path in self.readings or found.covers(Path(path))}
        names = {naming.shown(Path(path)) for path in shown}
        problems = [*found.problems]
        for path in sorted(shown):
            name = naming.shown(Path(path))
            problems += [replace(problem, path=name) for problem in ledger.files[path].problems]
        problems += [problem for problem in check.collection(ledger.works) if problem.path in names]
        return Report(
            read=len(self.readings),
            indexed=indexed,
            unchanged=len(shown - set(self.readings)),
            removed=removed,
            refused=tuple(problem for problem in problems if problem.refuses),
            warnings=gathered(problem for problem in problems if not problem.refuses),
        )


def _restored(document: Document, last: Document | None, lost: set[str]) -> Document:
    """The work with its last good versions in the languages whose files could not be read."""
    now = {version.language for version in document.versions}
    old: tuple[Version, ...] = last.versions if last else ()
    saved = tuple(version for version in old if version.language in lost - now and version.translation is not None)
    return replace(document, versions=(*document.versions, *saved))
