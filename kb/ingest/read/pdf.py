"""PDF: the text of each page below a line `[p. 3]`, so that every passage can be cited with its page."""

import io
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from kb.errors import BadDocument
from kb.ingest.read.content import Content, clean
from kb.ingest.read.plain import headed
from kb.ingest.source import Problem, Source

# PDFium joins the lines of a word that was parted, and leaves this mark where the hyphen was
_HYPHEN = re.compile(r"(\w+)(?:[\ufffe\x02\u00ad]\s*|-\n\s*)([^\W\d_]\w*)")
_PAGE_NUMBER = re.compile(r"\A\s*(?:\W*\d{1,4}\W*\n)|\n\W*\d{1,4}\W*\s*\Z")
_BULLET = re.compile(r"^\s*[•▪■●‣◦\uf0b7\uf0a7]\s*", re.MULTILINE)
_MARKUP = re.compile(r"^(\s*)(#|>|[+*-]\s|={3}|-{3}|\[p\. )", re.MULTILINE)
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)
# Titles that a program wrote, not a person.
_USELESS = re.compile(
    r"(?i)^(microsoft (word|powerpoint)|untitled|sin t[ií]tulo|sans titre|document\d*$|layout \d"
    r"|.*\.(docx?|indd|pptx?|qxd|pdf|odt)$)"
)


def read(content: Content) -> Iterator[Source | Problem]:
    """The work, with a marker line before each page that has text; pages without are named in a warning."""
    pages = _pages(content.data)
    if not pages:
        raise BadDocument("is a PDF of 0 pages, expected at least one.", "pages")
    blank = [number for number, text in enumerate(pages, 1) if not any(map(str.isalnum, text))]
    if len(blank) == len(pages):
        raise BadDocument(f"needs OCR: none of its {len(pages)} pages has text (ocrmypdf can add it).", "pages")
    if blank:
        shown = ", ".join(map(str, blank[:20])) + (" …" if len(blank) > 20 else "")
        yield content.warning("pages", f"pages without text, which may need OCR: {shown} of {len(pages)}.")
    joined = dehyphenated(pages)
    title, language = _metadata(content.data)
    body = "\n\n".join(
        f"[p. {number}]\n\n{_flow(text)}" for number, text in enumerate(joined, 1) if number not in blank
    )
    title = title or headed(joined[next(n for n in range(len(pages)) if n + 1 not in blank)].strip())["title"]
    yield content.source(title=title, body=body, hint=language, pages=len(pages))


def _pages(data: bytes) -> list[str]:
    """The text of each page; `BadDocument` for a file that is encrypted or damaged."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise BadDocument(*_refusal(data, error)) from error
    try:
        return [_text(document, number) for number in range(len(document))]
    finally:
        document.close()


def _refusal(data: bytes, error: Exception) -> tuple[str, str]:
    """Why PDFium does not open a file; its own message may be that of the file before."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return "is encrypted: it opens only with a password, expected a PDF without one.", "encryption"
        if len(reader.pages) == 0:
            return "is a PDF of 0 pages, expected at least one.", "pages"
    except _BROKEN:
        pass
    return f"is no PDF that can be read: {error}", "pdf"


def _text(document: pdfium.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text = page.get_textpage().get_text_range(errors="ignore")
    except pdfium.PdfiumError:
        return ""
    return str(text).replace("\r\n", "\n").replace("\r", "\n")


def dehyphenated(pages: list[str]) -> list[str]:
    """The pages with words that were parted at a line's end put together.

    A hyphen stays where the text writes the word with one elsewhere (co-creation), and never writes it without.
    """
    whole = "\n".join(pages).lower()

    def join(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        together, apart = f"{first}{second}".lower(), f"{first}-{second}".lower()
        if second[0].isupper() or (apart in whole and not re.search(rf"\b{re.escape(together)}\b", whole)):
            return f"{first}-{second}"
        return first + second

    return [clean(_HYPHEN.sub(join, page)) for page in pages]


def _flow(text: str) -> str:
    """The lines of a page as Markdown paragraphs: its number left out, bullets as list items."""
    text = _PAGE_NUMBER.sub("", text)
    text = _MARKUP.sub(r"\1\\\2", text)
    text = _BULLET.sub("- ", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _metadata(data: bytes) -> tuple[str, str | None]:
    """Title and language that the file states; empty where a program wrote them."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        title = " ".join(clean(str(reader.metadata.title or "")).split()) if reader.metadata else ""
        language = str(reader.root_object.get("/Lang") or "") or None
    except _BROKEN:
        return "", None
    return ("" if _USELESS.match(title) or len(title) < 4 else title), language
