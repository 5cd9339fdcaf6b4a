"""The page of all values of a facet: to look for one by its name, and to pick several at once."""

from dataclasses import dataclass
from functools import lru_cache

from kb.document import FIELD
from kb.engine import Facet
from kb.query import Search
from kb.text import fold
from kb.web.labels import Labels, count
from kb.web.links import Links
from kb.web.pages.search import summary_line

_PLURALS = {"city": "cities", "country": "countries"}
_folded = lru_cache(maxsize=4096)(fold)


@dataclass(frozen=True)
class Choice:
    """A value that can be picked: what it is called, how many works it would give, and whether it is picked now."""

    value: str
    label: str
    works: int
    selected: bool


@dataclass(frozen=True)
class ValuesPage:
    """All values of a facet for a search.

    - `field`, `label`: the facet
    - `search`, `search_url`: the search in words, and the way back to it
    - `find`, `find_hidden`: the letters that are looked for in names, and what the form for them carries along
    - `summary`: how many values there are
    - `choices`: those that have the letters, alphabetical, years from the latest
    - `hidden`: what the form of choices carries along: the rest of the search, and picked values that are not listed
    - `truncated`: whether there are more values than can be listed
    """

    field: str
    label: str
    search: str
    search_url: str
    find: str
    find_hidden: tuple[tuple[str, str], ...]
    summary: str
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]
    truncated: bool


def values_page(search: Search, total: int, facet: Facet, labels: Labels, find: str = "") -> ValuesPage:
    """The page for a facet of a search that finds `total` works, of values whose names have the letters `find`."""
    name, address = facet.field, Links(search)
    every = [Choice(each.value, labels.value(name, each.value), each.count, each.selected) for each in facet.values
             if each.count or each.selected]  # fmt: skip
    choices = _ordered(name, [each for each in every if _folded(find) in _folded(each.label)])
    listed = {each.value for each in choices}
    unlisted = tuple((name, each.value) for each in every if each.selected and each.value not in listed)
    return ValuesPage(
        field=name,
        label=FIELD[name].label,
        search=summary_line(search, total, labels),
        search_url=address.here(),
        find=find,
        find_hidden=(("facet", name), *address.hidden()),
        summary=_summary(name, len(choices), len(every), find),
        choices=tuple(choices),
        hidden=(*address.hidden(name), *unlisted),
        truncated=facet.truncated,
    )


def _ordered(name: str, choices: list[Choice]) -> list[Choice]:
    if name == "year":
        return sorted(choices, key=lambda each: -int(each.value))
    return sorted(choices, key=lambda each: _folded(each.label))


def _summary(name: str, listed: int, every: int, find: str) -> str:
    many = count(every, FIELD[name].label.lower(), _PLURALS.get(name))
    return f"{listed} of {many} with “{find}”" if find else many
