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
    """The language of the first `size` characters of a text, markup and addresses aside; `None` for too few letters."""
    plain = " ".join(_NOT_DETECTED.sub(" ", text[: size * 2]).split())[:size]
    # a letter of a script without spaces says as much as four others
    if sum(4 if is_dense(char) else 1 for char in plain if char.isalpha()) < ENOUGH:
        return None
    detector = _factory().create()
    detector.append(plain)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return Guess(code(best.lang) or best.lang, round(best.prob, 3))
