"""Why a search does not find a work, or at which rank it does, in words."""

from dataclasses import dataclass, replace

from kb.document import FIELD, Document
from kb.explain import DEEPEST, Condition, Explanation
from kb.query import Search
from kb.web import links
from kb.web.labels import Labels, Text, count, joined, number, place, type_, years
from kb.web.links import Links
from kb.web.pages.hits import shown_language
from kb.web.pages.search import summary_line


@dataclass(frozen=True)
class AskedView:
    """The work that was asked about: its title, address, type, place and years."""

    title: Text
    url: str
    type: str
    place: str | None
    years: str | None


@dataclass(frozen=True)
class ConditionView:
    """One thing that the search asks for: what it is, whether the work has it, how many works there would be without
    it, and the search for these."""

    label: str
    met: bool
    without: str
    url: str


@dataclass(frozen=True)
class ExplanationPage:
    """The page that explains a search for one work.

    - `id`, `q`, `hidden`: what the form holds, and the filters that it carries along
    - `problem`: what is wrong with the id; `None` when nothing is
    - `work`: the work that was asked about; `None` when there is none
    - `verdict`, `found`: whether the work is found, in a sentence and as a fact
    - `search`, `search_url`: the search in words, and the page of results on which the work is, else the first
    - `conditions`: everything that the search asks for
    - `json_url`: the same as JSON; `None` when there is no work
    """

    id: str
    q: str
    hidden: tuple[tuple[str, str], ...]
    problem: str | None
    work: AskedView | None
    verdict: str
    found: bool
    search: str
    search_url: str
    conditions: tuple[ConditionView, ...]
    json_url: str | None


def explanation_page(
    id_: str, search: Search, labels: Labels, document: Document | None = None, found: Explanation | None = None
) -> ExplanationPage:
    """The page for a work and how a search fares with it; for no work the bare form, with the problem where an id was
    given."""
    conditions = found.conditions if found else ()
    at = found.rank if found else None
    return ExplanationPage(
        id=id_,
        q=search.text,
        hidden=Links(search).hidden("q", "per_page", "sort"),
        problem=_problem(id_) if id_ and document is None else None,
        work=_asked(document) if document else None,
        verdict=_verdict(found, search, labels) if found else "",
        found=bool(found and found.found),
        search=summary_line(search, found.total if found else 0, labels),
        search_url=Links(replace(search, page=(at - 1) // search.per_page + 1 if at else 1)).here(),
        conditions=tuple(
            ConditionView(
                label=_label(each, search, labels),
                met=each.met,
                without=count(each.without, "work"),
                url=links.derived(each.rest, search),
            )
            for each in conditions
        ),
        json_url=links.explain(search, id_, "/api/explain") if document else None,
    )


def _problem(id_: str) -> str:
    return f"There is no work {id_!r} in this collection. It may be misspelled, or it has not been ingested."


def _asked(document: Document) -> AskedView:
    version = document.version(shown_language(document))
    title = Text.of(version.title, version.language)
    return AskedView(title, links.work(document.id), type_(document.type), place(document), years(document))


def _verdict(found: Explanation, search: Search, labels: Labels) -> str:
    if found.found:
        if found.rank is None:
            return f"It is found, further down than the first {number(DEEPEST)} of {count(found.total, 'work')}."
        return f"It is found: number {number(found.rank)} of {count(found.total, 'work')}."
    unmet = [each for each in found.conditions if not each.met]
    if not unmet:
        return "It is not found, though it has each of these alone: together the words are read as one name."
    reasons = []
    if words := [f"“{each.text}”" for each in unmet if each.kind == "query" and not each.text.startswith("-")]:
        reasons.append(f"it does not have {joined(words, 'or')}")
    if words := [f"“{each.text[1:]}”" for each in unmet if each.kind == "query" and each.text.startswith("-")]:
        reasons.append(f"it has {joined(words)}, which the search leaves out")
    if names := [_label(each, search, labels) for each in unmet if each.kind == "filter"]:
        reasons.append(f"{joined(names)} {'excludes' if len(names) == 1 else 'exclude'} it")
    return f"It is not found: {'; '.join(reasons)}."


def _label(condition: Condition, search: Search, labels: Labels) -> str:
    """A condition in words: `“garden”`, `the filter country France or Spain`."""
    if condition.kind == "query":
        return f"“{condition.text}”"
    if condition.name == "years":
        low, high = search.year_from, search.year_to
        ends = (f"from {low}" if low is not None else "", f"up to {high}" if high is not None else "")
        return f"the filter year {' '.join(end for end in ends if end)}"
    names = [labels.value(condition.name, value) for value in search.filters[condition.name]]
    word = "and" if condition.name in search.all_of else "or"
    return f"the filter {FIELD[condition.name].label.lower()} {joined(names, word)}"
