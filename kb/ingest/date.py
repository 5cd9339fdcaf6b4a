"""Years in what people write of dates: 20-10-2014, Noviembre 21 de 2010, FY2015/16, 2014-2016. Never today's."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kb.text import fold

FIRST, LAST = 1800, 2100
"""Years outside of these are no dates of a work."""

_MONTHS = (
    "january february march april may june july august september october november december"
    " enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
    " janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
    " janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro"
    " gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre"
    " gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    " januar februar marz april mai juni juli august september oktober november dezember"
    " xaneiro febreiro maio xuno xullo outubro decembro jan feb mar apr jun jul aug sep sept oct nov dec dic ene abr"
)
_MONTH = "(?:" + "|".join(sorted(set(_MONTHS.split()), key=lambda name: (-len(name), name))) + ")"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_DASH = r"\s?[-–—]\s?"
_TO = r"\s+(?:to|and|until|till|y|a|hasta|et|jusqu.en|e|ate|i|fins al?|al|bis|und)\s+(?:el\s+)?"
_FROM = r"(?:from|between|entre|de|desde|du|da|von|zwischen|dal|depuis|del)"
_BEFORE = (
    r"(?:in|since|of|during|year|en|desde|de|del|ano|annee|depuis|em|no ano|des de|des del|any|nel|dal|im|seit|jahr|"
    r"started|launched|created|founded|adopted|edition|edicion|edicao|edicio|fy|exercice|exercise)"
)
_ALONE = r"(?![\w%]|[.,']\d|\s?(?:%|€|\$))"
# Goals that carry a year are no dates of the work: Agenda 2030, by 2050, d'ici 2030, Habitat III aside.
_GOAL = re.compile(
    rf"(?:agendas?|horizon|horizonte|horitzo|objectifs?|objetivos?|goals?|ods|by|d.ici(?: a)?|para|cara a|vision|"
    rf"strategy|strategie|estrategia|europe|europa|plan|bis)\s+(?:the year\s+)?{_YEAR}|{_YEAR} agenda"
    r"|(?:of|towards?|for|vers|hacia|cap a) 20[345]0"
)
_FORMS = (
    re.compile(rf"(?<!\d)(?P<iso>(?P<a>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d))(?!\d)"),
    re.compile(rf"(?<![\d./-])(?P<num>(?P<d>\d\d?)(?P<sep>[./-])\s?(?P<m>\d\d?)(?P=sep)\s?(?P<a>{_YEAR}))(?!\d)"),
    re.compile(rf"(?<!\d)(?:fy\s?)?(?P<a>{_YEAR})(?:{_DASH}|\s?/\s?)(?P<b>{_YEAR})(?![\d-])"),
    re.compile(rf"(?<!\d)(?:fy\s?)?(?P<a>{_YEAR})(?P<sep>\s?/\s?|{_DASH})(?P<short>\d\d)(?![\d-])"),
    re.compile(rf"\b{_FROM}\s+(?P<a>{_YEAR}){_TO}(?P<b>{_YEAR})(?!\d)"),
    re.compile(rf"\b{_MONTH}\.?(?:\s+\d\d?(?:st|nd|rd|th)?,?)?\s+(?:de\s+|del\s+|of\s+)?(?P<a>{_YEAR})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<a>{_YEAR})\s?[年년]"),
    re.compile(rf"(?:\b{_BEFORE}\b|[(\[:,;]|^)\s?[~\"“«']?(?P<a>{_YEAR}){_ALONE}"),
)
_BARE = re.compile(rf"(?<![\w.,'])(?P<a>{_YEAR}){_ALONE}")
# 2000 people are no year, 2000 alone may be one.
_COUNTED = re.compile(
    r"\s+(?:people|persons|participants|inhabitants|residents|citizens|members|votes|euros?|dollars|hours|homes|"
    r"personas|habitantes|participantes|votos|vecin[oa]s|pesos|personnes|habitants|voix|pessoas|moradores|reais|"
    r"persones|vots|persone|abitanti|voti|menschen|personen|einwohner|stimmen|m2|km|ha)\b"
)


class Years(NamedTuple):
    """A year, and the last one where a period is written."""

    first: int
    last: int | None = None


class Mention(NamedTuple):
    """Years, and where in the text they stand."""

    start: int
    end: int
    years: Years


def _years(found: re.Match[str]) -> Years | None:
    """The years of a match; `None` for a day that the calendar does not have."""
    parts = found.groupdict()
    first = int(parts["a"])
    if parts.get("d"):
        return Years(first) if _is_day(first, int(parts["m"]), int(parts["d"])) else None
    if parts.get("short"):
        last = first // 100 * 100 + int(parts["short"])
        # 2009-10 may be a month
        is_period = last > first and ("/" in parts["sep"] or int(parts["short"]) > 12)
        return Years(first, last) if is_period else Years(first)
    last = int(parts.get("b") or 0)
    return Years(first, last) if last > first else Years(first)


def _is_day(year: int, one: int, other: int) -> bool:
    for month, day in ((one, other), (other, one)):
        try:
            date(year, month, day)
        except ValueError:
            continue
        return True
    return False


def mentions(text: str, bare: bool = False) -> Iterator[Mention]:
    """The dates of a text, in order: years that stand where a date can stand, goals (Agenda 2030) left out.

    `bare` takes any number of four digits that can be a year, as in a title.
    """
    folded = _folded(text)
    taken: list[tuple[int, int]] = [match.span() for match in _GOAL.finditer(folded)]
    found: list[Mention] = []
    for form in (*_FORMS, _BARE) if bare else _FORMS:
        for match in form.finditer(folded):
            start, end = match.start("a"), match.end()
            if any(start < to and end > at for at, to in taken) or _COUNTED.match(folded, end):
                continue
            taken.append((match.start(), end))
            years = _years(match)
            if years:
                found.append(Mention(match.start(), end, years))
    yield from sorted(found)


def _folded(text: str) -> str:
    """The text folded letter by letter, so that places in it stay the same."""
    return "".join(folded if len(folded := fold(char)) == 1 else char.lower()[:1] for char in text)


def impossible(text: str) -> str | None:
    """The first numeric date of a text that the calendar does not have (2019-02-30); `None` if all are days."""
    for form in _FORMS[:2]:
        for match in form.finditer(text):
            if _years(match) is None:
                return match[0]
    return None


def parse(text: str) -> Years | None:
    """The years of a text that is nothing but a date or a period; `None` when it holds none, or only a bad one."""
    if impossible(text):
        return None
    found = [mention.years for mention in mentions(text)] or [mention.years for mention in mentions(text, bare=True)]
    if not found:
        return None
    last = max(years.last or years.first for years in found)
    first = min(years.first for years in found)
    return Years(first, last if last > first else None)
