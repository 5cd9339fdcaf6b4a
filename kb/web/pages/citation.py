"""A work for reference managers and other programs: citation, meta tags, JSON-LD; the same as the exports say."""

from typing import Any

import msgspec
from markupsafe import Markup

from kb.document import Document
from kb.export.reference import COLLECTION, Reference
from kb.web import links
from kb.web.labels import place, years


def citation(reference: Reference, document: Document) -> str:
    """How to cite a work: the collection, when its pages were read, title, what it is about, where it stands."""
    issued = f" ({reference.issued[:4]})" if reference.issued else ""
    about = [reference.type.capitalize(), place(document), years(document)]
    told = ", ".join(part for part in about if part)
    where = f" {reference.url}" if reference.url else ""
    return f"{COLLECTION}{issued}. “{reference.title.rstrip('.')}”. {told}.{where}"


def meta(reference: Reference, document: Document) -> tuple[tuple[str, str], ...]:
    """Names and contents of the Highwire and Dublin Core tags that reference managers read."""
    issued = reference.issued or ""
    found = [
        ("description", reference.abstract),
        ("citation_title", reference.title),
        ("citation_author", COLLECTION),
        ("citation_publication_date", issued.replace("-", "/")),
        ("citation_language", reference.language),
        ("citation_public_url", reference.url),
        ("DC.title", reference.title),
        ("DC.creator", COLLECTION),
        ("DC.type", reference.type),
        ("DC.language", reference.language),
        ("DC.date", issued),
        ("DC.coverage", place(document)),
        ("DC.coverage", years(document)),
        *(("DC.subject", keyword) for keyword in reference.keywords),
        ("DC.rights", document.license),
    ]
    return tuple((name, content) for name, content in found if content)


def json_ld(reference: Reference, document: Document, site: str) -> Markup:
    """The work as schema.org JSON-LD, safe inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": f"{site}{links.work(document.id)}",
        "name": reference.title,
        "abstract": reference.abstract,
        "inLanguage": reference.language,
        "about": [
            {"@type": "DefinedTerm", "@id": f"{site}{links.theme(theme)}", "name": name}
            for theme, name in zip(document.themes, reference.keywords, strict=True)
        ],
        "spatialCoverage": _where(document),
        "temporalCoverage": (years(document) or "").replace("–", "/"),
        "creator": {"@type": "Organization", "name": COLLECTION},
        "datePublished": reference.issued,
        "mentions": {"@type": "Organization", "name": document.organiser} if document.organiser else None,
        "citation": [source.url for source in document.sources],
        "license": document.license,
        "isPartOf": {"@type": "Collection", "name": COLLECTION, "url": f"{site}/"},
    }
    return json_script({key: value for key, value in data.items() if value})


def _where(document: Document) -> dict[str, Any] | None:
    if (name := place(document)) is None:
        return None
    found: dict[str, Any] = {"@type": "Place", "name": name}
    if document.latitude is not None and document.longitude is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": document.latitude,
            "longitude": document.longitude,
        }
    return found


def json_script(data: Any) -> Markup:
    """JSON that stands inside a script element: nothing in it can end the element."""
    text = msgspec.json.encode(data).decode()
    # S704: the three characters that HTML looks at are escaped as JSON.
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
