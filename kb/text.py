"""One analysis of words for the index and for the query: fold, tokens, stems, excerpt, highlight."""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import Stemmer

from kb import lemmas
from kb.stopwords import STOPWORDS

# v1 - folded words, lemma then Snowball for each language, bigrams for scripts without spaces
# v2 - short stems are marked with their language
ANALYSIS_VERSION = "2"

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip

SHARED = 5
"""A stem of so many letters is one word in all languages (`particip`). A shorter one in Latin letters is of its own
language, for it often means something else in another: a `forest` cut as a German word is a `for`."""

LONGEST = 100
"""Longer words are cut: engines have limits of their own, and none of them says so."""

# Letters that Unicode does not decompose: without this table they are silent misses.
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "·": "", "‧": "", "•": "", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "",
})  # fmt: skip

_ELISIONS = frozenset(
    "l d s t m n c j qu lorsqu puisqu jusqu quelqu quoiqu presqu dell all nell sull dall coll un quest quell gl".split()
)
# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
_DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_APOSTROPHES = "'’ʼ`´"
_WORD = re.compile(
    rf"(?P<dense>[{_DENSE}]+)"
    rf"|(?P<number>\d{{1,3}}(?:[.,'’\u00a0\u202f]\d{{3}})+(?!\d))"
    rf"|(?P<word>[^\W_{_DENSE}](?:[^\W_{_DENSE}]|[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0d7f·‧\u00ad])*"
    rf"(?:[{_APOSTROPHES}][^\W_{_DENSE}]+)*)"
)


class Token(NamedTuple):
    """A word of a text: its folded form, its stem, and where it stands."""

    word: str
    stem: str
    start: int
    end: int


def fold(text: str) -> str:
    """Case, marks, ligatures and l·l folded away: PARTICIPACIÓ and participacio are one, so are col·laboració and
    collaboracio."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    if spread.isascii():
        return spread
    return unicodedata.normalize("NFC", "".join(char for char in spread if not unicodedata.combining(char)))


def slug(text: str) -> str:
    """A name as an address: `São Paulo` is `sao-paulo`; other scripts keep their letters."""
    return "-".join(_word(match.group())[1] for match in _WORD.finditer(text)) or fold(text).strip()


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Folded words with where they stand; a run of a script without spaces gives its pairs of letters."""
    for match in _WORD.finditer(text):
        raw, start = match.group(), match.start()
        if match.lastgroup == "word":
            skip, word = _word(raw)
            if word:  # a few letters are nothing but marks, and fold away
                yield word, start + skip, match.end()
        elif match.lastgroup == "number":
            yield re.sub(r"\D", "", raw)[:LONGEST], start, match.end()
        else:
            yield from _pairs(raw, start)


def _pairs(raw: str, start: int) -> Iterator[tuple[str, int, int]]:
    for at in range(max(1, len(raw) - 1)):
        pair = raw[at : at + 2]
        if folded := "".join(fold(pair).split()):
            yield folded, start + at, start + at + len(pair)


@lru_cache(maxsize=200_000)
def _word(raw: str) -> tuple[int, str]:
    """Letters to skip at the start (an elided article) and the folded word: l'habitatge is (2, habitatge)."""
    parts = re.split(f"[{_APOSTROPHES}]", raw)
    skip = 0
    while len(parts) > 1 and fold(parts[0]) in _ELISIONS:
        skip += len(parts.pop(0)) + 1
    if len(parts) > 1 and parts[-1].lower() == "s":
        parts.pop()
    # One letter may stand for a whole phrase (ﷺ): its parts are run together, so that no word holds a space.
    return skip, "".join(fold("".join(parts)).split())[:LONGEST]


