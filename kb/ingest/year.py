"""The year of a work from its text, with the sentence that says so; never today's, and no guess among many."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.ingest.date import Years, mentions
from kb.text import fold

# A line of a sheet that names the beginning: 4. The title: 3. A sentence that tells of a beginning, an edition,
# a vote or the works, and not of laws or awards: 2. Any other date: 1.
_LABEL = re.compile(
    r"^\W*(?:start(?:ed|ing)?(?: date| year)?|(?:start|begin) ?date|year|date|period|when|inicio|fecha(?: de inicio)?"
    r"|ano|anos|periodo|desde|debut|date de debut|annee|periode|data(?: de inicio| d.inici)?|inici|any|jahr|beginn"
    r"|zeitraum|anno|data di inizio)\W*[:|]"
)
_END_LABEL = re.compile(
    r"^\W*(?:end(?: date| year)?|until|fin|fecha (?:de )?fin|fim|data de fim|date de fin|data de fi|ende|fine)\W*[:|]"
)


def _any_of(names: str) -> re.Pattern[str]:
    """Finds one of these words; `_` is a space in it, `*` any ending."""
    parts = names.replace("*", r"\w*").replace("_", r"\s+").split()
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


_EVENT = _any_of(
    "began begun begins start* launch* creat* founded foundation introduc* set_up adopt* since first edition"
    " vote votes voted voting execut* implement* held pilot* approv* inici* comenz* empez* puso_en_marcha crea* creo*"
    " desde edici* votaci* ejecu* celebr* aprob* lanc* lanz* depuis debut* cree* mis*_en_place votation execution"
    " comec* edica* votaca* execuca* posa*_en_marxa dal nata nato avvia* seit gegrund* begann eingefuhrt"
)
# What comes before the work, or after: laws that it rests on, awards that it won, what it looks forward to.
_ASIDE = _any_of(
    "award awards prize prizes law laws act decree* before until premio premios distinci* ley leyes decreto antes"
    " hasta prix loi lois decret avant jusqu* distincao lei leis premi llei abans fins legge fino preis*"
    " gesetz* vor bis finalist* mention mencion* mencao ago earlier prehistory"
)
_TITLE = 3
_SENTENCE = re.compile(r"(?<=[.!?。])\s+(?=[\W\d]*[A-ZÀ-Þ\u0400-\u042f\u4e00-\u9fff])|\n+")


@dataclass(frozen=True)
class Found:
    """The years that a text gives. `years` is `None` when it gives several and nothing says which one counts;
    `sentence` is the evidence, `others` are years of the same weight that were not chosen. `told` is whether the text
    says that something of the work happened then, or only names the year."""

    years: Years | None
    sentence: str = ""
    others: tuple[int, ...] = ()
    told: bool = True


@dataclass(frozen=True)
class _Clue:
    weight: int
    years: Years
    sentence: str


def find(title: str, text: str) -> Found | None:
    """The years of a work by the strongest clue; of equal ones the earliest. `None` for a text without dates."""
    clues = [*_clues([title], _TITLE), *_clues(sentences(text), 1)]
    if not clues:
        return None
    best = max(clue.weight for clue in clues)
    strong = sorted((clue for clue in clues if clue.weight == best), key=lambda clue: clue.years.first)
    firsts = tuple(dict.fromkeys(clue.years.first for clue in strong))
    if best == 1 and len(firsts) > 1:
        return Found(None, others=firsts, told=False)
    first = strong[0]
    last = first.years.last or _end(text)
    years = Years(first.years.first, last if last and last >= first.years.first else None)
    return Found(years, first.sentence, firsts[1:], best > 1)


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [" ".join(part.split()) for part in _SENTENCE.split(text) if part.strip()]


def _clues(sentences: Iterable[str], least: int) -> Iterator[_Clue]:
    for sentence in sentences:
        if not re.search(r"\d{4}", sentence):
            continue
        folded = fold(sentence)
        if _END_LABEL.match(folded):
            continue
        weight = max(least, 4 if _LABEL.match(folded) else 2 if _tells(folded) else 1)
        for mention in mentions(sentence, bare=least == _TITLE):
            yield _Clue(weight, mention.years, shortened(sentence, mention.start))


def _tells(folded: str) -> bool:
    return bool(_EVENT.search(folded)) and not _ASIDE.search(folded)


def shortened(sentence: str, at: int) -> str:
    """The sentence, or the 300 characters of it around what is found at a place in it."""
    if len(sentence) <= 300:
        return sentence
    start = max(0, at - 150)
    return f"{'… ' if start else ''}{sentence[start : start + 300].strip()} …"


def _end(text: str) -> int | None:
    """The last year where a line of the text is labelled as the end."""
    for sentence in sentences(text):
        if _END_LABEL.match(fold(sentence)):
            return next((mention.years.last or mention.years.first for mention in mentions(sentence)), None)
    return None
