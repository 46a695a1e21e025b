"""The exceptions of `geodata`. Pure: imports nothing of the project; everyone may import it.

::

    GeoDataError
    ├── UnreadableFile      (ValueError)  nothing of the file can be used
    ├── InvalidArgument     (ValueError)  a caller's value is out of range
    ├── UnknownName         (KeyError)    a name that is not in a list of choices
    └── WriteFailed         (OSError)     a target could not be written; it is as it was

Each class also inherits the builtin that a caller would expect. A message says which, where, what was
got, what was expected and what to do.
"""

import difflib
from collections.abc import Iterable
from typing import Self


class GeoDataError(Exception):
    """Any error that `geodata` raises on purpose."""

    def __str__(self) -> str:
        """Give the sentence itself; ``KeyError`` would quote it."""
        return str(self.args[0]) if self.args else type(self).__name__

    @property
    def rule(self) -> str:
        """The stable name of the rule that was broken, for logs; empty where it has none.

        Examples
        --------
        >>> GeoDataError("latitude 95 is outside -90..90", "latitude-range").rule
        'latitude-range'
        """
        return str(self.args[1]) if len(self.args) > 1 else ""


class UnreadableFile(GeoDataError, ValueError):
    """Nothing of a file can be used: it is missing, empty, not JSON, or of another kind."""


class InvalidArgument(GeoDataError, ValueError):
    """A caller's value is out of range."""


class UnknownName(GeoDataError, KeyError):
    """A name that is not in a list of choices."""

    @classmethod
    def among(cls, what: str, name: object, choices: Iterable[str]) -> Self:
        """Build the error that names the nearest choice and lists them all.

        Parameters
        ----------
        what : str
            What kind of thing was named, e.g. ``"layer"``.
        name : object
            The name that was given.
        choices : iterable of str
            The names that exist.

        Examples
        --------
        >>> print(UnknownName.among("layer", "bordrs", ["borders", "facilities"]))
        unknown layer 'bordrs'; did you mean 'borders'? Choose from: borders, facilities
        """
        known = sorted(choices)
        near = difflib.get_close_matches(str(name), known, n=1)
        guess = f"; did you mean {near[0]!r}?" if near else "."
        return cls(f"unknown {what} {name!r}{guess} Choose from: {', '.join(known)}")


class WriteFailed(GeoDataError, OSError):
    """A target could not be written; it is as it was before."""
