"""The settings table: environment variables with the prefix KB_, read once at the edge."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from kb.errors import BadSetting

PREFIX = "KB_"
ENGINES = ("memory", "whoosh", "tantivy", "opensearch")


def _engine(value: str) -> str:
    if value not in ENGINES:
        raise ValueError(f"one of {', '.join(ENGINES)}")
    return value


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError("a whole number above 0")
    return number


def _flag(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError("0 or 1")
    return value == "1"


def _setting(default: Any, cast: Callable[[str], Any], takes: str, text: str) -> Any:
    """One row of the table: its default, how it is read, what it takes and what it is for."""
    return field(default=default, metadata={"cast": cast, "takes": takes, "help": text})


@dataclass(frozen=True)
class Settings:
    """Every setting, with its default; `Settings.from_env()` reads the environment."""

    engine: str = _setting("whoosh", _engine, " | ".join(ENGINES), "Where the index lives.")
    index: Path = _setting(Path("index"), Path, "a folder", "The built index, its manifest and the ingestion ledger.")
    corpus: Path = _setting(Path("corpus"), Path, "a folder", "The collection that `ingest.py` reads by default.")
    reference: Path = _setting(
        Path("index/reference"), Path, "a folder", "Lemmas and gazetteer, built once from their packages."
    )
    host: str = _setting("127.0.0.1", str, "an address", "Where the site listens.")
    port: int = _setting(8000, _positive, "1 to 65535", "The port it listens on.")
    base_url: str = _setting("", str, "https://...", "The public address of the site, for links that leave it.")
    max_bytes: int = _setting(50_000_000, _positive, "bytes", "A larger document is refused.")
    max_seconds: int = _setting(60, _positive, "seconds", "A document that takes longer to read is refused.")
    max_memory: int = _setting(2_000_000_000, _positive, "bytes", "Memory for the reading of one document.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; `BadSetting` names the variable, its value and what it takes."""
        values: dict[str, Any] = {}
        for row in fields(cls):
            name = PREFIX + row.name.upper()
            raw = environ.get(name, "").strip()
            if raw:
                values[row.name] = _cast(name, raw, row.metadata["cast"], row.metadata["takes"])
        return cls(**values)


def _cast(name: str, raw: str, cast: Callable[[str], Any], takes: str) -> Any:
    try:
        return cast(raw)
    except ValueError as error:
        raise BadSetting(f"{name} has the value {raw!r}; it takes {takes}.", name) from error


def table() -> list[tuple[str, str, str, str]]:
    """The settings as rows of name, default, what it takes, what it is for."""
    rows = []
    for row in fields(Settings):
        default = "" if row.default in (MISSING, "") else str(row.default)
        rows.append((PREFIX + row.name.upper(), default, row.metadata["takes"], row.metadata["help"]))
    return rows
