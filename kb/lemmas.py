"""Word forms and their stems where a suffix rule alone goes wrong (mujeres, cidadãos, ciutadans).

The dictionaries are those of simplemma. They are turned once into a sorted file for each language, folded and
stemmed, holding only the forms whose lemma has another stem than the form itself; a process then maps the file
instead of holding half a gigabyte of dictionaries.
"""

import mmap
import os
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_KNOWN = frozenset("ca de en es fr gl it pt".split())
"""The languages that have a table: those that the collection is mainly in. A dictionary takes seconds and much memory
to turn (Polish: 3.7 million forms), which the few works in other languages do not repay; suffix rules serve them."""


def file_name(language: str, analysis_version: str) -> str:
    """The name of a language's file: it changes with the dictionaries and with the analysis."""
    return f"lemmas-{language}-{version('simplemma')}-{analysis_version}.txt"


def exceptions(
    forms: Mapping[str, str], fold: Callable[[str], str], stems: Callable[[list[str]], list[str]]
) -> dict[str, str]:
    """Folded form -> stem of its lemma, for the forms that the stemmer alone would stem otherwise.

    The lemma is stemmed as it is written and folded after, because suffix rules look at accents (ciutadà is not
    ciutada). Where two forms fold to one (señor, senor), a common word wins over a name, then the one that is written
    with fewer marks, then the first in alphabetical order, so that the table is the same each time.
    """
    lemmas = sorted({lemma.lower() for lemma in forms.values()})
    target = dict(zip(lemmas, map(fold, stems(lemmas)), strict=True))
    kept: dict[str, str] = {}
    for form in sorted(forms, key=lambda form: (form == form.lower(), -len(form.encode()), form)):
        folded = fold(form)
        if folded and "\t" not in folded:
            kept[folded] = target[forms[form].lower()]
    regular = stems(list(kept))
    return {form: stem for (form, stem), rule in zip(kept.items(), regular, strict=True) if rule != stem}


def write(rows: Mapping[str, str], path: Path) -> None:
    """Write the table sorted by its bytes, all or nothing."""
    lines = sorted(f"{form}\t{target}\n".encode() for form, target in rows.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.writelines(lines)
    Path(name).replace(path)


class Table:
    """A sorted file of `form TAB stem` lines, looked up by bisection in a memory map."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            self._map: mmap.mmap | bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""

    def get(self, form: str) -> str | None:
        """The stem of a folded form; `None` when the form is regular or unknown."""
        data, wanted = self._map, form.encode() + b"\t"
        low, high = 0, len(data)
        while low < high:
            middle = (low + high) // 2
            start = data.rfind(b"\n", 0, middle) + 1
            end = data.find(b"\n", start)
            line = data[start:end]
            if line.startswith(wanted):
                return line[len(wanted) :].decode()
            if line < wanted:
                low = end + 1
            else:
                high = start
        return None


def dictionary(language: str) -> Mapping[str, str]:
    """Simplemma's forms and lemmas of a language; empty when it has none."""
    if language not in _KNOWN:
        return {}
    forms: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(language)
    return forms
