"""What the parts of the reader say while they read: faults, which stop a feature or the file, and remarks.

Imports only the report; every room of this folder may import it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
        """Give the fault as a finding of the report.

        Parameters
        ----------
        file : str
            Name of the file.
        feature : int, optional
            Index of the feature.
        id_ : str, optional
            Its id.

        Returns
        -------
        Finding
            With the severity ``reject``.

        Examples
        --------
        >>> print(Fault("ring-size", "/coordinates/0", "the ring has 3 positions.").finding(file="a.geojson"))
        a.geojson, /coordinates/0: the ring has 3 positions.
        """
        pointer = shown(self.pointer)
        return Finding(Severity.REJECT, self.rule, self.message, self.hint, file, feature, id_, pointer)


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
    ['a.geojson, /coordinates/0: the ring is wound the wrong way (2 places, this is the first).']
    """

    def __init__(self) -> None:
        self._by_rule: dict[str, _Remark] = {}

    def __bool__(self) -> bool:
        return bool(self._by_rule)

    def repair(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Say that the data is changed in a named way.

        Parameters
        ----------
        rule : str
            Stable name of the rule.
        pointer : str
            JSON pointer to the place.
        message, hint : str
            What was done; what to do.
        """
        self._add(Severity.REPAIR, rule, pointer, message, hint)

    def note(self, rule: str, pointer: str, message: str, hint: str = "") -> None:
        """Say that something is unusual; the data stays as it is.

        Parameters
        ----------
        rule, pointer, message, hint
            As for `repair`; the message says what is unusual.
        """
        self._add(Severity.NOTE, rule, pointer, message, hint)

    def _add(self, severity: Severity, rule: str, pointer: str, message: str, hint: str) -> None:
        known = self._by_rule.get(rule)
        if known is None:
            self._by_rule[rule] = _Remark(severity, pointer, message, hint)
        else:
            known.places += 1

    def findings(self, *, file: str, feature: int | None = None, id_: str | None = None) -> Iterator[Finding]:
        """Give the remarks as findings of the report, in the order in which the rules were met.

        Parameters
        ----------
        file, feature, id_
            As for `Fault.finding`.

        Returns
        -------
        iterator of Finding
            One for each rule.
        """
        for rule, remark in self._by_rule.items():
            more = f" ({remark.places} places, this is the first)" if remark.places > 1 else ""
            message = remark.message + more
            pointer = shown(remark.pointer)
            yield Finding(remark.severity, rule, message, remark.hint, file, feature, id_, pointer)


def step(pointer: str, name: str | int) -> str:
    """Extend a JSON pointer by one member or index, escaped as RFC 6901 section 3 asks.

    Parameters
    ----------
    pointer : str
        JSON pointer to an object or array.
    name : str or int
        Name of the member, or index.

    Returns
    -------
    str
        JSON pointer to the member.

    Examples
    --------
    >>> step("/features/0", "a/b")
    '/features/0/a~1b'
    """
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def describe(value: Any) -> str:
    """Name a JSON value's kind, with the value where it is short.

    Parameters
    ----------
    value : object
        What the file has.

    Returns
    -------
    str
        Words for a sentence.

    Examples
    --------
    >>> describe({"a": 1}), describe("x"), describe(None)
    ('an object', "the text 'x'", 'null')
    """
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return "a number" if len(text := str(value)) > 25 else f"the number {text}"


def quoted(text: str) -> str:
    r"""Quote a text from a file, cut to a readable length, with signs that cannot be shown as escapes.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        In quotes.

    Examples
    --------
    >>> quoted("a\nb"), len(quoted("x" * 1000))
    ("'a\\nb'", 63)
    """
    return repr(text) if len(text) <= 60 else f"{text[:60]!r}…"


def shown(text: str) -> str:
    r"""Escape what cannot be shown or encoded, so that a finding is always safe to print.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Printable text; itself where it is printable.

    Examples
    --------
    >>> shown("pump\n7")
    'pump\\n7'
    """
    return text if text.isprintable() else repr(text)[1:-1]
