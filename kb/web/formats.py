"""The forms in which works can be taken away, each written piece by piece so that a long list needs no memory."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.document import Document
from kb.export import bibtex, csl, csv, jsonl, ris
from kb.export.columns import WORKS
from kb.export.reference import Reference

Refer = Callable[[Document], Reference]
Write = Callable[[Sequence[Document], Refer], str]


@dataclass(frozen=True)
class Format:
    """A form: the `suffix` of its addresses, what it is called, its media type, and how some works are written;
    `head`, `between` pieces and `tail` make one file of the pieces."""

    suffix: str
    label: str
    media_type: str
    write: Write
    head: str = ""
    between: str = ""
    tail: str = ""

    @property
    def file(self) -> str:
        """The name that a file of several works is saved under."""
        return f"works.{self.suffix}"

    def pieces(self, pages: Iterable[Sequence[Document]], refer: Refer) -> Iterator[str]:
        """The file in pieces, one for each page of works."""
        yield self.head
        between = ""
        for page in pages:
            if page:
                yield between + self.write(page, refer)
                between = self.between
        yield self.tail


_HEADER = csv.write(WORKS, ())


def _csv(works: Sequence[Document], _refer: Refer) -> str:
    return csv.write(WORKS, works).removeprefix(_HEADER)


def _ris(works: Sequence[Document], refer: Refer) -> str:
    return ris.write(map(refer, works))


def _bibtex(works: Sequence[Document], refer: Refer) -> str:
    return bibtex.write(map(refer, works))


def _jsonl(works: Sequence[Document], _refer: Refer) -> str:
    return jsonl.write(works).decode()


def _csl(works: Sequence[Document], refer: Refer) -> str:
    return ",\n".join(json.dumps(csl.item(refer(work)), ensure_ascii=False) for work in works)


FORMATS = (
    Format("csv", "CSV", "text/csv; charset=utf-8; header=present", _csv, head=_HEADER),
    Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", _ris),
    Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", _bibtex, between="\n"),
    Format(
        "csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", _csl, "[\n", ",\n", "\n]\n"
    ),
    Format("jsonl", "JSON Lines", "application/jsonl; charset=utf-8", _jsonl),
)
"""Every form, in the order in which pages offer them."""
