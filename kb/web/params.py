"""The address of a search, read into a Search; `kb.web.links` writes it back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from kb.document import FACETS, TYPES
from kb.engine import PAST
from kb.errors import BadQuery
from kb.query import (
    EVERYTHING,
    MAX_PER_PAGE,
    MEANINGS,
    SORTS,
    And,
    Node,
    Or,
    Phrase,
    Prefix,
    Search,
    Word,
    keyword,
    parse,
    year,
)

PER_PAGE = 20
LARGEST = {"page": PAST, "per_page": MAX_PER_PAGE}
MOST_VALUES = 100
"""Values of one filter in one search: each is part of every link of the page."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a search's address: what it means and, as a JSON schema, what it takes."""

    name: str
    help: str
    schema: Mapping[str, Any]
    many: bool = False


def _year(help_: str, name: str, many: bool = False) -> Parameter:
    return Parameter(name, help_, {"type": "integer", "minimum": 1, "maximum": 9999}, many)


def _flag(name: str, help_: str, default: int) -> Parameter:
    return Parameter(name, help_, {"type": "integer", "enum": [0, 1], "default": default})


PARAMETERS = (
    Parameter("q", 'Words, "phrases", -word, OR, prefix*, field:value. Blank means all works.', {"type": "string"}),
    Parameter("theme", "A concept of the thesaurus, as `youth`.", {"type": "string"}, many=True),
    _flag("theme_all", "1: works that have all of the themes, not just one of them.", 0),
    Parameter("city", "A city as the facet gives it, as `porto-alegre-br`.", {"type": "string"}, many=True),
    Parameter("country", "An ISO 3166 code, as `BR`.", {"type": "string", "pattern": "^[A-Za-z]{2}$"}, many=True),
    _year("The year in which a work began.", "year", many=True),
    _year("The earliest year.", "year_from"),
    _year("The latest year.", "year_to"),
    Parameter("language", "A language that a work can be read in, as `ca`.", {"type": "string"}, many=True),
    Parameter("type", "A type of work.", {"type": "string", "enum": list(TYPES)}, many=True),
    Parameter("sort", "The order: relevance when words are asked for, else newest.",
              {"type": "string", "enum": list(SORTS)}),
    Parameter("page", "The page, from 1.", {"type": "integer", "minimum": 1, "default": 1}),
    Parameter("per_page", "Results a page.",
              {"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE, "default": PER_PAGE}),
    _flag("expand", "0: only what was typed, without synonyms and translations.", 1),
    Parameter("meaning", "Works related by meaning: 1 apart from the results, merge: in one order with them by "
              "reciprocal rank, when they are ordered by relevance. Never counted; ignored without vectors.",
              {"type": "string", "enum": list(MEANINGS), "default": MEANINGS[0]}),
)  # fmt: skip
"""Every parameter, in the order in which an address names them."""

_KNOWN = {parameter.name for parameter in PARAMETERS}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def read(pairs: Iterable[tuple[str, str]]) -> Search:
    """The search that the parameters of an address ask for.

    Unknown parameters and blank values are ignored; a value that cannot be meant is a `BadQuery` that names the
    parameter. Of a parameter that takes one value the last one counts.
    """
    given = _grouped(pairs)
    last = {name: values[-1] for name, values in given.items()}
    text = last.get("q", "")
    tree = parse(text)
    low, high = (year(last[name], name) if name in last else None for name in ("year_from", "year_to"))
    if low is not None and high is not None and low > high:
        raise BadQuery(f"No year is from {low} and up to {high}.", "year_from")
    return Search(
        text=text,
        tree=tree,
        filters={row.name: _values(row.name, given[row.name]) for row in FACETS if row.name in given},
        all_of=frozenset({"theme"} if _is_on(last, "theme_all", False) else ()),
        year_from=low,
        year_to=high,
        sort=last.get("sort", default_sort(tree)),
        page=_number(last, "page", 1),
        per_page=_number(last, "per_page", PER_PAGE),
        expand=_is_on(last, "expand", True),
        meaning=last.get("meaning", MEANINGS[0]),
    )


def work(pairs: Iterable[tuple[str, str]]) -> str:
    """The id of the work that an address is about, though the whole address of the work was pasted; empty for none."""
    given = next((value.strip() for name, value in pairs if name == "id" and value.strip()), "")
    pasted = re.search(r"/documents/([^/?#\s]+)", given)
    return _UNPRINTABLE.sub(" ", unquote(pasted[1]) if pasted else given).strip()


def facet(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The facet whose values are asked for, and the letters that they have to have; `BadQuery` when it is none."""
    last = dict(pairs)
    name, names = last.get("facet", "").strip(), [row.name for row in FACETS]
    if name not in names:
        raise BadQuery(f"{name!r} is not a facet: it takes one of {', '.join(names)}.", "facet")
    return name, _UNPRINTABLE.sub(" ", last.get("find", "")).strip()


def typed(pairs: Iterable[tuple[str, str]]) -> str:
    """The query as it was typed, whatever the other parameters are worth."""
    return _grouped(pairs).get("q", [""])[-1]


def default_sort(tree: Node) -> str:
    """The order when none is asked for: by relevance when there are words to be relevant to, else newest first."""
    return "relevance" if _has_words(tree) else "newest"


def reordered(search: Search, before: Search) -> Search:
    """A search made from another one: where that was in the default order of its query, this one is too."""
    if before.sort != default_sort(before.tree):
        return search
    return replace(search, sort=default_sort(search.tree))


def _has_words(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(_has_words(child) for child in node.children)
    return isinstance(node, Word | Phrase | Prefix)


def holds_nothing(search: Search) -> bool:
    """Whether something was typed of which nothing can be searched for."""
    return bool(search.text) and search.tree == EVERYTHING


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        clean = _UNPRINTABLE.sub(" ", value).strip()
        if clean and name in _KNOWN:
            found.setdefault(name, []).append(clean)
    return found


def _values(name: str, given: list[str]) -> tuple[str, ...]:
    """The ticked values of a facet in canonical form and order, each once."""
    if len(given) > MOST_VALUES:
        raise BadQuery(f"{len(given)} values of one filter: it takes up to {MOST_VALUES}.", name)
    if name == "year":
        return tuple(str(number) for number in sorted({year(value) for value in given}))
    return tuple(sorted({keyword(name, value) for value in given}))


def _number(last: Mapping[str, str], name: str, default: int) -> int:
    value = last.get(name)
    if value is None:
        return default
    if not re.fullmatch("[0-9]{1,9}", value):
        raise BadQuery(f"{value!r}: {name} takes a whole number from 1 to {LARGEST[name]}.", name)
    return int(value)


def _is_on(last: Mapping[str, str], name: str, default: bool) -> bool:
    value = last.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise BadQuery(f"{value!r} is neither 0 nor 1.", name)
    return value == "1"
