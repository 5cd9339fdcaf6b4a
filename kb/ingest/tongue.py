"""Languages: codes from what people write, and a detector that gives the same answer each time."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global
from langdetect import DetectorFactory
from langdetect.detector_factory import PROFILES_DIRECTORY
from langdetect.lang_detect_exception import LangDetectException

from kb.text import is_dense, slug
from kb.vocabulary import LANGUAGES

UNKNOWN = "und"

SAMPLE = 400
"""So many characters are looked at where the language is stated; five times as many where it is not."""

SURE = 0.8
"""A detector that is less sure than this is not believed."""

ENOUGH = 40
"""A text of fewer letters is too short to tell."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_OWN = 0.05
"""A text in Japanese or Korean has at least this much of its own letters among the Han ones; less is a name that a
Chinese text quotes."""

_NOT_DETECTED = re.compile(r"https?://\S+|[#*_>|`\[\]()]|\d+")


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale.parse("en").languages) if re.fullmatch("[a-z]{2,3}", code))


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code_, name in Locale.parse(language).languages.items():
            if code_ in _codes():
                names.setdefault(slug(name), code_)
    return {
        **names,
        "castellano": "es",
        "castilian": "es",
        "valencian": "ca",
        "valenciano": "ca",
        "euskara": "eu",
        "galego": "gl",
    }


def code(name: str) -> str | None:
    """The code of a language given as code (`pt`, `pt-BR`, `por`) or by name; `None` if unknown."""
    given = name.strip().lower().replace("_", "-").split("-")[0]
    short = str(get_global("language_aliases").get(given, given)).split("_")[0]
    if short in _codes() and short not in ("mul", "zxx", "root"):
        return short
    return _by_name().get(slug(name))


@dataclass(frozen=True)
class Guess:
    """What a detector makes of a text: the likeliest language and how sure it is, 0 to 1."""

    language: str
    confidence: float


@cache
def _factory() -> DetectorFactory:
    # Without a seed langdetect draws at random: the same text could change its language between two ingestions.
    DetectorFactory.seed = 0
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def detect(text: str, size: int = SAMPLE) -> Guess | None:
    """The language of the first `size` characters of a text, markup and addresses aside; `None` for too few letters.
    Chinese, Japanese and Korean are told by their letters, which a detector takes for one another."""
    plain = _plain(text, size)
    return by_script(plain) or by_frequency(plain) if plain else None


def by_frequency(text: str, size: int = SAMPLE) -> Guess | None:
    """The language of a text by how often its letters come in each language."""
    plain = _plain(text, size)
    if not plain:
        return None
    detector = _factory().create()
    detector.append(plain)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return Guess(code(best.lang) or best.lang, round(best.prob, 3))


def by_script(text: str) -> Guess | None:
    """Chinese, Japanese or Korean, where most letters of a text are of their scripts. A few Han letters alone are most
    likely Chinese, but may be a Japanese title."""
    hangul, kana, han = (len(letters.findall(text)) for letters in (_HANGUL, _KANA, _HAN))
    own = hangul + kana + han
    if own <= sum(map(str.isalpha, text)) / 2:
        return None
    if max(hangul, kana) >= _OWN * own:
        return Guess("ko" if hangul > kana else "ja", 1.0)
    return Guess("zh", 1.0 if han >= ENOUGH else 0.9)


def _plain(text: str, size: int) -> str:
    """The first characters of a text without markup and addresses; empty when they are too few to tell."""
    plain = " ".join(_NOT_DETECTED.sub(" ", text[: size * 2]).split())[:size]
    # a letter of a script without spaces says as much as four others
    return plain if sum(4 if is_dense(char) else 1 for char in plain if char.isalpha()) >= ENOUGH else ""
