"""A work for reference managers and other programs: citation, meta tags, JSON-LD."""

from typing import Any

import msgspec
from markupsafe import Markup

from kb.document import Document, Version
from kb.web import links
from kb.web.labels import Labels, place, years

NAME = "Local Democracy Knowledge Base"
"""What the site is called."""


def citation(document: Document, version: Version, site: str) -> str:
    """How to cite a work: organiser, title, place and year, where it stands."""
    who = f"{document.organiser.rstrip('.')}. " if document.organiser else ""
    facts = ", ".join(part for part in (place(document), years(document)) if part)
    where = f" {facts}." if facts else ""
    return f"{who}“{version.title.rstrip('.')}”.{where} In: {NAME}. {site}{links.work(document.id)}"


def meta(document: Document, version: Version, labels: Labels, site: str) -> tuple[tuple[str, str], ...]:
    """Names and contents of the Highwire and Dublin Core tags that reference managers read."""
    themes = [("DC.subject", labels.value("theme", theme)) for theme in document.themes]
    found = [
        ("description", version.summary),
        ("citation_title", version.title),
        ("citation_author", document.organiser),
        ("citation_publication_date", str(document.year or "")),
        ("citation_language", version.language),
        ("citation_public_url", f"{site}{links.work(document.id)}"),
        ("DC.title", version.title),
        ("DC.type", document.type),
        ("DC.language", version.language),
        ("DC.coverage", place(document)),
        ("DC.date", years(document)),
        *themes,
        ("DC.rights", document.license),
    ]
    return tuple((name, content) for name, content in found if content)


def json_ld(document: Document, version: Version, labels: Labels, site: str) -> Markup:
    """The work as schema.org JSON-LD, safe inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": f"{site}{links.work(document.id)}",
        "name": version.title,
        "abstract": version.summary,
        "inLanguage": version.language,
        "about": [{"@type": "DefinedTerm", "name": labels.value("theme", theme)} for theme in document.themes],
        "spatialCoverage": _where(document),
        "temporalCoverage": (years(document) or "").replace("–", "/"),
        "creator": {"@type": "Organization", "name": document.organiser} if document.organiser else None,
        "citation": [source.url for source in document.sources],
        "license": document.license,
        "isPartOf": {"@type": "Collection", "name": NAME, "url": f"{site}/"},
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
