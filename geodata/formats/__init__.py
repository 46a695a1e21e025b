"""Foreign formats: one file each, with a mapping that a reader can see, turning tables into the same dataset.

A new format is a file here, a line in `FORMATS`, and a test.
"""

from collections.abc import Sequence
from typing import Final

from geodata.errors import UnknownName
from geodata.formats.acled import ACLED
from geodata.formats.format import Format
from geodata.formats.gem import GEM_FIELDS, GEM_PIPELINES, GEM_TERMINALS
from geodata.formats.geoconfirmed import GEOCONFIRMED, GEOLOCATED
from geodata.formats.mapping import has_columns
from geodata.formats.timemap import TIMEMAP
from geodata.formats.ucdp import UCDP
from geodata.formats.viina import VIINA
from geodata.formats.wri import WRI

FORMATS: Final[tuple[Format, ...]] = (
    ACLED,
    UCDP,
    VIINA,
    GEM_FIELDS,
    GEM_TERMINALS,
    GEM_PIPELINES,
    WRI,
    GEOLOCATED,
    GEOCONFIRMED,
    TIMEMAP,
)
"""All formats. A table is of the first whose columns it has."""


def format_of(columns: Sequence[str]) -> Format | None:
    """Tell the format of a table from the names of its columns.

    Parameters
    ----------
    columns : sequence of str
        The table's.

    Returns
    -------
    Format or None
        None where it is none that is known.

    Examples
    --------
    >>> format_of(["gppd_idnr", "name", "country", "primary_fuel", "latitude", "longitude"]).name
    'wri'
    """
    return next((one for one in FORMATS if has_columns(one.rules, columns)), None)


def format_named(name: str) -> Format:
    """Give the format of a name.

    Parameters
    ----------
    name : str
        Of a row of `FORMATS`.

    Returns
    -------
    Format

    Raises
    ------
    UnknownName
        If there is none.
    """
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        raise UnknownName.among("format", name, [one.name for one in FORMATS])
    return found


__all__ = ["FORMATS", "Format", "format_named", "format_of"]
