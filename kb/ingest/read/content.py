"""A file's bytes, and how they become text."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from kb.document import split_front_matter
from kb.errors import BadDocument
from kb.ingest import naming, tongue
from kb.ingest.source import Problem, Source

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The encodings of old office files and the languages they are for: what reads as one of its languages is in it.
# Those for Latin letters turn any bytes into letters, so that the letters alone do not tell.
_LATIN = {
    "cp1252": "ca cy da de en es et eu fi fr ga gl is it nl no pt sv", "cp1250": "cs hr hu pl ro sk sl sq",
    "cp1254": "tr", "cp1257": "lt lv",
}  # fmt: skip
_OTHER = {"gb18030": "zh", "shift_jis": "ja", "euc_kr": "ko", "big5": "zh"}
_OTHER_LETTERS = ["cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", *_OTHER]
_SURE = 0.9
_FEW = 0.5
_SIGNS_OF_MOJIBAKE = re.compile("Ã[\u00a0-\u00bf]|Â[\u00a0-\u00bf]|â€[\u2122œ\u009d“”™]|\ufffd")


def clean(text: str) -> str:
    """A text without control characters and with one kind of line end."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))


@dataclass(frozen=True)
class Content:
    """A file that was opened: its bytes, its name as messages show it, and the bytes of its companions."""

    path: Path
    name: str
    data: bytes
    digest: str
    max_bytes: int
    mapping: bytes | None = None
    sidecar: bytes | None = None

    @cached_property
    def naming(self) -> naming.Name:
        """Id and language that the file's name gives."""
        return naming.parse(self.path)

    @property
    def beside(self) -> Mapping[str, Any]:
        """What `<name>.yaml` beside the file states of it."""
        return _mapping(self.sidecar, f"{self.path.name}.yaml") if self.sidecar else {}

    @property
    def columns(self) -> Mapping[str, Any]:
        """What `<stem>.mapping.yaml` beside the file says of its columns."""
        return _mapping(self.mapping, f"{self.path.stem}.mapping.yaml") if self.mapping else {}

    def source(self, **found: Any) -> Source:
        """The one document of a file, named after it; what lies beside it has the last word on what it states."""
        declared = {**found.pop("declared", {}), **self.beside}
        return Source(self.name, id=self.naming.id, language=self.naming.language, declared=declared, **found)

    def warning(self, field: str, reason: str) -> Problem:
        """Something to know of the file that does not refuse it."""
        return Problem(self.name, field, reason, False)

    def text(self, stated: str | None = None) -> tuple[str, list[Problem]]:
        """The bytes as text, with warnings when they are not in the encoding that was stated (UTF-8 if none was)."""
        text, encoding = decode(self.data, stated)
        problems = []
        if encoding not in ("utf-8", stated):
            expected = stated or "utf-8"
            problems.append(self.warning("encoding", f"found bytes that are not {expected}; read as {encoding}."))
        if sign := _SIGNS_OF_MOJIBAKE.search(text):
            around = " ".join(text[max(0, sign.start() - 15) : sign.end() + 15].split())
            problems.append(self.warning("encoding", f"found letters lost in an earlier conversion: {around!r}."))
        return text, problems


def decode(data: bytes, stated: str | None = None) -> tuple[str, str]:
    """A text and its encoding: by its mark, as stated, UTF-8, or the likeliest. `BadDocument` for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), "utf-8" if mark == codecs.BOM_UTF8 else encoding
    if b"\0" in data:
        raise BadDocument("is no text: it holds zero bytes.", "encoding")
    for encoding in dict.fromkeys((stated or "utf-8", "utf-8")):
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return _legacy(data)


def _legacy(data: bytes) -> tuple[str, str]:
    """A text in an encoding from before UTF-8: the first whose text reads as one of its languages."""
    plain = sum(byte > 127 for byte in data) < _FEW * len(data)
    for encoding, languages in (_LATIN if plain else _OTHER).items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        guess = tongue.by_frequency(text)  # bytes of any kind can be read as Han letters, but not as usual ones
        if guess and guess.confidence >= _SURE and guess.language in languages.split():
            return text, encoding
    if plain:  # too short to tell
        return data.decode("cp1252", "replace"), "cp1252"
    best = from_bytes(data, cp_isolation=_OTHER_LETTERS).best()
    if best is None:
        raise BadDocument("is no text in an encoding that is known.", "encoding")
    return str(best), best.encoding


def _mapping(data: bytes, name: str) -> Mapping[str, Any]:
    """A YAML file beside a document, read with the rules of front matter."""
    try:
        found, rest = split_front_matter(f"---\n{decode(data)[0].strip().removeprefix('---')}\n---\n")
    except BadDocument as error:
        raise BadDocument(f"{name}: {error.message}", name) from error
    if rest.strip():
        raise BadDocument(f"{name}: expected `key: value` lines and nothing else.", name)
    return found
