"""Checks of values that GeoJSON leaves free: properties, ids and foreign members. Pure.

They may be anything that JSON allows, but not endlessly deep or long, and not beyond a double.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

from geodata.geojson.limits import Limits
from geodata.geojson.remarks import Fault, FileFault, Remarks, step
from geodata.geojson.syntax import nesting_fault

_PLAIN = frozenset((str, int, bool, type(None)))
_FLAT = _PLAIN | {float}
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which stands for no character (RFC 8259 section 8.2)."""


def has_surrogates(text: str) -> bool:
    r"""Tell whether a JSON text may hold half a surrogate pair, which only an escape can write.

    Examples
    --------
    >>> has_surrogates(r'"\ud800"'), has_surrogates('"a"')
    (True, False)
    """
    return "\\ud" in text or "\\uD" in text


@dataclass(frozen=True, slots=True)
class Audit:
    """What to look for.

    Parameters
    ----------
    limits : Limits
        The bounds on nesting and strings.
    strings : bool
        Whether the text may hold strings that are too long or hold half a surrogate pair.
    """

    limits: Limits
    strings: bool

    def members(self, members: dict[str, Any], pointer: str, remarks: Remarks) -> None:
        """Check the members of an object; most are settled by their types alone.

        Parameters
        ----------
        members, pointer, remarks
            As for `value`.

        Raises
        ------
        Fault, FileFault
            As for `value`.

        Examples
        --------
        >>> Audit(Limits(), strings=False).members({"share": 0.5}, "/properties", Remarks())
        """
        if not self.strings:
            kinds = set(map(type, members.values()))
            if kinds <= _PLAIN:
                return
            values = members.values()
            if kinds <= _FLAT and math.inf not in values and -math.inf not in values:
                return
        self.value(members, pointer, remarks)

    def value(self, value: Any, pointer: str, remarks: Remarks) -> None:
        """Check one value and all that is in it.

        Parameters
        ----------
        value : object
            What the file has.
        pointer : str
            Where it stands.
        remarks : Remarks
            Receives the notes.

        Raises
        ------
        Fault
            A number is beyond a double.
        FileFault
            A value is nested too deep or a string is too long.

        Examples
        --------
        >>> Audit(Limits(), strings=False).value([1, {"a": None}], "/properties/parts", Remarks())
        """
        if isinstance(value, str):
            self._string(value, pointer, remarks)
        elif isinstance(value, float):
            if math.isinf(value):
                message = "the number is beyond the range of a double."
                raise Fault("number-size", pointer, message, "Write it as text, or null if it is not known.")
        elif isinstance(value, dict | list):
            # Every container around this one has its step in the pointer.
            if pointer.count("/") >= self.limits.max_nesting:
                raise nesting_fault(self.limits.max_nesting)
            for name, member in value.items() if isinstance(value, dict) else enumerate(value):
                if isinstance(name, str) and self.strings:
                    self._string(name, pointer, remarks)
                self.value(member, step(pointer, name), remarks)

    def _string(self, text: str, pointer: str, remarks: Remarks) -> None:
        if len(text) > self.limits.max_string:
            message = f"a string has {len(text):,} characters; at most {self.limits.max_string:,} are read."
            raise FileFault("string-size", pointer, message, "Shorten it, or raise the limit.")
        if self.strings and LONE_SURROGATE.search(text):
            message = "text holds half of a surrogate pair, which stands for no character"
            remarks.note("lone-surrogate", pointer, message, "Replace it (RFC 8259 section 8.2).")
