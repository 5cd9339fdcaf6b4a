"""The collection as works."""

from pathlib import Path
from typing import Any

import msgspec

from kb.document import Document, Version, split_front_matter

CORPUS = Path(__file__).parent.parent / "corpus"


def read(folder: Path = CORPUS) -> list[Document]:
    """Every work of a folder of Markdown files, sorted by id."""
    works: dict[str, list[tuple[str, dict[str, Any], str]]] = {}
    for path in sorted(folder.glob("*/*.md")):
        id_, language = path.stem.rsplit(".", 1)
        works.setdefault(id_, []).append((language, *split_front_matter(path.read_text(encoding="utf-8"))))
    return [_work(id_, found) for id_, found in sorted(works.items())]


def _work(id_: str, found: list[tuple[str, dict[str, Any], str]]) -> Document:
    original, head, _ = next(each for each in found if "type" in each[1])
    versions = [
        Version(language, str(own["title"]), own.get("summary") or "", body.strip(), own.get("translation"))
        for language, own, body in found
    ]
    known = {name: value for name, value in head.items() if name in Document.__dataclass_fields__}
    return msgspec.convert({**known, "id": id_, "original": original, "versions": versions}, Document, strict=False)
