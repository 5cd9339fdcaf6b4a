"""From the stated names of a place to the place: English name, coordinates, other names. Never a guess."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from kb.ingest import country as countries
from kb.ingest import territory
from kb.ingest.gazetteer import Gazetteer, Place, other_names, states
from kb.text import fold, slug

ABROAD = 20
"""Without a country, the largest place is meant when it is so many times as large as the next one: Lisbon, not one of
the ten in the United States. Córdoba, Cuenca and Durham stay open."""

AT_HOME = 3
"""Within a country, so many times."""

NEAR = 30.0
"""Stated coordinates choose among places of one name within so many kilometres."""

_LARGE = 100_000
_KNOWN_WIDELY = 25
_OFFICE = re.compile(
    r"(?i)^(?:ville|cit[ée]|commune|mairie|municipalit[éy]|city|town|council|ciudad|ayuntamiento|municipio"
    r"|munic[ií]pio|prefeitura|c[âa]mara municipal|cidade|vila|ajuntament|ciutat|comune|citt[àa]|stadt|gemeinde"
    r"|concello)"
    r"\s+(?:of|de la|de les|de los|de las|del|de l['’]|de|des|da|do|dos|d['’]|di)?\s*"
)
_AFTER = re.compile(r"(?i)\s+(?:city|municipality|town|shi)$|\s*\([^)]*\)$|(?<=..)[市区縣县]$|(?<=..)시$")


@dataclass(frozen=True)
class Placed:
    """A place as a work holds it. `names` are those of the place and its country, `areas` those of what it lies in.

    `found` is the gazetteer's row, `None` when the name stays as it is stated; `warnings` say why.
    """

    city: str | None = None
    country: str | None = None
    found: Place | None = None
    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def resolve(
    gazetteer: Gazetteer,
    city: str | None,
    country: str | None,
    region: str | None = None,
    at: tuple[float, float] | None = None,
) -> Placed:
    """The place that is stated. The country is filled in when only one place can be meant; a name that is unknown,
    of several places or of another country stays as it is, with a warning."""
    placed = _resolve(gazetteer, city, country, region, at)
    admin = placed.found.admin if placed.found else None
    return replace(placed, areas=territory.names(placed.country, region, admin))


def _resolve(
    gazetteer: Gazetteer, city: str | None, country: str | None, region: str | None, at: tuple[float, float] | None
) -> Placed:
    if city is None:
        return Placed(country=country, names=_country_names(country))
    places = _candidates(gazetteer, city)
    inside = tuple(place for place in places if country in (None, place.country))
    chosen = _choose(city, inside, AT_HOME if country else ABROAD, region, at)
    if chosen is None:
        known = bool(at and country and not inside)  # the curator has found it where the gazetteer has not
        warning = _ambiguous(city, country, inside) if inside else _unknown(gazetteer, city, country, places)
        return Placed(city, country, None, _country_names(country), warnings=() if known else (warning,))
    name, warnings = _named(city, chosen)
    others = () if slug(city) == slug(name) else (city,)
    names = (*others, *other_names(chosen, (name, *others)), *_country_names(chosen.country))
    return Placed(name, chosen.country, chosen, tuple(dict.fromkeys(names)), warnings=warnings)


def _country_names(country: str | None) -> tuple[str, ...]:
    return countries.other_names(country) if country else ()


def _candidates(gazetteer: Gazetteer, city: str) -> tuple[Place, ...]:
    """The places of this name; if there are none, of the name without `Ville de`, `City`, 市."""
    names = [city, _OFFICE.sub("", city), _AFTER.sub("", city), _AFTER.sub("", _OFFICE.sub("", city))]
    for name in dict.fromkeys(name.strip() for name in names):
        if name and (found := gazetteer.named(name)):
            return found
    return ()


def _choose(
    city: str, places: Iterable[Place], factor: int, region: str | None, at: tuple[float, float] | None
) -> Place | None:
    """The one that is meant: nearest to stated coordinates, in the stated region, of exactly this name, or by far the
    largest. `None` when it stays open."""
    left = list(places)
    if at:
        near = min(left, key=lambda place: _distance(place, at), default=None)
        return near if near and _distance(near, at) <= NEAR else None
    state = states().get(slug(region)) if region and any(place.country == "US" for place in left) else None
    left = [place for place in left if state in (None, place.admin) or place.country != "US"]
    for same in (
        [place for place in left if city in (place.name, place.local)],
        [place for place in left if slug(city) in _slugs(place)],
    ):
        chosen = _largest(same, factor)
        # abroad a village of exactly this name must not hide a city that also goes by it
        if chosen and (factor == AT_HOME or _largest(left, factor) == chosen or len(left) == 1):
            return chosen
        if same and factor == AT_HOME:
            return None
    return _largest(left, factor)


def _slugs(place: Place) -> tuple[str, str]:
    return slug(place.name), slug(place.local)


def _largest(places: list[Place], factor: int) -> Place | None:
    ranked = sorted(places, key=lambda place: (-(place.population or 0), place.id))
    if len(ranked) < 2:
        return ranked[0] if ranked else None
    first, second = ranked[0].population or 0, ranked[1].population or 0
    enough = first >= _LARGE if factor == ABROAD else True
    return ranked[0] if enough and first >= factor * max(second, 1) else None


def _distance(place: Place, at: tuple[float, float]) -> float:
    """Kilometres between a place and coordinates."""
    (lat1, lon1), (lat2, lon2) = (map(radians, pair) for pair in ((place.latitude, place.longitude), at))
    root = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12_742 * asin(sqrt(root))


def _named(city: str, place: Place) -> tuple[str, tuple[str, ...]]:
    """The name that the work is filed under. A name that is nothing like the gazetteer's is kept for a small place,
    where it may be a district or municipality of its own, and exchanged with a warning for one known widely."""
    if slug(city) in _slugs(place):
        as_stated = slug(city) == slug(place.name) and not (city.islower() or city.isupper())
        return (city if as_stated else place.name), ()
    plain = fold(_AFTER.sub("", _OFFICE.sub("", city)).strip())
    known = (fold(place.name), fold(place.local))
    alike = max(fuzz.ratio(plain, name) for name in known)
    if len(plain) > 3:
        alike = max(alike, *(fuzz.partial_ratio(plain, name) for name in known if len(name) > len(plain)), 0)
    if alike >= 60 or not plain.isascii():
        return place.name, ()
    if len(place.names) < _KNOWN_WIDELY:
        return city, (f"found {city!r}, which the gazetteer has as another name of {place.name}; kept as it is.",)
    return place.name, (f"found {city!r}, which is another name of {place.name}; filed under {place.name}.",)


def _ambiguous(city: str, country: str | None, places: Iterable[Place]) -> str:
    known = "; ".join(shown(place) for place in list(places)[:4])
    how = "state the coordinates" if country else "state the country"
    return f"found {city!r}, the name of several places ({known}): {how}. None was chosen."


def _unknown(gazetteer: Gazetteer, city: str, country: str | None, elsewhere: tuple[Place, ...]) -> str:
    where = f" in {countries.name(country)} ({country})" if country else ""
    if elsewhere:
        known = "; ".join(shown(place) for place in elsewhere[:3])
        return f"found {city!r}, which is not known{where}, but as {known}. Kept as it is, without coordinates."
    near = gazetteer.near(city, country)
    hint = f"; did you mean {near!r}?" if near else "."
    return f"found {city!r}, which is not known{where}{hint} Kept as it is, without coordinates."


def shown(place: Place) -> str:
    """A place as messages show it."""
    people = f", {place.population:,} inhabitants" if place.population else ""
    return f"{place.name} in {countries.name(place.country)} ({place.country}){people}"
