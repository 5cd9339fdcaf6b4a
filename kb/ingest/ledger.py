"""The ledger: what was read from which file into which build, so that unchanged files are not read again."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kb.engine import Description
from kb.ingest import naming
from kb.ingest.check import Note
from kb.ingest.source import Problem


@dataclass(frozen=True)
class Entry:
    """What came of a file: the hash of its content, the works that it holds a part of, and its problems."""

    digest: str
    works: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """The state of one engine's index. `build` is the build that it describes, `basis` what the reading rested on
    (thesaurus, gazetteer, limits, rules); `files` by absolute path, `works` by id."""

    build: str = ""
    basis: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)
    works: Mapping[str, Note] = field(default_factory=dict)

    def describes(self, state: Description | None, basis: str) -> bool:
        """Whether it tells the truth about the build that answers now."""
        return (
            state is not None
            and (self.build, self.basis, len(self.works)) == (state.build, basis, state.documents)
            and bool(self.build)
        )


_decoder = msgspec.json.Decoder(Ledger)


def path(index: Path, engine: str) -> Path:
    """Where the ledger of an engine lies."""
    return index / f"ledger-{engine}.json"


def load(file: Path) -> Ledger:
    """The ledger in a file, an empty one when there is none or it cannot be read: then everything is read again.

    Its paths are relative to its folder, so that a collection may be moved together with its index.
    """
    try:
        stored = _decoder.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError):
        return Ledger()
    here = naming.absolute(file.parent)
    files = {str(naming.absolute(here / name)): entry for name, entry in stored.files.items()}
    return Ledger(stored.build, stored.basis, files, stored.works)


def save(ledger: Ledger, file: Path) -> None:
    """Write the ledger, all or nothing."""
    here = naming.absolute(file.parent)
    files = {os.path.relpath(name, here): entry for name, entry in sorted(ledger.files.items())}
    data = msgspec.json.encode(Ledger(ledger.build, ledger.basis, files, ledger.works))
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    with os.fdopen(handle, "wb") as draft:
        draft.write(data)
    Path(name).replace(file)
