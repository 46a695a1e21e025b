"""Definitions of reference systems, looked through before a library reads them. Pure."""

import re
from typing import Final

# What PROJ takes for the name of a file and opens, whoever wrote it; @null is none.
_FILES: Final = re.compile(
    r"""PARAMETERFILE
      | \b(?:init|file|catalog|model|\w*tables?)\s*=
      | grids\s*=\s*(?!@null(?:[\s"']|$))
      | "value"\s*:\s*"
    """,
    re.IGNORECASE | re.VERBOSE,
)


NAMES_A_FILE: Final = "its reference system names a file, which is not opened. Reproject it to EPSG:4326."


def names_a_file(text: str) -> bool:
    """Tell whether a definition names a file: a grid of shifts, or a list of other definitions.

    Parameters
    ----------
    text : str
        WKT, PROJJSON or a PROJ string.

    Returns
    -------
    bool

    Examples
    --------
    >>> names_a_file('PROJCS["x",EXTENSION["PROJ4","+proj=merc +nadgrids=@null +no_defs"]]')
    False
    >>> names_a_file('PROJCS["x",EXTENSION["PROJ4","+proj=merc +nadgrids=@null,/home/a +no_defs"]]')
    True
    """
    return _FILES.search(text) is not None