class Analysis:
    """Words and stems in any language; opened once at a root and handed down.

    `folder` holds the lemma tables (see `kb.lemmas`), made on first need of a language. `None` means that the suffix
    rules stand alone, which is enough for a test that does not look at irregular words. One instance may be shared
    by threads.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._stemmers: dict[str, Stemmer.Stemmer | None] = {}
        self._tables: dict[str, lemmas.Table | None] = {}
        self.stem = lru_cache(maxsize=500_000)(self._stem)

    def _stem(self, word: str, language: str) -> str:
        """The stem of a folded word in a language, marked with it when it is short; the word itself where the language
        has no rules."""
        with self._lock:
            table = self._table(language)
            found = (table.get(word) if table else None) or self._rule(word, language)
        own = len(found) < SHARED and found.isascii() and language in _STEMMERS
        return f"{language}~{found}" if own else found

    def _rule(self, word: str, language: str) -> str:
        return self._rules([word], language)[0]

    def _rules(self, words: list[str], language: str) -> list[str]:
        if language not in self._stemmers:
            name = _STEMMERS.get(language)
            self._stemmers[language] = Stemmer.Stemmer(name) if name else None
        stemmer = self._stemmers[language]
        return stemmer.stemWords(words) if stemmer else words

    def _table(self, language: str) -> lemmas.Table | None:
        if self._folder is None:
            return None
        if language not in self._tables:
            self._tables[language] = self._open(self._folder / lemmas.file_name(language, ANALYSIS_VERSION), language)
        return self._tables[language]

    def _open(self, path: Path, language: str) -> lemmas.Table | None:
        if not path.exists():
            forms = lemmas.dictionary(language)
            lemmas.write(lemmas.exceptions(forms, fold, lambda words: self._rules(words, language)), path)
        return lemmas.Table(path) if path.stat().st_size else None

    def prepare(self, languages: Iterable[str]) -> None:
        """Make and open the tables of these languages now, so that no reader waits for them."""
        with self._lock:
            for language in languages:
                self._table(language)

    def tokens(self, text: str, language: str) -> list[Token]:
        """The words of a text in order, stop words included."""
        stem = self.stem
        return [Token(word, stem(word, language), start, end) for word, start, end in _words(text)]

    def stems(self, word: str, languages: Iterable[str]) -> tuple[str, ...]:
        """The different stems that a folded word has in these languages, in their order."""
        return tuple(dict.fromkeys(self.stem(word, language) for language in languages))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word for word, _, _ in _words(text)]


def spans(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text with where each starts and ends."""
    return list(_words(text))


def is_dense(text: str) -> bool:
    """Whether a text is one run of a script that is written without spaces."""
    return re.fullmatch(f"[{_DENSE}]+", text) is not None


def is_stopword(word: str, languages: Collection[str]) -> bool:
    """Whether a folded word carries no meaning of its own in one of the languages (de, the, und)."""
    return any(word in STOPWORDS.get(language, ()) for language in languages)


def excerpt(text: str, found: list[tuple[int, int]], width: int = 240) -> tuple[str, list[tuple[int, int]]]:
    """The stretch of about `width` characters that holds most of the found spans, and the spans inside it.

    Cut at spaces, with `…` where text is left out.
    """
    if len(text) <= width:
        return text, found
    first = _densest(found, width)
    start = max(0, min(first - width // 4, len(text) - width))
    start = 0 if start == 0 else _after_space(text, start)
    end = len(text) if start + width >= len(text) else _before_space(text, start, start + width)
    head, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(head) - start
    kept = [(a + shift, b + shift) for a, b in found if a >= start and b <= end]
    return head + text[start:end].strip() + tail, kept


def _densest(found: list[tuple[int, int]], width: int) -> int:
    """Where the window that holds most of the spans begins; 0 when there are none."""
    best, most, last = 0, 0, 0
    starts = [start for start, _ in found]
    for first, start in enumerate(starts):
        while last < len(starts) and starts[last] < start + width * 3 // 4:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best


def _after_space(text: str, start: int) -> int:
    space = text.find(" ", start, start + 40)
    return space + 1 if space >= 0 else start


def _before_space(text: str, start: int, end: int) -> int:
    space = text.rfind(" ", max(start + 1, end - 40), end)
    return space if space >= 0 else end


def highlight(text: str, found: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is to be marked; touching spans become one."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in _merged(found):
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
