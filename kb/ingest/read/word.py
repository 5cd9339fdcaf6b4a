"""DOCX: what Word wrote, by way of HTML; the archive is looked at before it is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError

import mammoth
from selectolax.lexbor import LexborHTMLParser

from kb.errors import BadDocument
from kb.ingest.read import structure
from kb.ingest.read.content import Content, clean
from kb.ingest.source import Problem, Source
from kb.text import words

MAX_RATIO = 200
"""No text shrinks further than this; a part that claims to is a bomb."""

MAX_PARTS = 5_000
_SMALL = 1_000_000
_DC = "{http://purl.org/dc/elements/1.1/}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(content: Content) -> Iterator[Source | Problem]:
    """The work: title from the properties or the first heading, headings, lists and tables kept."""
    parts = _parts(content)
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(content.data), convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        ).value
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, ExpatError, zipfile.BadZipFile) as error:
        raise BadDocument(f"is no DOCX that can be read: {error}.", "docx") from error
    body = _markdown(html)
    if not body:
        raise BadDocument("holds no text, expected some.", "body")
    missing = _lost(parts["word/document.xml"], body)
    if missing:
        shown = (
            f"found {len(missing)} paragraphs that are not in the text, such as {missing[0][:60]!r}; added at the end."
        )
        yield content.warning("body", shown)
        body = "\n\n".join([body, *missing])
    title, language = _properties(parts.get("docProps/core.xml"))
    yield content.source(**_headed(title, body), hint=language)


def _markdown(html: str) -> str:
    root = LexborHTMLParser(html).body
    return structure.markdown(root) if root else ""


def _parts(content: Content) -> dict[str, bytes]:
    """The two parts that are read here, once the whole archive is known to be harmless."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        begins = content.data[:8]
        raise BadDocument(
            f"is no DOCX: expected a zip archive, found a file that begins with {begins!r}.", "docx"
        ) from error
    with archive:
        infos = archive.infolist()
        _refuse_bomb(infos, content.max_bytes)
        if "word/document.xml" not in archive.namelist():
            raise BadDocument("is a zip archive but no DOCX: expected a part word/document.xml.", "docx")
        try:
            return {info.filename: _part(archive, info) for info in infos if _is_xml(info)}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise BadDocument(f"is a damaged or locked archive: {error}.", "docx") from error


def _is_xml(info: zipfile.ZipInfo) -> bool:
    return info.filename.endswith((".xml", ".rels"))


def _refuse_bomb(infos: list[zipfile.ZipInfo], max_bytes: int) -> None:
    whole = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS:
        raise BadDocument(f"found an archive of {len(infos):,} parts, expected at most {MAX_PARTS:,}.", "size")
    if whole > 2 * max_bytes:
        raise BadDocument(f"unpacks to {whole:,} bytes; twice KB_MAX_BYTES ({max_bytes:,}) is allowed.", "size")
    for info in infos:
        if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise BadDocument(
                f"found a part that unpacks to {info.file_size:,} bytes from {info.compress_size:,}: a zip bomb.",
                "size",
            )


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    data = archive.read(info)
    head = data[:100_000].replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise BadDocument(f"declares entities in {info.filename}, which no DOCX does; they are never read.", "xml")
    return data if info.filename in ("word/document.xml", "docProps/core.xml") else b""


def _properties(core: bytes | None) -> tuple[str, str | None]:
    """Title and language that the document's properties state."""
    if not core:
        return "", None
    try:
        # S314: no part with a DOCTYPE comes this far
        root = ET.fromstring(core)  # noqa: S314
    except ET.ParseError:
        return "", None
    return " ".join((root.findtext(f"{_DC}title") or "").split()), root.findtext(f"{_DC}language") or None


def _lost(document: bytes, body: str) -> list[str]:
    """The paragraphs of the document whose words are not in its Markdown, as text boxes of some writers are."""
    try:
        root = ET.fromstring(document)  # noqa: S314
    except ET.ParseError:
        return []
    kept = f" {' '.join(words(body))} "
    texts = ("".join(node.text or "" for node in paragraph.iter(f"{_W}t")) for paragraph in root.iter(f"{_W}p"))
    return [
        text for text in dict.fromkeys(map(clean, texts)) if words(text) and f" {' '.join(words(text))} " not in kept
    ]


def _headed(title: str, body: str) -> dict[str, str]:
    """Title and body: a first heading, or a short first paragraph, is the title where none is stated."""
    first, _, rest = body.partition("\n")
    name = structure.plain(first)
    if title:
        return {"title": title, "body": rest.strip() if name == title else body}
    if len(name) <= 200 and not re.match(r"[-|>]|\d+\. ", first):
        return {"title": name, "body": rest.strip()}
    return {"title": name[:150].rpartition(" ")[0] + " …", "body": body}
