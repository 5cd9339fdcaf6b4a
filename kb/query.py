"""The query language, text to tree and back, and Search: everything that a search asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.document import FIELD, FIELDS, TYPES
from kb.errors import BadQuery
from kb.text import words

SORTS = ("relevance", "newest", "oldest", "title")
MEANINGS = ("0", "1", "merge")
MAX_PER_PAGE = 100
MAX_DEPTH = 30


@dataclass(frozen=True)
class Word:
    """A word, anywhere or in one text field."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Phrase:
    """Words next to each other, in order."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Prefix:
    """Words that begin like this."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Filter:
    """A value of a keyword field."""

    field: str
    value: str


@dataclass(frozen=True)
class Range:
    """Years from low to high, both included; `None` leaves a side open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class And:
    """All of these."""

    children: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """At least one of these."""

    children: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """Not this."""

    child: "Node"


@dataclass(frozen=True)
class Everything:
    """All works: what a blank query means."""


Node = Word | Phrase | Prefix | Filter | Range | And | Or | Not | Everything
EVERYTHING = Everything()

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<minus>-(?=[^\s)-]))
    | (?P<open>\() | (?P<close>\))
    | (?P<scope>[^\W\d_]+):\(
    | (?:(?P<field>[^\W\d_]+):(?!//)(?=[^\s:]))?
      (?: "(?P<phrase>[^"]*)(?:"|\Z) | (?P<word>[^\s"()]+) )
    )""",
    re.VERBOSE,
)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_QUOTES = str.maketrans("“”„«»", '"""""')


def parse(text: str) -> Node:
    """The tree of a query. `BadQuery` names an unknown field or a bad value or none, and where it stands; no other
    input is refused: what holds no letter or digit is left out, an open quote or parenthesis ends with the text."""
    return _Parser(_UNPRINTABLE.sub(" ", text).translate(_QUOTES)).parse()


class _Parser:
    """Recursive descent, one method for each precedence."""

    def __init__(self, text: str) -> None:
        self.tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup]
        self.at = 0
        self.depth = 0
        self.scope: str | None = None
        """The field of the group that is being read."""

    def parse(self) -> Node:
        parts = []
        while self.at < len(self.tokens):
            parts.append(self.either())
            if self._next("close"):  # a parenthesis that nothing opened
                self.at += 1
        return _all(parts)

    def _next(self, kind: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].lastgroup == kind

    def _keyword(self, *names: str) -> bool:
        return self._next("word") and not self._field() and self.tokens[self.at]["word"] in names

    def _field(self) -> str | None:
        return self.tokens[self.at]["field"]

    def either(self) -> Node:
        options = [self.every()]
        while self._keyword("OR"):
            self.at += 1
            options.append(self.every())
        kept = [option for option in options if option != EVERYTHING]
        if len(kept) < 2:
            return kept[0] if kept else EVERYTHING
        return Or(_flat(Or, kept))

    def every(self) -> Node:
        parts = []
        while self.at < len(self.tokens) and not self._keyword("OR") and not self._next("close"):
            parts.append(self.unary())
        return _all(parts)

    def unary(self) -> Node:
        if self._keyword("AND"):
            self.at += 1
            return EVERYTHING
        if self._next("minus") or self._keyword("NOT"):
            self.at += 1
            child = self.unary() if self.at < len(self.tokens) and not self._next("close") else EVERYTHING
            if isinstance(child, Not):
                return child.child
            return EVERYTHING if child == EVERYTHING else Not(child)
        if self._next("open"):
            return self.group()
        return self.scoped() if self._next("scope") else self.atom()

    def scoped(self) -> Node:
        """A field before a group: everything in there that names no field of its own is looked for in this one."""
        match = self.tokens[self.at]
        position = match.start("scope") + 1
        outer, self.scope = self.scope, _known(match["scope"], position)
        inner = self.group()
        if inner == EVERYTHING and self.depth < MAX_DEPTH:  # what is deeper was not read
            raise _no_value(match["scope"], position)
        self.scope = outer
        return inner

    def group(self) -> Node:
        self.at += 1
        self.depth += 1
        # Deeper than anyone types: the parentheses are read past, so that no input exhausts the stack.
        inner = self.either() if self.depth <= MAX_DEPTH else EVERYTHING
        self.depth -= 1
        if self._next("close"):
            self.at += 1
        return inner

    def atom(self) -> Node:
        match = self.tokens[self.at]
        self.at += 1
        quoted = match["phrase"] is not None
        raw = match["phrase"] if quoted else match["word"]
        if match["field"] is not None:
            position = match.start("field") + 1
            return _with_field(_known(match["field"], position), raw, quoted, position)
        position = match.start("phrase" if quoted else "word") + 1
        alone, colon, rest = raw.partition(":")
        if not quoted and colon and alone.lower() in _QUERY_FIELDS and not rest.startswith("//"):
            raise _no_value(alone, position)
        return _with_field(self.scope, raw, quoted, position) if self.scope else _plain(raw, quoted, None)


_QUERY_FIELDS = tuple(row.name for row in FIELDS if row.query)


def _known(name: str, position: int) -> str:
    """A field as typed, as it is called."""
    if name.lower() in _QUERY_FIELDS:
        return name.lower()
    known = ", ".join(f"{known}:" for known in _QUERY_FIELDS)
    raise BadQuery(f"There is no field {name!r} (character {position}). The fields are {known}", "q")


def _no_value(name: str, position: int) -> BadQuery:
    return BadQuery(f"{name}: has no value (character {position}): it takes one right behind it, without a space.", "q")


