"""References in CSL-JSON, as Zotero, Pandoc and citeproc read them."""

import json
from collections.abc import Iterable
from typing import Any

from kb.export.reference import COLLECTION, Reference


def write(references: Iterable[Reference]) -> str:
    """All references as one JSON array."""
    return json.dumps([item(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def item(reference: Reference) -> dict[str, Any]:
    """One reference as a CSL item; what is unknown is left out."""
    years = [[year] for year in (reference.year, reference.year_end) if year is not None]
    fields = {
        "id": reference.id,
        "type": "webpage",
        "genre": reference.type,
        "title": reference.title,
        "author": [{"literal": COLLECTION}],
        "container-title": COLLECTION,
        "issued": {"date-parts": [[int(part) for part in reference.issued.split("-")]]} if reference.issued else None,
        "event-date": {"date-parts": years} if years else None,
        "event-place": reference.place,
        "abstract": reference.abstract,
        "language": reference.language,
        "keyword": ", ".join(reference.keywords),
        "URL": reference.url,
        "note": reference.note,
    }
    return {name: value for name, value in fields.items() if value}
