"""Numbers as people write them: 1.129.544, 1,129,544, 550'000, 12,5."""

import re

_SPACES = str.maketrans("", "", " \u00a0\u202f_")
_GROUPED = re.compile(
    r"[-+]?\d{1,3}(?:([.,'’´`])\d{3})(?:\1\d{3})+|[-+]?\d{1,3}(?:['’´`]\d{3})+|[-+]?\d{1,3}['’´`]\d{3}[.,]\d{3}"
)
_PLAIN = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_DOUBTFUL = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_BOTH = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+")


def parse(text: str) -> float:
    """The number that a text is; `ValueError` says why it is none, or that it could be two.

    A single group (1.129) is a thousand to some and one to others: it is refused.
    """
    given = text.translate(_SPACES)
    if _GROUPED.fullmatch(given):
        return float(re.sub(r"[^\d+-]", "", given))
    if _BOTH.fullmatch(given):
        return float(re.sub(r"[.,](?=.*[.,])", "", given).replace(",", "."))
    if _DOUBTFUL.fullmatch(given):
        whole = re.sub(r"[.,]", "", given)
        raise ValueError(f"a number that can be read in one way: {whole} or {given.replace(',', '.')}")
    if _PLAIN.fullmatch(given):
        return float(given.replace(",", "."))
    raise ValueError("a number in digits")
