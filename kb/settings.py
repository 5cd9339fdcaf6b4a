"""The settings table: environment variables with the prefix KB_, read once at the edge."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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


def _port(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 65535:
        raise ValueError("a port")
    return number


def _flag(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError("0 or 1")
    return value == "1"


def _count(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("a whole number")
    return number


def _address(value: str) -> str:
    parts = urlsplit(value)
    whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0  # no number: a ValueError here
    if not whole or "@" in parts.netloc or re.search(r"\s", value):
        raise ValueError("an address without user and password")
    return value


def _page(value: str) -> str:
    if re.search("[?#]", value):
        raise ValueError("an address that pages can be put behind")
    return _address(value)


def _addresses(value: str) -> str:
    return ",".join(_address(each.strip().rstrip("/")) for each in value.split(","))


def _name(value: str) -> str:
    if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,99}", value):
        raise ValueError("a name in small letters")
    return value


def _file(value: str) -> str:
    if not Path(value).is_file():
        raise ValueError("a file that is there")
    return value


def _setting(default: Any, cast: Callable[[str], Any], takes: str, text: str, secret: bool = False) -> Any:
    """One row of the table: its default, how it is read, what it takes and what it is for; the value of a `secret`
    is never shown."""
    row = {"cast": cast, "takes": takes, "help": text, "secret": secret}
    return field(default=default, repr=not secret, metadata=row)


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
    port: int = _setting(8000, _port, "1 to 65535", "The port it listens on.")
    base_url: str = _setting(
        "", _page, "http(s)://... without ? and #", "The public address of the site, for links that leave it."
    )
    workers: int = _setting(1, _positive, "a number", "Processes that serve, each with the index open.")
    answers: int = _setting(1000, _count, "a number", "Answers that each process keeps in memory; 0 keeps none.")
    max_bytes: int = _setting(50_000_000, _positive, "bytes", "A larger document is refused.")
    max_text: int = _setting(
        2_000_000, _positive, "characters", "A document with more text than this (four thick books) is refused."
    )
    max_seconds: int = _setting(60, _positive, "seconds", "A document that takes longer to read is refused.")
    max_memory: int = _setting(2_000_000_000, _positive, "bytes", "Memory for the reading of one document.")
    semantic: bool = _setting(
        False, _flag, "0 | 1", "With 1 an ingestion makes vectors for search by meaning (needs the extra `semantic`)."
    )
    opensearch_url: str = _setting(
        "http://127.0.0.1:9200", _addresses, "http(s)://..., several with commas, without a password",
        "The nodes of the OpenSearch cluster.", secret=True,
    )  # fmt: skip
    opensearch_index: str = _setting("kb", _name, "small letters, digits, - and _", "The alias that readers ask for.")
    opensearch_shards: int = _setting(3, _positive, "a number", "Primary shards of a build.")
    opensearch_replicas: int = _setting(1, _count, "a number", "Copies of each shard; 0 loses a build with its node.")
    opensearch_user: str = _setting("", str, "a name", "Who we are to the cluster.")
    opensearch_password: str = _setting("", str, "a password", "Never shown.", secret=True)
    opensearch_ca: str = _setting(
        "", _file, "a file", "Certificates to trust, where those of the system are not meant."
    )
    opensearch_timeout: int = _setting(10, _positive, "seconds", "A node that takes longer is given up.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; `BadSetting` names the variable, its value and what it takes."""
        values: dict[str, Any] = {}
        for row in fields(cls):
            name = PREFIX + row.name.upper()
            raw = environ.get(name, "").strip()
            if raw:
                values[row.name] = _cast(name, raw, row.metadata)
        return cls(**values)


def _cast(name: str, raw: str, row: Mapping[str, Any]) -> Any:
    try:
        return row["cast"](raw)
    except ValueError as error:
        value = "a value that cannot be read" if row["secret"] else f"the value {raw!r}"
        raise BadSetting(f"{name} has {value}; it takes {row['takes']}.", name) from error


def table() -> list[tuple[str, str, str, str]]:
    """The settings as rows of name, default, what it takes, what it is for."""
    rows = []
    for row in fields(Settings):
        default = "" if row.default in (MISSING, "") else str(int(row.default) if row.default is False else row.default)
        rows.append((PREFIX + row.name.upper(), default, row.metadata["takes"], row.metadata["help"]))
    return rows
