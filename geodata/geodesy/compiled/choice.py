"""When the compiled searches are worth their start, and the way into them. Pure.

Loading numba takes about a second, compiling half a minute once per installation (`make app` and `make test`
do it; the result is kept on disk). So small searches, and all searches where numba is missing, take the way
through numpy and scipy. Both give the same result.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final, Literal, get_args

import numpy as np

from geodata.errors import UnknownName
from geodata.geodesy.compiled.cache import is_kept

Mode = Literal["auto", "always", "never"]

LOADED_FROM: Final = 256
"""From this many points on, the compiled searches are quicker when they are loaded already."""
CACHED_FROM: Final = 4_000
"""Likewise when they lie compiled on the disk."""
COLD_FROM: Final = 200_000
"""Likewise when they must be compiled first."""

_KERNELS: Final = "geodata.geodesy.compiled.kernels"
_mode: ContextVar[Mode] = ContextVar("_mode", default="auto")


@contextmanager
def using(mode: Mode) -> Iterator[None]:
    """Force or forbid the compiled searches while the context lasts.

    Parameters
    ----------
    mode : {"auto", "always", "never"}
        By size and circumstances; for every search; for none.

    Raises
    ------
    UnknownName
        For another mode.

    Examples
    --------
    >>> with using("never"):
    ...     kernels(1_000_000) is None
    True
    """
    if mode not in get_args(Mode):
        raise UnknownName.among(mode, get_args(Mode), "mode")
    before = _mode.set(mode)
    try:
        yield
    finally:
        _mode.reset(before)


def kernels(points: int) -> ModuleType | None:
    """Give the compiled searches where they pay for this many points, else None.

    Parameters
    ----------
    points : int
        How many are looked up.

    Returns
    -------
    module or None
    """
    mode = _mode.get()
    if mode == "never" or (mode == "auto" and points < _worth_from()):
        return None
    return load_kernels()


def load_kernels() -> ModuleType:
    """Load the compiled searches, compiling what is not kept on the disk."""
    return import_module(_KERNELS)


def _worth_from() -> float:
    if _KERNELS in sys.modules:
        return LOADED_FROM
    if find_spec("numba") is None:
        return np.inf
    return CACHED_FROM if is_kept() else COLD_FROM
