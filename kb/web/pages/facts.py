"""What is known about a work: facts, figures, and where each value comes from."""

from dataclasses import dataclass
from typing import Any

from kb.document import Award, Document, Figure
from kb.web.labels import Labels, joined, language, number

KINDS = {
    "stated": "stated in the document",
    "text": "found in the text",
    "gazetteer": "from the gazetteer",
    "detector": "recognised automatically",
    "curator": "set by a curator",
}
NAMES = {
    "year_end": "End year",
    "place_names": "Names of the place",
    "area_names": "Names of its region",
    "original": "Language",
}


@dataclass(frozen=True)
class FactView:
    """A fact: its `label`, its `value`, and a `url` where there is more."""

    label: str
    value: str
    url: str | None = None


@dataclass(frozen=True)
class FigureView:
    """A number: what it counts, its value with unit, and its year."""

    what: str
    value: str
    year: str


@dataclass(frozen=True)
class OriginView:
    """Where some values come from: the kind of origin, the evidence, and the label and value of each field."""

    kind: str
    evidence: str
    values: tuple[tuple[str, str], ...]


def facts(document: Document) -> tuple[FactView, ...]:
    """Organiser, award, population and coordinates, as far as they are known."""
    found = [
        FactView("Organiser", document.organiser or ""),
        FactView("Award", award(document.award)),
        FactView("Population", number(document.population) if document.population else ""),
        FactView("Coordinates", _coordinates(document), _map_url(document)),
    ]
    return tuple(fact for fact in found if fact.value)


def award(award: Award | None) -> str:
    """An award in words: `Special mention, 9th edition, 2015`."""
    if award is None:
        return ""
    edition = f"{ordinal(award.edition)} edition" if award.edition else ""
    parts = [award.distinction or "", edition, str(award.year or "")]
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def ordinal(value: int) -> str:
    """`1st`, `2nd`, `11th`, `21st`."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def figures(document: Document) -> tuple[FigureView, ...]:
    """The figures of a work, with their units."""
    return tuple(FigureView(each.what, amount(each), str(each.year or "")) for each in document.figures)


def amount(figure: Figure) -> str:
    """A value with its unit: `5%`, `EUR 1,500,000`, `300 people`; a unit that `what` already names is left out."""
    value = number(figure.value)
    if figure.unit in ("percent", "%"):
        return f"{value}%"
    if len(figure.unit) == 3 and figure.unit.isupper():
        return f"{figure.unit} {value}"
    return value if figure.unit.lower() in figure.what.lower() else f"{value} {figure.unit}".strip()


def _coordinates(document: Document) -> str:
    if document.latitude is None or document.longitude is None:
        return ""
    north = f"{abs(document.latitude):.2f}° {'N' if document.latitude >= 0 else 'S'}"
    east = f"{abs(document.longitude):.2f}° {'E' if document.longitude >= 0 else 'W'}"
    return f"{north}, {east}"


def _map_url(document: Document) -> str | None:
    if document.latitude is None or document.longitude is None:
        return None
    at = f"{document.latitude:.4f}", f"{document.longitude:.4f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=11/{at[0]}/{at[1]}"


def origins(document: Document, labels: Labels) -> tuple[OriginView, ...]:
    """Where each value comes from, in the order of the record; values of one origin stand together."""
    order = list(Document.__dataclass_fields__)
    names = sorted(document.origin, key=lambda name: (order.index(name) if name in order else len(order), name))
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in names:
        origin = document.origin[name]
        sure = f" ({origin.confidence:.0%} sure)" if origin.confidence is not None else ""
        label = NAMES.get(name, name.replace("_", " ").capitalize())
        found.setdefault((KINDS[origin.kind] + sure, origin.evidence), []).append(
            (label, _value(name, document, labels))
        )
    return tuple(OriginView(kind, evidence, tuple(values)) for (kind, evidence), values in found.items())


def _value(name: str, document: Document, labels: Labels) -> str:
    """A value in words; of what the page shows in full elsewhere, nothing or how many there are."""
    value: Any = getattr(document, name, None)
    match name:
        case "themes":
            return joined([labels.value("theme", theme) for theme in document.themes])
        case "country" | "type":
            return labels.value(name, value) if value else ""
        case "language" | "original":
            return language(document.original)
        case "award":
            return award(document.award)
        case "latitude" | "longitude" | "population":
            return "" if value is None else number(value)
    if isinstance(value, tuple):
        return ", ".join(value) if all(isinstance(each, str) for each in value) else str(len(value))
    return "" if value is None else str(value)
