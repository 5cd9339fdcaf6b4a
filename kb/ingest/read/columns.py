"""Foreign names of columns and keys, and what they are called here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.errors import BadDocument
from kb.ingest import date
from kb.ingest.declared import CASTS, DERIVED
from kb.ingest.read.content import Content
from kb.text import slug

_SYNONYMS = {
    "id": "identifier identificador identifiant identificatore kennung slug",
    "type": "tipo tipus typ kind document-type",
    "title": "titulo titre titol titolo titel name nombre nom nome project-name practice experience",
    "summary": "resumen resume resumo resum riassunto zusammenfassung abstract description descripcion descricao"
    " descripcio descrizione beschreibung short-description",
    "body": "text texto texte testo contenido contenu content conteudo contingut",
    "city": "ciudad ville cidade ciutat citta stadt municipality municipio municipi municipality-name commune comune"
    " gemeinde localidad town localite",
    "region": "provincia province estado state departamento departement land comunidad-autonoma regione regio regiao",
    "country": "pais pays paese land-staat staat country-code nation",
    "year": "ano annee any anno jahr start-year year-start start-date date-start fecha-de-inicio fecha-inicio inicio"
    " date-de-debut debut data-de-inicio data-d-inici data-inici startdatum beginn date fecha data ano-de-inicio"
    " annee-de-debut any-d-inici begin",
    "year_end": "end-year year-end end-date date-end fecha-de-fin fecha-fin fin date-de-fin data-de-fim fim"
    " data-fi enddatum ende ano-de-fin annee-de-fin any-de-fi",
    "themes": "theme tema temas themen thema temes temi tags keywords mots-cles palabras-clave palavras-chave etiquetas"
    " etiquetes categories categorias categoria category",
    "language": "idioma langue lingua llengua lengua sprache lang",
    "organiser": "organizer organisateur organizador organitzador organizzatore organisator veranstalter promoter"
    " institution entidad entitat",
    "sources": "source fuente fuentes fonte fontes font fonts quelle quellen url urls link links web website sitio-web"
    " site-web enlace enlaces",
    "latitude": "lat latitud latitudine breite", "longitude": "lon lng long longitud longitudine lange",
    "license": "licence licencia licenca llicencia licenza lizenz", "award": "premio prix premi preis distinction",
}  # fmt: skip

FIELDS = frozenset((*CASTS, "body"))
"""What a column may be called here."""

_NAMES = {slug(name): field for field in FIELDS for name in (field, *_SYNONYMS.get(field, "").split())}


@dataclass(frozen=True)
class Columns:
    """How the columns of one file are read: `names` from the slug of a column to a field (`None` leaves it out),
    `values` from a field and the slug of a value to what stands for it here."""

    names: Mapping[str, str | None] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def field(self, column: str) -> str | None:
        """The field that a column gives; `None` when it is none of ours."""
        key = slug(column)
        return self.names[key] if key in self.names else _NAMES.get(key)

    def drops(self, column: str) -> bool:
        """Whether the mapping says to leave the column out."""
        return self.names.get(slug(column), "") is None

    def value(self, name: str, value: Any) -> Any:
        """A value in our words: each part of a list that the mapping knows is exchanged."""
        known = self.values.get(name)
        if not known or value is None:
            return value
        given = value if isinstance(value, list) else str(value).split(";")
        changed = [known.get(slug(str(part)), part if isinstance(value, list) else part.strip()) for part in given]
        flat = [item for part in changed for item in (part if isinstance(part, list) else [part]) if item is not None]
        return flat if name == "themes" or isinstance(value, list) else next(iter(flat), None)


def columns(content: Content) -> Columns:
    """The mapping beside a file: `columns:` from its names to ours, `values:` by field from its values to ours."""
    given = content.columns
    names, values = given.get("columns") or {}, given.get("values") or {}
    where = f"{content.path.stem}.mapping.yaml"
    if set(given) - {"columns", "values"} or not (isinstance(names, dict) and isinstance(values, dict)):
        raise BadDocument(f"{where}: expected `columns:` and `values:`, each with `theirs: ours` below.", where)
    for theirs, ours in names.items():
        if ours is not None and ours not in FIELDS:
            raise BadDocument(
                f"{where}: found {theirs!r}: {ours!r}, expected one of {', '.join(sorted(FIELDS))} or nothing.", where
            )
    if not all(isinstance(known, dict) for known in values.values()):
        raise BadDocument(f"{where}: expected below `values:` a field, and below it `theirs: ours`.", where)
    return Columns(
        {slug(str(theirs)): ours for theirs, ours in names.items()},
        {field: {slug(str(theirs)): ours for theirs, ours in known.items()} for field, known in values.items()},
    )


def declare(row: Mapping[str, Any], known: Columns) -> tuple[dict[str, Any], str]:
    """What a row states, under our names, and its text: nothing is lost, a column of no field becomes a section."""
    declared: dict[str, Any] = {}
    body: list[str] = []
    for column, value in row.items():
        name = known.field(column)
        if _is_blank(value) or known.drops(column) or (name is None and column in DERIVED):
            continue
        if name == "body":
            body.insert(0, str(value).strip() if not isinstance(value, list | dict) else markdown(value))
        elif name is None or name in declared:
            body.append(f"## {column.strip()}\n\n{markdown(value)}")
        else:
            declared[name] = known.value(name, value)
    return declared, "\n\n".join(body)


def _is_blank(value: Any) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def markdown(value: Any, indent: str = "") -> str:
    """Any value as Markdown: lists and mappings as nested lists."""
    if isinstance(value, Mapping):
        return "\n".join(f"{indent}- {key}: {_inline(item, indent)}" for key, item in value.items())
    if isinstance(value, list):
        return "\n".join(f"{indent}- {_inline(item, indent)}" for item in value)
    return str(value).strip()


def _inline(value: Any, indent: str) -> str:
    nested = isinstance(value, Mapping | list)
    text = markdown(value, f"{indent}  ")
    return f"\n{text}" if nested else " ".join(text.split())


def derived_id(declared: Mapping[str, Any], title: str = "") -> str:
    """The id of a row that states none, from city, title and year; the same each time."""
    parts: list[str] = []
    for name in ("city", "title", "year"):
        value = str(declared.get(name) or (title if name == "title" else ""))
        years = date.parse(value) if name == "year" else None
        part = slug(str(years.first) if years else value)
        if part and part not in "-".join(parts):
            parts.append(part)
    whole = "-".join(parts)
    return whole if len(whole) <= 80 else whole[:80].rpartition("-")[0]


def titled(names: Iterable[str], known: Columns) -> bool:
    """Whether one of the columns is the title, without which nothing can be told apart."""
    return any(known.field(name) == "title" for name in names)
