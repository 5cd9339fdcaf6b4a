"""References in RIS, as Zotero, EndNote and Mendeley read them: UTF-8, lines ended by CR LF."""

from collections.abc import Iterable, Iterator

from kb.export.reference import COLLECTION, Reference


def write(references: Iterable[Reference]) -> str:
    """All references, each ended by `ER`."""
    return "".join(f"{line}\r\n" for reference in references for line in _lines(reference))


def _lines(reference: Reference) -> Iterator[str]:
    yield "TY  - ELEC"
    for tag, value in _fields(reference):
        if value:
            yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "
    yield ""


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    issued = (reference.issued or "").split("-")
    yield "ID", reference.id
    yield "TI", reference.title
    yield "AU", f"{COLLECTION},"  # the comma makes it one name, not a first and a last one
    yield "T2", COLLECTION
    yield "PY", issued[0]
    yield "DA", "/".join([*issued, "", "", ""][:3]) + "/" if issued[0] else None
    yield "AB", reference.abstract
    yield "LA", reference.language
    yield from (("KW", keyword) for keyword in reference.keywords)
    yield "UR", reference.url
    yield "N1", reference.note
