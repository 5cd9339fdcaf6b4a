"""Names of places in a text that states none: the one that it is about, or what there is to ask. Never a guess."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from babel import Locale
from babel.localedata import exists

from kb.ingest import country as countries
from kb.ingest.gazetteer import Gazetteer, Place
from kb.ingest.marks import Mark, Word, is_beside, is_one_of_several, marks, split, word_before
from kb.ingest.place import ABROAD, resolve, shown
from kb.ingest.year import sentences, shortened
from kb.text import fold, slug

FIRST = 5
"""After the title, so many sentences are looked at."""

REACH = 3000
"""Characters of the text in which a country counts as named."""

_KNOWN = 3_000
_WIDELY = 100_000
_SHOWN = 4

_MARKUP = re.compile(r"\]\([^)]*\)|https?://\S+|[#*_>`\[\]|]")


# What stands before the place where something is, in the languages that have capitals for names alone.
_WHERE = frozenset(
    "in at of from near within across en de del desde a au aux d dans depuis em no na do da dos das di nel ad al"
    " alla van te uit".split()
)
_OF = frozenset("of de del d do da dos das di van von".split())
# What is called after a place without being there.
_CALLED = frozenset(
    "rue avenue boulevard place calle avenida plaza rua praca carrer avinguda placa via piazza street road square"
    " accord accords agreement agreements acuerdo acuerdos acordo acord accordo protocol protocole protocolo"
    " protocollo convention convenio convencao conveni declaration declaracion declaracao declaracio charter charte"
    " carta treaty traite tratado battle bataille saint san santa sao sant model modele modelo modell example"
    " exemple ejemplo exemplo".split()
)


@dataclass(frozen=True)
class Found:
    """What a text gives. With `city` and `country` the place is sure, and `sentence` says so; otherwise `warning` says
    what was seen."""

    city: str | None = None
    country: str | None = None
    sentence: str = ""
    warning: str = ""


@dataclass(frozen=True)
class _Text:
    """What all sentences of a document share: its gazetteer, the names and codes of countries, and the words that are
    no names although they may begin with a capital."""

    gazetteer: Gazetteer
    names: Mapping[str, str]
    named: frozenset[str]
    ordinary: Collection[str]
    months: Collection[str]
    is_stated: bool


@dataclass
class _Seen:
    """The places that a sentence may be about: those that are sure, and those that are to be asked about."""

    sure: dict[int, tuple[str, Place]] = field(default_factory=dict)
    open: dict[str, tuple[Place, ...]] = field(default_factory=dict)


def find(
    gazetteer: Gazetteer,
    title: str,
    text: str,
    language: str,
    country: str | None = None,
    labels: Collection[str] = frozenset(),
) -> Found:
    """The place that a document is about: the title decides, else the first sentence that names one.

    It is sure when it is the only one there, when the document names its country (`country` is the one that it states)
    and when no likelier place elsewhere has that name. `labels` are words that are no names of places by themselves.
    Scripts without capitals give nothing.
    """
    head = _MARKUP.sub(" ", text[:REACH])
    parts = [" ".join(title[:REACH].split()), *sentences(head)]
    names = countries.in_language(language)
    named = frozenset((country,)) if country else frozenset(code for part in parts for code in _countries(part, names))
    small = {word for word in re.findall(r"[^\W\d_]+", head) if word.islower()}
    ordinary = {*labels, *map(fold, small)}
    shared = _Text(gazetteer, names, named, ordinary, _months(language), country is not None)
    for number, part in enumerate(parts[: FIRST + 1]):
        seen = _look(part, shared, number)
        if seen.sure or seen.open:
            return _decide(seen, part)
    return Found(warning=_nothing(shared.named if country is None else frozenset()))


@cache
def _months(language: str) -> frozenset[str]:
    """The names of months, which stand after `in` as places do."""
    known = [Locale.parse(each) for each in ("en", language) if exists(each)]
    return frozenset(fold(name) for locale in known for name in locale.months["format"]["wide"].values())


def _decide(seen: _Seen, sentence: str) -> Found:
    if len(seen.sure) == 1 and not seen.open:
        ((name, place),) = seen.sure.values()
        return Found(name, place.country, shortened(sentence, max(0, sentence.find(name))))
    candidates = {**{name: (place,) for name, place in seen.sure.values()}, **seen.open}
    listed = ", ".join(
        f"{name!r} ({'; '.join(map(shown, places[:_SHOWN]))})" for name, places in [*candidates.items()][:_SHOWN]
    )
    why = "several places" if len(candidates) > 1 or any(len(places) > 1 for places in candidates.values()) else (
        "a place without its country"
    )  # fmt: skip
    return Found(warning=f"is not stated; the text names {why}: {listed}. {_ASK}")


_ASK = "State city and country, or leave `city:` empty to say that there is none."


def _nothing(named: Iterable[str]) -> str:
    listed = ", ".join(f"{countries.name(code)} ({code})" for code in sorted(named))
    if listed:
        return f"is not stated; the text names {listed}, and no place there that is sure. {_ASK}"
    return f"is not stated, and the text names no place that is sure. {_ASK}"


def _countries(sentence: str, names: Mapping[str, str]) -> Iterator[str]:
    """The countries that are named, those aside whose name goes on (Canada Bay)."""
    given = split(sentence)
    for mark in marks(sentence, given, names, None):
        after = given[mark.end] if mark.end < len(given) else None
        if mark.country and not (after and after.follows and after.capital):
            yield mark.country


def _look(sentence: str, shared: _Text, number: int) -> _Seen:
    """The places of a sentence; the title has the number 0. What a text tells of a place does not make it that of the
    work: after the title its country has to stand in the same sentence, or the sentence to be the first of a document
    that states the country."""
    given = split(sentence)
    found = list(marks(sentence, given, shared.names, shared.gazetteer))
    here = {mark.country for mark in found if mark.country}
    near = shared.named if number == 0 or (number == 1 and shared.is_stated) else shared.named & here
    seen = _Seen()
    for at, mark in enumerate(found):
        after = next(iter(found[at + 1 :]), None)
        if mark.country is None and _is_place(sentence, given, mark, after, shared, number == 0):
            _judge(mark.name, shared, seen, frozenset() if is_one_of_several(given, mark) else near)
    return seen


def _is_place(sentence: str, given: list[Word], mark: Mark, after: Mark | None, shared: _Text, is_title: bool) -> bool:
    """Whether a name stands as that of a place does: before its country, after a word like `in`, or in a title by
    itself. Part of a longer name (of a person, of a street) does not."""
    before = word_before(given, mark.start)
    if _is_called(given, mark, shared) or before == "the" or fold(mark.name) in shared.months:
        return False
    if is_beside(sentence, given, mark, after):
        return _is_free(given, mark.start - 1, mark.start, shared, is_title)
    if not _is_free(given, mark.end, mark.end, shared, is_title):
        return False
    if before in _WHERE:
        return True
    plain = mark.end == mark.start + 1 and fold(mark.name) in shared.ordinary
    return is_title and not plain and _is_free(given, mark.start - 1, mark.start, shared, is_title)


def _is_free(given: list[Word], beside: int, joint: int, shared: _Text, is_title: bool) -> bool:
    """Whether a name does not go on in the word beside it. In a title usual words have capitals too."""
    if not (0 <= beside < len(given) and joint < len(given) and given[joint].follows):
        return True
    word = given[beside]
    return not word.capital or (is_title and fold(word.text) in shared.ordinary)


def _is_called(given: list[Word], mark: Mark, shared: _Text) -> bool:
    """Whether something else is called after the place: a street, a treaty, a person (Leonardo da Vinci)."""
    if word_before(given, mark.start) not in _OF:
        return False
    at = mark.start - (1 if given[mark.start].elided else 2)
    if at < 0:
        return False
    word = given[at]
    folded = fold(word.text)
    return folded in _CALLED or (word.capital and folded not in shared.ordinary and folded not in _OF)


def _judge(name: str, shared: _Text, seen: _Seen, near: frozenset[str]) -> None:
    """Put a name under the places that are sure (in the countries that are near), or those to be asked about; a small
    place elsewhere is neither."""
    places = shared.gazetteer.named(name)
    inside = tuple(place for place in places if place.country in shared.named)
    chosen = [found for code in sorted(shared.named) if (found := _in(name, code, shared.gazetteer))]
    elsewhere = [place for place in places if place.country not in shared.named and _is_known(name, place)]
    if len(chosen) == 1 and chosen[0].country in near and not _is_doubtful(name, chosen[0], elsewhere):
        seen.sure[chosen[0].id] = (name, chosen[0])
    elif inside and any(_is_own(name, place) or _is_known(name, place) for place in inside):
        seen.open[name] = (*inside, *elsewhere)
    elif elsewhere:
        seen.open[name] = tuple(elsewhere)


def _is_doubtful(name: str, place: Place, elsewhere: list[Place]) -> bool:
    """Whether another place is as likely although its country is not named: one that has the name where this one only
    goes by it (Valence and Valencia), or one that is far larger (Sydney in Nova Scotia)."""
    larger = any((other.population or 0) > ABROAD * (place.population or 1) for other in elsewhere)
    return larger or (not _is_own(name, place) and any(_is_own(name, other) for other in elsewhere))


def _in(name: str, country: str, gazetteer: Gazetteer) -> Place | None:
    """The one place of a name in a country. A name of other languages counts for a large place only: nearly every
    word is the name of a village somewhere."""
    placed = resolve(gazetteer, name, country)
    found = placed.found
    if found is None or placed.warnings:
        return None
    return found if _is_own(name, found) or _is_known(name, found) else None


def _is_own(name: str, place: Place) -> bool:
    """Whether it is the name itself, in English or as the place writes it."""
    return slug(name) in (slug(place.name), slug(place.local))


def _is_known(name: str, place: Place) -> bool:
    """Whether readers may think of this place without more words."""
    people = place.population or 0
    return people >= (_KNOWN if _is_own(name, place) else _WIDELY)
