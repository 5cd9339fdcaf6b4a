"""The thesaurus as a page to browse: groups, and the themes in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.text import fold
from kb.vocabulary import LANGUAGES, Vocabulary
from kb.web import links
from kb.web.labels import READER, count
from kb.web.tallies import Tally

NONE = Tally()


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the tree: its label, page and scope note, the works under it and the narrower ones, each work once,
    and the `narrower` themes, alphabetical."""

    label: str
    url: str
    scope: str
    works: int
    narrower: tuple["ThemeLine", ...]

    @property
    def size(self) -> int:
        """How many themes there are below."""
        return sum(1 + line.size for line in self.narrower)


@dataclass(frozen=True)
class ThemesPage:
    """The thesaurus.

    - `summary`: how many themes there are and how many have works
    - `groups`: the themes that nothing is broader than, with all below them
    - `turtle_url`: the thesaurus for programs
    """

    summary: str
    groups: tuple[ThemeLine, ...]
    turtle_url: str


def themes_page(vocabulary: Vocabulary, tallies: Mapping[str, Tally]) -> ThemesPage:
    """The page of a thesaurus whose themes have so many works."""
    tops = [concept.id for concept in vocabulary.concepts.values() if not concept.broader]
    return ThemesPage(
        summary=_summary(vocabulary, tallies, len(tops)),
        groups=_lines(vocabulary, tallies, tops, ()),
        turtle_url=links.TURTLE,
    )


def _summary(vocabulary: Vocabulary, tallies: Mapping[str, Tally], tops: int) -> str:
    used = sum(bool(tally.own) for tally in tallies.values())
    return (
        f"{count(len(vocabulary.concepts), 'theme')} in {count(tops, 'group')}, each named in"
        f" {count(len(LANGUAGES), 'language')}. Works are filed under {used} of them so far; a search understands all."
    )


def _lines(
    vocabulary: Vocabulary, tallies: Mapping[str, Tally], ids: list[str], above: tuple[str, ...]
) -> tuple[ThemeLine, ...]:
    """The lines of some themes; one that stands above itself is not entered again."""
    found = []
    for id_ in ids:
        narrower = [each for each in vocabulary.narrower.get(id_, ()) if each not in (*above, id_)]
        found.append(
            ThemeLine(
                label=vocabulary.label(id_, READER),
                url=links.theme(id_),
                scope=vocabulary.concepts[id_].scope,
                works=tallies.get(id_, NONE).whole,
                narrower=_lines(vocabulary, tallies, narrower, (*above, id_)),
            )
        )
    return tuple(sorted(found, key=lambda line: fold(line.label)))
