"""References in BibTeX: UTF-8, with what TeX would take for a command escaped."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from kb.export import names
from kb.export.reference import COLLECTION, Reference

# A brace is named: BibTeX counts `\{` as an opening one.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(references: Iterable[Reference]) -> str:
    """All references, an empty line between them."""
    return "\n".join(map(_entry, references))


def key(id_: str) -> str:
    """The citation key of a work: its id, which never changes; what a key cannot hold is replaced by a short hash."""
    kept = re.sub(r"[^A-Za-z0-9:._-]", "", id_)
    return kept if kept == id_ else f"{kept or 'work'}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"


def escaped(text: str) -> str:
    """Text on one line, as TeX sets it letter by letter."""
    return "".join(_SPECIAL.get(char, char) for char in " ".join(text.split()))


def _entry(reference: Reference) -> str:
    year, _, rest = (reference.issued or "").partition("-")
    fields = {
        "author": f"{{{COLLECTION}}}",
        "title": f"{{{escaped(reference.title)}}}",
        "howpublished": escaped(COLLECTION),
        "year": year,
        "url": quote(reference.url or "", safe=":/?#[]@!$&'()*+,;=%-._~"),
        "langid": names.language(reference.language).lower(),
        "abstract": escaped(reference.abstract),
        "keywords": escaped(", ".join(reference.keywords)),
        "note": escaped(reference.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if rest:
        lines.append(f"  month = {_MONTHS[int(rest[:2]) - 1]},")
    return "\n".join((f"@misc{{{key(reference.id)},", *lines, "}\n"))
