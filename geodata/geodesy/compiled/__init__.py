"""The compiled way to the same distances, for large tables. Pure.

Importing this package does not import numba: `kernels` does, once a search is large enough to pay for it.
"""

from geodata.geodesy.compiled.choice import Mode, kernels, load_kernels, using

__all__ = ["Mode", "kernels", "load_kernels", "using"]
