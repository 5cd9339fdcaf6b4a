"""The record: a work and its language versions, the one field table, and front matter in and out."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
import yaml

from kb.errors import BadDocument
from kb.text import slug

TYPES = {
    "practice": "practices",
    "award": "awards",
    "declaration": "declarations",
    "charter": "charters",
    "agenda": "agendas",
    "conference": "conferences",
    "news": "news",
    "session": "sessions",
    "video": "videos",
    "network": "networks",
    "report": "reports",
}
"""Each type of work with its plural, which is also its folder in the corpus."""

Kind = Literal["text", "keyword", "integer"]


@dataclass(frozen=True)
class Field:
    """One row of the field table: what every engine, query prefix, facet and page derives from.

    `weight` is what a word found there counts in ranking; `many` says that a work can have several values;
    `query` is whether `name:value` may be typed in a query.
    """

    name: str
    kind: Kind
    label: str
    help: str
    facet: bool = False
    many: bool = False
    weight: float = 0.0
    query: bool = False


FIELDS = (
    Field("title", "text", "Title", "The name of the work, in each language it can be read in.", weight=4, query=True),
    Field("summary", "text", "Summary", "One or two sentences.", weight=2),
    Field("body", "text", "Text", "The whole text.", weight=1),
    Field("place", "text", "Place", "The names that the city, region and country go by.", weight=2),
    Field("theme", "keyword", "Theme", "Concepts of the thesaurus.", facet=True, many=True, query=True),
    Field("city", "keyword", "City", "City and country, as in `porto-alegre-br`.", facet=True, query=True),
    Field("country", "keyword", "Country", "ISO 3166 alpha-2 code.", facet=True, query=True),
    Field("year", "integer", "Year", "The year in which it began.", facet=True, query=True),
    Field("language", "keyword", "Language", "Languages it can be read in.", facet=True, many=True, query=True),
    Field("type", "keyword", "Type", "What kind of work it is.", facet=True, query=True),
    Field("id", "keyword", "Id", "The name of its file.", query=True),
    Field("related", "keyword", "Related", "Works that it names, by id.", many=True, query=True),
)
ZONES = tuple(row for row in FIELDS if row.kind == "text")
FACETS = tuple(row for row in FIELDS if row.facet)
FIELD = {row.name: row for row in FIELDS}


def fields_fingerprint() -> str:
    """A short hash of the field table and the record: an index made for another one has to be rebuilt."""
    shape = repr(FIELDS) + repr(msgspec.json.schema(Document))
    return hashlib.sha256(shape.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Version:
    """A work in one language. `translation` says who translated it; `None` for an original."""

    language: str
    title: str
    summary: str = ""
    body: str = ""
    translation: str | None = None


@dataclass(frozen=True)
class Source:
    """A page that the work rests on, and when it was read (`2026-11`, `2026-11-23`)."""

    url: str
    read: str | None = None


@dataclass(frozen=True)
class Award:
    """An edition of an award and what it gave: winner, finalist, special mention."""

    edition: int | None = None
    year: int | None = None
    distinction: str | None = None


@dataclass(frozen=True)
class Figure:
    """A number worth comparing, with its unit (a currency is its ISO 4217 code) and year."""

    what: str
    value: float
    unit: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Related:
    """Another work, or one commitment of it."""

    work: str
    commitment: int | None = None


OriginKind = Literal["stated", "text", "gazetteer", "detector", "curator"]


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: `evidence` is the sentence, key or file; `confidence` a detector's, 0 to 1."""

    kind: OriginKind
    evidence: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class Document:
    """A work. What is unknown is `None` or empty, never 0.

    `original` is the language of the original version; `place_names` are the other names of the city in any language
    and script, from the gazetteer, `area_names` those of the region, of the parts of the world that it lies in and of
    what belongs to its country (Balkans, Catalan); `origin` says for each filled field where its value comes from.
    """

    id: str
    type: str
    versions: tuple[Version, ...]
    original: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    place_names: tuple[str, ...] = ()
    area_names: tuple[str, ...] = ()
    year: int | None = None
    year_end: int | None = None
    themes: tuple[str, ...] = ()
    organiser: str | None = None
    award: Award | None = None
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    related: tuple[Related, ...] = ()
    license: str | None = None
    origin: Mapping[str, Origin] = field(default_factory=dict)

    def version(self, language: str | None = None) -> Version:
        """The version in a language; where there is none, the original."""
        chosen = {version.language: version for version in self.versions}
        return chosen.get(language or "", chosen.get(self.original, self.versions[0]))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the work can be read in, the original's first."""
        others = sorted(version.language for version in self.versions if version.language != self.original)
        return (self.original, *others)

    @property
    def city_key(self) -> str | None:
        """The city as facet value and address: `porto-alegre-br`."""
        if self.city is None:
            return None
        return slug(self.city) + (f"-{self.country.lower()}" if self.country else "")


