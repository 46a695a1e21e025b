"""What the parts of the reader say while they read: faults, which stop a feature or the file, and remarks.

Imports only the report; every room of this folder may import it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from geodata.report import Finding, Severity


class Fault(Exception):
    """One feature cannot be used.

    Parameters
    ----------
    rule : str
        Stable name of the rule.
    pointer : str
        JSON pointer (RFC 6901) to the place.
    message, hint : str
        What was got and expected; what to do.
    """

    def __init__(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.pointer = pointer
        self.message = message
        self.hint = hint

    def finding(self, *, file: str, feature: int | None = None, id_: str | None = None) -> Finding:
        """Give the fault as a finding of the report."""
        return Finding(
            Severity.REJECT, self.rule, self.message, self.hint, file, feature, id_, pointer=self.pointer
        )


class FileFault(Fault):
    """Nothing of the file can be used."""


@dataclass(slots=True)
class _Remark:
    severity: Severity
    pointer: str
    message: str
    hint: str
    places: int = 1


class Remarks:
    """The repairs and notes for one feature: one for each rule, with its first place and a count.

    Examples
    --------
    >>> remarks = Remarks()
    >>> remarks.repair("ring-winding", "/coordinates/0", "the ring is wound the wrong way")
    >>> remarks.repair("ring-winding", "/coordinates/1", "the ring is wound the wrong way")
    >>> [str(finding) for finding in remarks.findings(file="a.geojson")]
    ['a.geojson, /coordinates/0: the ring is wound the wrong way (2 places, this is the first)']
    """

    def __init__(self) -> None:
        self._by_rule: dict[str, _Remark] = {}

    def __bool__(self) -> bool:
        return bool(self._by_rule)

    def repair(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Say that the data is changed in a named way."""
        self._add(Severity.REPAIR, rule, pointer, message, hint)

    def note(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Say that something is unusual; the data stays as it is."""
        self._add(Severity.NOTE, rule, pointer, message, hint)

    def _add(self, severity: Severity, rule: str, pointer: str, message: str, hint: str) -> None:
        known = self._by_rule.get(rule)
        if known is None:
            self._by_rule[rule] = _Remark(severity, pointer, message, hint)
        else:
            known.places += 1

    def findings(self, *, file: str, feature: int | None = None, id_: str | None = None) -> Iterator[Finding]:
        """Give the remarks as findings of the report, in the order in which the rules were met."""
        for rule, remark in self._by_rule.items():
            more = f" ({remark.places} places, this is the first)" if remark.places > 1 else ""
            message = remark.message + more
            yield Finding(remark.severity, rule, message, remark.hint, file, feature, id_, remark.pointer)


def step(pointer: str, name: str | int) -> str:
    """Extend a JSON pointer by one member or index, escaped as RFC 6901 section 3 asks.

    Examples
    --------
    >>> step("/features/0", "a/b")
    '/features/0/a~1b'
    """
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
