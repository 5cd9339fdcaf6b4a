"""Facets, the filters that are applied, and the form for years, each with the links that change the search."""

from dataclasses import dataclass
from typing import NamedTuple

from kb.document import FACETS, FIELD
from kb.engine import Facet, FacetValue
from kb.query import Search
from kb.web import links as addresses
from kb.web.labels import Labels, number
from kb.web.links import Links, Toggles

SHOWN = 8
"""Values of a facet that are shown beside the results; all are on a page of their own."""


class FacetValueView(NamedTuple):
    """A value of a facet: what it is called, how many works it would give, and the link that ticks or unticks it.

    A page has dozens: a tuple is made and printed in half the time of a dataclass.
    """

    label: str
    count: int  # type: ignore[assignment]  # in place of tuple.count, which nobody calls
    selected: bool
    toggle_url: str


@dataclass(frozen=True)
class FacetView:
    """A facet: `field` and `label`; the `values` shown, how many `more` there are (`1,000+` when there may be more
    still), and the page `more_url` of all; for themes, when two are ticked, the link `all_url` to works that match all
    of them (`all_on`: any)."""

    field: str
    label: str
    values: tuple[FacetValueView, ...]
    more: str | None
    more_url: str
    all_url: str | None
    all_on: bool


@dataclass(frozen=True)
class AppliedFilter:
    """A filter that is on: `label` with its `name`, and the link that takes it off."""

    name: str
    label: str
    remove_url: str


@dataclass(frozen=True)
class YearForm:
    """The form for a range of years: what is in it now, and what it carries along."""

    low: str
    high: str
    hidden: tuple[tuple[str, str], ...]


def facet_view(facet: Facet, search: Search, labels: Labels, links: Links) -> FacetView:
    """A facet with its links. Ticked values are always among those shown at once, where their count puts them."""
    name = facet.field
    toggles = links.toggles(name)
    ordered = _ordered(facet)
    first = ordered[:SHOWN] if len(ordered) > SHOWN + 2 else ordered
    rest = ordered[len(first) :]
    shown = [*first, *(value for value in rest if value.selected)]
    hidden = len(ordered) - len(shown)
    several = name == "theme" and len(search.filters.get(name, ())) > 1
    return FacetView(
        field=name,
        label=FIELD[name].label,
        values=tuple(_value(name, value, labels, toggles) for value in shown),
        more=f"{number(hidden)}{'+' * facet.truncated}" if hidden else None,
        more_url=addresses.values(search, name),
        all_url=links.all_of(name not in search.all_of) if several else None,
        all_on=name in search.all_of,
    )


def _ordered(facet: Facet) -> list[FacetValue]:
    """Most frequent first, as the engine gives them; years from the latest."""
    shown = [value for value in facet.values if value.count or value.selected]
    if facet.field == "year":
        return sorted(shown, key=lambda value: -int(value.value))
    return shown


def _value(name: str, value: FacetValue, labels: Labels, toggles: Toggles) -> FacetValueView:
    return FacetValueView(labels.value(name, value.value), value.count, value.selected, toggles.toggle(value.value))


def applied_filters(search: Search, labels: Labels, links: Links) -> tuple[AppliedFilter, ...]:
    """The filters that are on, in the order of the facets."""
    found = []
    for row in FACETS:
        toggles = links.toggles(row.name)
        ticked = search.filters.get(row.name, ())
        found += [AppliedFilter(row.label, labels.value(row.name, value), toggles.toggle(value)) for value in ticked]
        if row.name == "year":
            found += _year_filters(search, links)
    return tuple(found)


def _year_filters(search: Search, links: Links) -> list[AppliedFilter]:
    ends = (("year_from", "from", search.year_from), ("year_to", "up to", search.year_to))
    return [
        AppliedFilter("Year", f"{word} {end}", links.without_years(name)) for name, word, end in ends if end is not None
    ]


def year_form(search: Search, links: Links) -> YearForm:
    """The form for the range of years."""
    low, high = ("" if end is None else str(end) for end in (search.year_from, search.year_to))
    return YearForm(low, high, links.hidden("year_from", "year_to"))
