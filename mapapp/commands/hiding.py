"""Addresses of databases, out of sight: what a command is started with, the system shows to everybody."""

import os
import sys
from typing import Final

DATASET: Final = "MAPAPP_DATASET"
"""The environment variable that names a dataset; only its owner can look into a process's environment."""


def hide(address: str) -> None:
    """Start this command anew, with an address in its environment instead of among its arguments.

    Nothing happens where it stands in the environment already.

    Parameters
    ----------
    address : str
        Of a database; a password may stand in it.
    """
    # Processes that this one starts are not told.
    os.environ.pop(DATASET, None)
    if os.name != "posix" or address not in sys.orig_argv:
        return
    others = [argument for argument in sys.orig_argv[1:] if argument != address]
    os.execve(sys.executable, [sys.executable, *others], {**os.environ, DATASET: address})