def _plain(raw: str, quoted: bool, name: str | None) -> Node:
    if not words(raw):
        return EVERYTHING
    if quoted:
        return Phrase(" ".join(raw.split()), name)
    if raw.endswith("*"):
        return Prefix(raw.rstrip("*"), name)
    return Word(raw, name)


def _with_field(name: str, raw: str, quoted: bool, position: int) -> Node:
    if not raw.strip():
        raise _no_value(name, position)
    if FIELD[name].kind == "text":
        return _plain(raw, quoted, name)
    if name == "year":
        return _years(raw, position)
    return Filter(name, keyword(name, raw.strip(), f" (character {position})"))


def keyword(name: str, value: str, where: str = "") -> str:
    """A value of a keyword field in the form that works are filed under; `BadQuery` when it cannot be one."""
    if name == "country":
        if not re.fullmatch("[A-Za-z]{2}", value):
            raise BadQuery(f"{value!r} is not a country{where}: it takes a code of two letters, as ES.", name)
        return value.upper()
    value = value.lower()
    if name == "type" and value not in TYPES:
        raise BadQuery(f"{value!r} is not a type of work{where}: it takes one of {', '.join(TYPES)}.", name)
    if name == "language" and not re.fullmatch("[a-z]{2,3}(-[a-z0-9]+)*", value):
        raise BadQuery(f"{value!r} is not a language{where}: it takes a code, as ca.", name)
    if not value:
        raise BadQuery(f"{name}: has no value{where}.", name)
    return value


def year(value: str, name: str = "year", where: str = "") -> int:
    """A year from 1 to 9999; `BadQuery` names what was found instead."""
    if not re.fullmatch("[0-9]{1,4}", value) or int(value) == 0:
        raise BadQuery(f"{value!r} is not a year{where}: it takes a number from 1 to 9999, as 2019.", name)
    return int(value)


def _years(raw: str, position: int) -> Range:
    where = f" (character {position})"
    low, dots, high = raw.partition("..")
    if not dots:
        return Range("year", year(low, "year", where), year(low, "year", where))
    if not low and not high:
        raise BadQuery(f"'..' is not a range of years{where}: it takes 2010..2020, 2010.. or ..2020.", "year")
    first, last = (year(end, "year", where) if end else None for end in (low, high))
    if first is not None and last is not None and first > last:
        raise BadQuery(f"No year is from {first} and up to {last}{where}.", "year")
    return Range("year", first, last)


def _flat(kind: type[And] | type[Or], parts: list[Node]) -> tuple[Node, ...]:
    """Children without repeats, with children of the same kind taken in."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.children if isinstance(part, kind) else (part,))
    return tuple(dict.fromkeys(flat))


def _all(parts: list[Node]) -> Node:
    kept = _flat(And, [part for part in parts if part != EVERYTHING])
    if len(kept) < 2:
        return kept[0] if kept else EVERYTHING
    return And(kept)


def to_text(node: Node) -> str:
    """The tree as a query that parses to the same tree."""
    match node:
        case Word(text, name):
            return _prefixed(name, text)
        case Phrase(text, name):
            return _prefixed(name, f'"{text}"')
        case Prefix(text, name):
            return _prefixed(name, f"{text}*")
        case Filter(name, value):
            return _prefixed(name, f'"{value}"' if re.search(r'[\s()"]|^(?::|//)', value) else value)
        case Range(name, low, high):
            return f"{name}:{low}" if low == high else f"{name}:{low or ''}..{high or ''}"
        case And(children):
            return " ".join(f"({to_text(child)})" if isinstance(child, Or) else to_text(child) for child in children)
        case Or(children):
            return " OR ".join(
                f"({to_text(child)})" if isinstance(child, And) else to_text(child) for child in children
            )
        case Not(child):
            return f"-({to_text(child)})" if isinstance(child, And | Or) else f"-{to_text(child)}"
    return ""


def _prefixed(name: str | None, text: str) -> str:
    if name and text.startswith((":", "//")):  # behind a colon this would be no field any more
        return f"{name}:({text})"
    return f"{name}:{text}" if name else text


@dataclass(frozen=True)
class Search:
    """A search: the query as typed and as a tree, filters, order and page.

    `filters` maps a facet to its ticked values (for `year`, digits); values of one filter are ORed unless it is
    named in `all_of`. `expand` says whether the thesaurus adds other languages and synonyms, `meaning` whether works
    related by meaning are shown: not (0), apart (1), or merged with the hits. `only_hits` asks for hits and their total
    alone: no facets, no nearby works, no correction.
    """

    text: str = ""
    tree: Node = EVERYTHING
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_of: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    sort: str = "relevance"
    page: int = 1
    per_page: int = 20
    expand: bool = True
    meaning: str = "0"
    only_hits: bool = False

    @classmethod
    def of(cls, text: str = "", **settings: object) -> "Search":
        """A search for a query as typed; the other fields by name."""
        return cls(text=text, tree=parse(text), **settings)  # type: ignore[arg-type]

    def __post_init__(self) -> None:
        for name in self.filters:
            if name not in FIELD or not FIELD[name].facet:
                raise BadQuery(f"There is no filter {name!r}.", name)
        for value in self.filters.get("year", ()):
            year(value)
        if self.sort not in SORTS:
            raise BadQuery(f"{self.sort!r} is not an order: it takes one of {', '.join(SORTS)}.", "sort")
        if self.meaning not in MEANINGS:
            raise BadQuery(f"{self.meaning!r} is none of {', '.join(MEANINGS)}.", "meaning")
        if self.page < 1:
            raise BadQuery(f"{self.page} is not a page: the first is 1.", "page")
        if not 1 <= self.per_page <= MAX_PER_PAGE:
            raise BadQuery(f"{self.per_page} results a page: it takes 1 to {MAX_PER_PAGE}.", "per_page")