def values(document: Document, name: str) -> tuple[str, ...] | tuple[int, ...]:
    """The values that a work has in a keyword or integer field; empty when it has none."""
    match name:
        case "theme":
            return document.themes
        case "language":
            return document.languages
        case "city":
            return (document.city_key,) if document.city_key else ()
        case "year":
            return () if document.year is None else (document.year,)
        case "related":
            return tuple(dict.fromkeys(each.work for each in document.related))
    value: str | None = getattr(document, name)
    return () if value is None else (value,)


def to_json(document: Document) -> bytes:
    """The whole record as JSON, fields in their order."""
    return msgspec.json.encode(document)


_decoder = msgspec.json.Decoder(Document)


def from_json(data: bytes | str) -> Document:
    """The record that `to_json` wrote; `BadDocument` when it is not one."""
    try:
        return _decoder.decode(data)
    except msgspec.DecodeError as error:
        raise BadDocument(f"Not a work: {error}") from error


class _Loader(yaml.SafeLoader):
    """YAML in which only whole and decimal numbers, true, false and null are not text.

    YAML 1.1 turns `no` into false and `2019-02-30` into an exception; a curator means the words.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (declared so by PyYAML)

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """A node; an alias is refused: a few lines of aliases to aliases stand for gigabytes when written out."""
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]  # the types leave it out
            raise BadDocument(
                f"The alias *{event.anchor} (line {event.start_mark.line + 2}) is not followed: write out what it"
                " stands for.",
                "front matter",
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping, refused when a key stands in it twice: one of the values would be lost without a word."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise BadDocument(
                    f"The key {key.value!r} stands twice (line {key.start_mark.line + 2}).", str(key.value)
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("merge", r"^<<$", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a Markdown text; the front matter is empty when there is none.

    `BadDocument` says what is wrong with the YAML, and on which line of the file.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        # S506: a subclass of SafeLoader
        data = yaml.load(found[1], _Loader) or {}  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise BadDocument(f"The front matter is not YAML (line {line}): {error.problem}.", "front matter") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadDocument(f"The front matter is not YAML: {error}.", "front matter") from error
    if not isinstance(data, dict):
        raise BadDocument("The front matter is not a list of `key: value` lines.", "front matter")
    return {str(key): value for key, value in data.items()}, text[found.end() :]


def join_front_matter(data: Mapping[str, Any], body: str) -> str:
    """A Markdown text with YAML front matter, keys in the order given."""
    head = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=120)
    return f"---\n{head}---\n\n{body.strip()}\n" if body.strip() else f"---\n{head}---\n"


_SHARED = ("city", "region", "country", "year", "year_end", "themes", "organiser", "award", "figures", "sources",
           "related", "license")  # fmt: skip


def to_markdown(document: Document, language: str) -> str:
    """One version of a work as the file `<id>.<language>.md` holds it: shared fields stand in the original."""
    version = document.version(language)
    head: dict[str, Any] = {"title": version.title, "summary": version.summary}
    if version.language == document.original:
        shared = {name: _plain(getattr(document, name)) for name in _SHARED}
        head = {"type": document.type, **head, **{name: value for name, value in shared.items() if value}}
        if document.origin.get("latitude", Origin("gazetteer")).kind != "gazetteer":
            head |= {"latitude": document.latitude, "longitude": document.longitude,
                     "coordinates_source": document.origin["latitude"].evidence}  # fmt: skip
    else:
        head["translation"] = version.translation
    return join_front_matter(head, version.body)


def _plain(value: Any) -> Any:
    """A value of the record as YAML writes it: mappings without their empty parts."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {key: item for key, item in msgspec.to_builtins(value).items() if item not in (None, "")}
    return value
