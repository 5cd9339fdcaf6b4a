"""Generated works on disk, as JSON Lines in files of a few hundred: what every system loads and ours ingests."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kb.document import Document, from_json, to_json

PER_FILE = 500


def write(works: Iterable[Document], folder: Path) -> None:
    """Write the works into a new folder."""
    folder.mkdir(parents=True)
    stream = iter(works)
    number = 0
    while chunk := list(islice(stream, PER_FILE)):
        path = folder / f"works-{number:05}.jsonl"
        path.write_bytes(b"".join(to_json(work) + b"\n" for work in chunk))
        number += 1


def read(folder: Path) -> Iterator[Document]:
    """The works of a folder, in their order."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as file:
            yield from map(from_json, file)
