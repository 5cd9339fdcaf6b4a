"""Names of places and countries as they stand in a sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.ingest.gazetteer import Gazetteer
from kb.text import fold, slug

_LONGEST = 6
_CAPITALS = 4
_WORD = re.compile(r"(?:([dl]|all|dell|nell|sull|qu)['’])?([^\W\d_]+(?:[-'’·](?!s\b)[^\W\d_]+)*)", re.IGNORECASE)
_BESIDE = re.compile(r"\s*[,(/–-]?\s*")
_AND = frozenset("and y e et i und ed en og och".split())


@dataclass(frozen=True)
class Word:
    """A word of a sentence, where it stands, and the article that was elided before it."""

    text: str
    start: int
    end: int
    elided: str
    follows: bool  # on the word before, with nothing but a space between

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class Mark:
    """A name in a sentence, from one word up to, not including, another; `country` where it is the name of one."""

    name: str
    start: int
    end: int
    country: str | None = None


def split(sentence: str) -> list[Word]:
    """The words of a sentence."""
    found: list[Word] = []
    for match in _WORD.finditer(sentence):
        end = found[-1].end if found else 0
        follows = bool(found) and sentence[end : match.start()].isspace()
        found.append(Word(match[2], match.start(2), match.end(), (match[1] or "").lower(), follows))
    return found


def _runs(given: list[Word], start: int) -> Iterator[int]:
    """Where a name that begins at a word may end, the longest first."""
    ends = []
    for end in range(start + 1, min(len(given), start + _LONGEST) + 1):
        if end > start + 1 and not given[end - 1].follows and not given[end - 1].elided:
            break
        if given[end - 1].capital:
            ends.append(end)
    yield from reversed(ends[:_CAPITALS])


def _name(sentence: str, given: list[Word], start: int, end: int) -> str:
    return sentence[given[start].start : given[end - 1].end]


def marks(sentence: str, given: list[Word], names: Mapping[str, str], gazetteer: Gazetteer | None) -> Iterator[Mark]:
    """The names of countries, and with a gazetteer those of places, the longest where they overlap."""
    at = 0
    while at < len(given):
        mark = _longest(sentence, given, at, names, gazetteer) if given[at].capital else None
        if mark:
            yield mark
        at = mark.end if mark else at + 1


def _longest(
    sentence: str, given: list[Word], at: int, names: Mapping[str, str], gazetteer: Gazetteer | None
) -> Mark | None:
    for end in _runs(given, at):
        name = _name(sentence, given, at, end)
        if code := names.get(slug(name)):
            return Mark(name, at, end, code)
        if gazetteer and len(name) > 3 and gazetteer.named(name):
            return Mark(name, at, end)
    return None


def is_beside(sentence: str, given: list[Word], mark: Mark, after: Mark | None) -> bool:
    """Whether a country follows, as in `Rosario, Argentina` and `Rosario (Argentina)`."""
    between = sentence[given[mark.end - 1].end : given[after.start].start] if after and after.country else None
    return between is not None and bool(_BESIDE.fullmatch(between))


def is_one_of_several(given: list[Word], mark: Mark) -> bool:
    """Whether another name is joined to it by a word like `and`, known as a place or not."""
    ahead = given[mark.end : mark.end + 2]
    behind = given[max(0, mark.start - 2) : mark.start]
    return any(
        len(pair) == 2 and pair[at].text in _AND and pair[1 - at].capital for pair, at in ((ahead, 0), (behind, 1))
    )


def word_before(given: list[Word], at: int) -> str:
    """The word before, folded, where nothing but a space is between."""
    if given[at].elided:
        return given[at].elided
    return fold(given[at - 1].text) if at and given[at].follows else ""
