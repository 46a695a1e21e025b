"""What the app was started with. Handed on within the process: the system shows arguments to everybody."""

import sys
from pathlib import Path
from typing import Final

from geodata.sample import SAMPLE

_given: Final[list[str]] = []


def give(location: str) -> None:
    """Name the dataset that the app is started with.

    Parameters
    ----------
    location : str
        A folder, a file, the address of a database, which may hold a password.
    """
    _given[:] = [location]


def given() -> tuple[str, ...]:
    """Give the dataset that the app was started with.

    Returns
    -------
    tuple of str
        What was given, or else the arguments of Streamlit's own command; empty where nothing was named.
    """
    return tuple(_given or sys.argv[1:])


def first_location() -> str:
    """Give where a reader begins: the dataset that was named, or the bundled one."""
    return str(Path(SAMPLE)) if not given() else given()[0]
