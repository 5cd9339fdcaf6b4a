"""Files of works, piece by piece."""

import csv as table
import io
import json

import pytest

from kb.document import Document, from_json
from kb.export import bibtex, reference, ris
from kb.export.reference import Reference
from kb.vocabulary import Vocabulary
from kb.web.formats import FORMATS, Format

BY_SUFFIX = {form.suffix: form for form in FORMATS}


def _refer(work: Document) -> Reference:
    return reference.of(work, Vocabulary({}), "https://kb.example")


def _pieces(form: Format, works: tuple[Document, ...]) -> str:
    return "".join(form.pieces([works[:5], works[5:9], works[9:], ()], _refer))


def test_pieces_make_the_file_that_would_be_written_at_once(works: tuple[Document, ...]) -> None:
    """Of tables, references and records alike."""
    references = [_refer(work) for work in works]
    assert _pieces(BY_SUFFIX["ris"], works) == ris.write(references)
    assert _pieces(BY_SUFFIX["bib"], works) == bibtex.write(references)
    assert [item["id"] for item in json.loads(_pieces(BY_SUFFIX["csl.json"], works))] == [work.id for work in works]
    assert [from_json(line) for line in _pieces(BY_SUFFIX["jsonl"], works).splitlines()] == list(works)
    rows = list(table.DictReader(io.StringIO(_pieces(BY_SUFFIX["csv"], works))))
    assert [row["id"] for row in rows] == [work.id for work in works]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_a_file_of_no_works_is_a_file(form: Format) -> None:
    """A header, an empty list, or nothing at all."""
    text = "".join(form.pieces([()], _refer))
    if form.suffix == "csl.json":
        assert json.loads(text) == []
    elif form.suffix == "csv":
        assert text.startswith("id,type,title,")
        assert len(text.splitlines()) == 1
    else:
        assert text == ""
