"""The thesaurus as YAML: concepts, everyday words and the categories of the award."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from kb.errors import KbError
from kb.text import slug
from kb.vocabulary.thesaurus import Category, Concept, Vocabulary

CONCEPTS = Path(__file__).parent / "concepts"
WORDS = Path(__file__).parent / "words"
CATEGORIES = Path(__file__).parent / "award-categories.yaml"


def load(folder: Path = CONCEPTS, categories: Path = CATEGORIES, general: Path = WORDS) -> Vocabulary:
    """Read the thesaurus from its YAML files; `KbError` names the file and the concept that cannot be read."""
    found: dict[str, Concept] = {}
    for path, read in (*_files(folder, _concept), *_files(general, _word)):
        for row in _rows(path):
            concept = read(row, path)
            if concept.id in found:
                raise KbError(f"{path.name}: {concept.id!r} stands twice in the thesaurus.", "id")
            found[concept.id] = concept
    rows = _rows(categories) if categories.exists() else []
    return Vocabulary(
        {id_: concept for id_, concept in found.items() if not concept.general},
        {row["id"]: Category(**{**row, "editions": tuple(row["editions"])}) for row in rows},
        {id_: concept for id_, concept in found.items() if concept.general},
    )


def _files(folder: Path, read: "_Reader") -> list[tuple[Path, "_Reader"]]:
    return [(path, read) for path in sorted(folder.glob("*.yaml"))]


def _rows(path: Path) -> list[Any]:
    # the parser in C, where PyYAML was built with it, saves every start a second
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader) or []  # noqa: S506 (a safe loader)


def _concept(row: Any, path: Path) -> Concept:
    try:
        labels = {language: _list(names) for language, names in row["labels"].items()}
        broader, related, sdg, iopd = (tuple(row.get(name) or ()) for name in ("broader", "related", "sdg", "iopd"))
        return Concept(row["id"], labels, row.get("scope", ""), broader, related, sdg, iopd)
    except (KeyError, TypeError, AttributeError) as error:
        name = row.get("id", row) if isinstance(row, dict) else row
        raise KbError(f"{path.name}: the concept {name!r} lacks {error}.", "labels") from error


def _word(row: Any, path: Path) -> Concept:
    """A row of words: its labels by language; it is called by its `id` or, without one, by its first English label."""
    try:
        labels = {language: _list(names) for language, names in row.items() if language not in ("id", "related")}
        id_ = row.get("id") or slug(labels["en"][0])
        return Concept(id=id_, labels=labels, related=tuple(row.get("related") or ()), general=True)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise KbError(f"{path.name}: the word {row!r} lacks {error}.", "labels") from error


def _list(names: Any) -> tuple[str, ...]:
    if not isinstance(names, list):
        raise TypeError(f"a list where {names!r} stands")
    return tuple(map(str, names))


_Reader = Callable[[Any, Path], Concept]
