"""The frozen copy and the data card: `python -m kb.release zip OUT | card [--check] | version`. A root."""

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kb import vocabulary as thesaurus
from kb.document import Document
from kb.errors import KbError
from kb.export import archive, card, skos
from kb.export.gaps import gaps
from kb.ingest.batch import Before, prepare
from kb.ingest.enrich import Tools
from kb.ingest.gazetteer import Gazetteer
from kb.ingest.ledger import Ledger
from kb.ingest.pool import Limits, Pool
from kb.ingest.read import companions
from kb.settings import Settings
from kb.text import Analysis
from kb.vocabulary import Matcher, Vocabulary

SOFTWARE_LICENSE = Path(__file__).parent.parent / "LICENSE"
CARD = "README.md"
NAME = "local-democracy-kb"


@dataclass(frozen=True)
class Collection:
    """The works of a folder, the files that they were read from, and the thesaurus that they name."""

    folder: Path
    works: tuple[Document, ...]
    paths: tuple[Path, ...]
    vocabulary: Vocabulary

    @property
    def card(self) -> Path:
        """Where the data card lies."""
        return self.folder / CARD


def gather(settings: Settings) -> Collection:
    """Read the whole collection; `KbError` lists the documents that are refused, for a copy without them would lie."""
    vocabulary = thesaurus.load()
    matcher = Matcher(vocabulary, Analysis(settings.reference))
    nothing = Before(Ledger(), None, lambda _: None, trusted=False)
    with closing(Gazetteer.open(settings.reference)) as gazetteer, Pool(Limits.of(settings)) as pool:
        tools = Tools(gazetteer, vocabulary, matcher)
        batch = prepare([settings.corpus], nothing, pool, tools, whole=True, progress=lambda *_: None)
    if refused := batch.report.refused:
        lines = "\n".join(f"{problem.path}: {problem.field} {problem.reason}" for problem in refused)
        raise KbError(f"The collection is not whole, so neither a copy nor a card is made of it:\n{lines}")
    return Collection(settings.corpus, batch.documents, tuple(map(Path, sorted(batch.ledger.files))), vocabulary)


def blocks(collection: Collection, version: str | None = None) -> dict[str, str]:
    """The counted blocks of the data card."""
    return {
        "counts": card.counts(collection.works, collection.vocabulary),
        "gaps": gaps(collection.works, collection.vocabulary),
        "citation": card.citation(version),
    }


def frozen(collection: Collection) -> tuple[dict[str, bytes], str]:
    """The files of the frozen copy, but for the card, the version and the checksums; and the version."""
    found = {
        **archive.data(collection.works),
        **_below("corpus", collection.folder, _with_companions(collection.paths)),
        **_below("thesaurus", thesaurus.CATEGORIES.parent, sorted(thesaurus.CATEGORIES.parent.rglob("*.yaml"))),
        "thesaurus/thesaurus.ttl": skos.scheme(collection.vocabulary, "").encode(),
        "LICENSE": (collection.folder / "LICENSE").read_bytes(),
        "thesaurus/LICENSE": SOFTWARE_LICENSE.read_bytes(),
    }
    return found, archive.version(collection.works, found)


def _with_companions(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        yield from (path, *(beside for beside in companions(path) if beside.is_file()))


def _below(name: str, folder: Path, paths: Iterable[Path]) -> Mapping[str, bytes]:
    root = folder.absolute()
    return {f"{name}/{path.relative_to(root).as_posix()}": path.read_bytes() for path in paths}


def zip_(collection: Collection, out: Path) -> Path:
    """Write the frozen copy to a file, or into a folder under a name with its version; the path that was written."""
    found, version = frozen(collection)
    text = card.fill(collection.card.read_text(encoding="utf-8"), blocks(collection, version))
    path = out if out.suffix == ".zip" else out / f"{NAME}-{version}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.part")
    draft.write_bytes(archive.pack(archive.complete(found, text, version), version))
    draft.replace(path)
    return path


def refresh(collection: Collection, check: bool = False) -> str:
    """Count the blocks of the data card again and write it; with `check`, `KbError` when it would have changed."""
    old = collection.card.read_text(encoding="utf-8")
    new = card.fill(old, blocks(collection))
    if new == old:
        return f"{collection.card} is up to date."
    if check:
        raise KbError(f"{collection.card} is out of date; run `python -m kb.release card`.")
    collection.card.write_text(new, encoding="utf-8")
    return f"{collection.card} is counted again."


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m kb.release", description="The frozen copy and the data card.")
    commands = parser.add_subparsers(dest="command", required=True)
    frozen = commands.add_parser("zip", help="write the frozen copy")
    frozen.add_argument("out", type=Path, metavar="OUT", help="a .zip file, or a folder for one named by its version")
    counted = commands.add_parser("card", help="count the data card again")
    counted.add_argument("--check", action="store_true", help="write nothing; fail when it is out of date")
    commands.add_parser("version", help="print the version of the collection")
    return parser.parse_args(arguments)


def _answer(given: argparse.Namespace, collection: Collection) -> str:
    match given.command:
        case "zip":
            return str(zip_(collection, given.out))
        case "card":
            return refresh(collection, given.check)
    return frozen(collection)[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it worked, 1 when the collection does not allow it."""
    given = _arguments(arguments)
    try:
        sys.stdout.write(_answer(given, gather(Settings.from_env(os.environ))) + "\n")
    except (KbError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
