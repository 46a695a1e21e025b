"""How the compiled searches are compiled. Pure."""

from typing import Final

import numba

from geodata.geodesy.compiled.cache import drop_stale

drop_stale()

njit: Final = numba.njit(cache=True, nogil=True, error_model="numpy")
"""Compiled once and kept on the disk; runs without the interpreter's lock; no checks for division by zero."""
inlined: Final = numba.njit(inline="always", error_model="numpy")
"""Written into the functions that call it: for innermost loops over arrays."""
