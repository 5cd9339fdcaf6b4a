"""From a file to what is in it: one module for each format, all behind `read`."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from kb.errors import BadDocument
from kb.ingest import naming, tongue
from kb.ingest.read.content import Content, clean
from kb.ingest.source import Problem, Reading, Source
from kb.settings import Settings

COMPANIONS = ("mapping", "sidecar")


def companions(path: Path) -> tuple[Path, Path]:
    """The files that may lie beside a document: the mapping of its columns, and what is stated of it elsewhere."""
    return path.with_name(f"{path.stem}.mapping.yaml"), path.with_name(f"{path.name}.yaml")


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes and of its companions'; empty when it cannot be read."""
    found = hashlib.sha256()
    try:
        for part in (path, *filter(Path.is_file, companions(path))):
            with part.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return ""
    return found.hexdigest()


def read(path: Path, name: str, max_bytes: int, max_text: int = Settings.max_text) -> Reading:
    """Every document of a file, called `name` in messages. What cannot be read is a problem of the reading: nothing is
    raised for what a file is, but `MemoryError`."""
    try:
        content = _content(path, name, max_bytes)
        found = [_bounded(item, max_text) for item in _documents(content)]
    except BadDocument as error:
        return Reading(name, problems=(Problem(name, error.field or "file", error.message),))
    except OSError as error:
        return Reading(name, problems=(Problem(name, "file", _why(error)),))
    except RecursionError:
        return Reading(name, problems=(Problem(name, "file", "is nested too deeply to be read."),))
    sources = tuple(_detected(item) for item in found if isinstance(item, Source))
    problems = tuple(item for item in found if isinstance(item, Problem))
    return Reading(name, content.digest, sources, problems)


def _why(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT:
            return "is no longer there: it was removed while it was read, or is a link to nothing."
        case errno.EACCES | errno.EPERM:
            return "may not be read: its permissions do not allow it."
        case errno.ELOOP:
            return "is a link that leads back to itself."
    return f"cannot be read: {error.strerror or error}."


def _content(path: Path, name: str, max_bytes: int) -> Content:
    with path.open("rb") as file:
        size = _size(file.fileno())
        if size > max_bytes:
            raise BadDocument(f"has {size:,} bytes; KB_MAX_BYTES allows {max_bytes:,}.", "size")
        data = file.read(max_bytes + 1)
    if not data:
        raise BadDocument("is empty.", "file")
    if len(data) > max_bytes:
        raise BadDocument(f"grew past {max_bytes:,} bytes (KB_MAX_BYTES) while it was read.", "size")
    beside = {
        kind: file.read_bytes() for kind, file in zip(COMPANIONS, companions(path), strict=True) if file.is_file()
    }
    if len(data) + sum(map(len, beside.values())) > 2 * max_bytes:
        raise BadDocument(f"what lies beside it is larger than {max_bytes:,} bytes (KB_MAX_BYTES).", "size")
    found = hashlib.sha256(hashlib.sha256(data).digest())
    for extra in beside.values():
        found.update(hashlib.sha256(extra).digest())
    return Content(path, name, data, found.hexdigest(), max_bytes, **beside)


def _size(handle: int) -> int:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise BadDocument("is no ordinary file.", "file")
    return found.st_size


def _documents(content: Content) -> Iterator[Source | Problem]:
    kind = naming.FORMATS.get(content.path.suffix.lower())
    if kind is None:
        known = ", ".join(sorted(naming.FORMATS))
        raise BadDocument(f"found {content.path.suffix or 'no ending'!r}, expected one of {known}.", "format")
    module = import_module(f"kb.ingest.read.{kind}")
    for item in module.read(content):
        yield replace(item, title=clean(item.title), body=clean(item.body)) if isinstance(item, Source) else item


def _bounded(item: Source | Problem, max_text: int) -> Source | Problem:
    """A document as it is, or its refusal: all that is done with its text later takes time and memory in proportion."""
    if isinstance(item, Problem):
        return item
    length = len(item.title) + len(item.body) + _length(item.declared)
    if length <= max_text:
        return item
    return item.problem("size", f"has {length:,} characters of text; KB_MAX_TEXT allows {max_text:,}.")


def _length(value: Any) -> int:
    """The characters of a stated value, those of the values in it too; each value counts one more."""
    if isinstance(value, Mapping):
        return sum(_length(key) + _length(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(map(_length, value), len(value))
    return len(str(value))


def _detected(source: Source) -> Source:
    """With what the detector makes of its language: of a sample where the language is stated, of more where not."""
    stated = source.language or source.declared.get("language")
    text = "\n".join(str(part) for part in (source.title, source.declared.get("summary") or "", source.body))
    guess = tongue.detect(text, tongue.SAMPLE * (1 if stated else 5))
    return replace(source, detected=guess.language, confidence=guess.confidence) if guess else source
