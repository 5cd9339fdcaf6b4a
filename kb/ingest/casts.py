"""Values of any kind, as YAML, JSON or a table gives them, brought to the kind that a field has."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_KINDS = {dict: "a mapping", list: "a list", tuple: "a list", bool: "true or false", type(None): "nothing"}


class Wrong(ValueError):
    """A value of another kind: what was found, and what was expected."""

    def __init__(self, found: Any, expected: str) -> None:
        kind = _KINDS.get(type(found))
        shown = json.dumps(found, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= 80 else f"{shown[:77]}..."
        super().__init__(f"found {f'{kind} ({shown})' if kind else shown}, expected {expected}.")


def text(value: Any) -> str | None:
    """One text without spaces around it; a number becomes its digits, an empty text `None`."""
    if isinstance(value, bool | dict | list | tuple):
        raise Wrong(value, "text")
    return None if value is None else " ".join(str(value).split()) or None


def needed(value: Any) -> str:
    """A text that is not empty."""
    found = text(value)
    if found is None:
        raise Wrong(value, "text")
    return found


def whole(value: Any) -> int | None:
    """A whole number; digits in a text (16, 16th) count as one."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    digits = re.fullmatch(r"\s*(\d{1,9})\D{0,3}", value) if isinstance(value, str) else None
    if not digits:
        raise Wrong(value, "a whole number")
    return int(digits[1])


def real(value: Any) -> float | None:
    """A number."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(value, "a number")
    return float(value)


def within(limit: float) -> Callable[[Any], float | None]:
    """Reads a coordinate of at most so many degrees."""

    def cast(value: Any) -> float | None:
        try:
            found = float(value) if isinstance(value, str) and value.strip() else real(None if value == "" else value)
        except ValueError:
            found = limit + 1
        if found is not None and not abs(found) <= limit:
            raise Wrong(value, f"degrees from -{limit} to {limit}")
        return found

    return cast


def many(cast: Callable[[Any], Any], separator: str = r"[;|,]") -> Callable[[Any], tuple[Any, ...]]:
    """Reads a list; a single text is one too, its parts apart at the separator."""

    def read(value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            value = [part for part in re.split(separator, value) if part.strip()]
        if isinstance(value, Mapping):
            value = [value]
        if not isinstance(value, list | tuple | None):
            raise Wrong(value, "a list")
        return tuple(dict.fromkeys(cast(item) for item in value or ()))

    return read


def parts(value: Any, first: str, others: tuple[str, ...]) -> tuple[Any, ...]:
    """The named parts of a mapping; a plain value is its first part. A part of another name is `Wrong`."""
    if not isinstance(value, Mapping):
        return (value, *(None for _ in others))
    strange = [name for name in value if name not in (first, *others)]
    if strange:
        raise Wrong(value, f"{', '.join((first, *others))}, not {', '.join(map(repr, strange))}")
    return tuple(value.get(name) for name in (first, *others))
