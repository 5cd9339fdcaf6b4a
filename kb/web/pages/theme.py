"""The page of a theme: what it means, what it is called in each language, what is beside it, and its newest works."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.engine import Hit
from kb.vocabulary import LANGUAGES, Category, Concept, Vocabulary
from kb.web import links
from kb.web.labels import READER, Labels, Text, count, joined, own_language
from kb.web.pages.facts import ordinal
from kb.web.pages.goals import goal, goal_url
from kb.web.pages.hits import HitView, hit_view
from kb.web.pages.themes import NONE
from kb.web.tallies import Tally


@dataclass(frozen=True)
class ThemeLink:
    """Another theme: its label, its page, and the works under it and the narrower ones."""

    label: str
    url: str
    works: int


@dataclass(frozen=True)
class Named:
    """What a theme is called in a `language`: the `preferred` label and the `others` that a search knows."""

    language: Text
    preferred: Text
    others: tuple[Text, ...]


@dataclass(frozen=True)
class GoalView:
    """A Sustainable Development Goal: number, name and address."""

    number: int
    name: str
    url: str


@dataclass(frozen=True)
class CategoryView:
    """A category of the award: its name, the editions that had it, and the page that says so."""

    label: str
    editions: str
    url: str


@dataclass(frozen=True)
class WorksView:
    """A number of works in words, and the search for them."""

    label: str
    url: str


@dataclass(frozen=True)
class ThemePage:
    """The page of a theme.

    - `title`, `scope`: the preferred label, and what the theme covers
    - `path`: the themes above it, from the group down
    - `works`: works filed under it, and with the narrower ones, each with its search; empty when there are none
    - `latest`, `latest_label`: the newest of these works, and what they are
    - `names`: what it is called in each language
    - `broader`, `narrower`, `related`: the themes around it
    - `goals`: the Sustainable Development Goals that it serves
    - `categories`: the categories of the IOPD award that match it
    - `canonical`: its address
    - `turtle_url`: the thesaurus for programs
    """

    title: str
    scope: str
    path: tuple[ThemeLink, ...]
    works: tuple[WorksView, ...]
    latest: tuple[HitView, ...]
    latest_label: str
    names: tuple[Named, ...]
    broader: tuple[ThemeLink, ...]
    narrower: tuple[ThemeLink, ...]
    related: tuple[ThemeLink, ...]
    goals: tuple[GoalView, ...]
    categories: tuple[CategoryView, ...]
    canonical: str
    turtle_url: str


def theme_page(concept: Concept, labels: Labels, tallies: Mapping[str, Tally], hits: Iterable[Hit]) -> ThemePage:
    """The page of a concept; `hits` are its newest works, or those of the narrower ones where it has none itself."""
    vocabulary = labels.vocabulary
    tally = tallies.get(concept.id, NONE)

    def around(ids: Iterable[str]) -> tuple[ThemeLink, ...]:
        return tuple(
            ThemeLink(vocabulary.label(id_, READER), links.theme(id_), tallies.get(id_, NONE).whole) for id_ in ids
        )

    return ThemePage(
        title=concept.label(READER),
        scope=concept.scope,
        path=around(_above(vocabulary, concept)),
        works=_works(concept.id, tally),
        latest=tuple(hit_view(hit, labels) for hit in hits),
        latest_label="Newest works" if tally.own else "Newest works under narrower themes",
        names=_names(concept),
        broader=around(concept.broader),
        narrower=around(vocabulary.narrower.get(concept.id, ())),
        related=around(vocabulary.related.get(concept.id, ())),
        goals=tuple(GoalView(number, goal(number), goal_url(number)) for number in concept.sdg),
        categories=_categories(concept, vocabulary.categories),
        canonical=links.theme(concept.id),
        turtle_url=links.TURTLE,
    )


def _above(vocabulary: Vocabulary, concept: Concept) -> list[str]:
    """The themes above, from the group down, by the first broader one of each."""
    found: list[str] = []
    parents = concept.broader
    while parents and parents[0] not in found and parents[0] in vocabulary.concepts:
        found.append(parents[0])
        parents = vocabulary.concepts[parents[0]].broader
    return found[::-1]


def _works(id_: str, tally: Tally) -> tuple[WorksView, ...]:
    own = WorksView(f"{count(tally.own, 'work')} on this theme", links.to_search(theme=id_))
    whole = WorksView(f"{count(tally.whole, 'work')} with the narrower themes", links.to_themes(tally.used))
    return (*((own,) if tally.own else ()), *((whole,) if tally.whole > tally.own else ()))


def _names(concept: Concept) -> tuple[Named, ...]:
    codes = [code for code in LANGUAGES if code in concept.labels]
    codes += sorted(set(concept.labels) - set(codes))
    return tuple(_named(code, concept.labels[code]) for code in codes)


def _named(code: str, labels: tuple[str, ...]) -> Named:
    preferred, *others = (Text.of(label, code) for label in labels)
    return Named(own_language(code), preferred, tuple(others))


def _categories(concept: Concept, categories: Mapping[str, Category]) -> tuple[CategoryView, ...]:
    known = (categories[id_] for id_ in concept.iopd if id_ in categories)
    return tuple(
        CategoryView(each.label.get(READER) or next(iter(each.label.values())), _editions(each.editions), each.source)
        for each in known
    )


def _editions(numbers: tuple[int, ...]) -> str:
    """`18th and 19th edition`."""
    return f"{joined([ordinal(number) for number in numbers])} edition"
