"""What reading and checking found: findings, and the report that collects them.

Pure: no I/O. Readers, checks and the command line import it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

MOST_LISTED: Final = 10_000
"""Findings of one rule that a report lists for a file; the others are counted."""


class Severity(StrEnum):
    """What a finding did to the data."""

    NOTE = "note"
    """Something is missing or unusual; the data is unchanged."""

    REPAIR = "repair"
    """The data was changed in a named way so that it can be used."""

    REJECT = "reject"
    """A feature, or the whole file, was left out."""


class Verdict(StrEnum):
    """The outcome for one file: its gravest finding, where a note weighs nothing."""

    ACCEPT = "accept"
    REPAIR = "repair"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, where, and what to do about it.

    Parameters
    ----------
    severity : Severity
        What it did to the data.
    rule : str
        Stable name of the rule, e.g. ``"latitude-range"``.
    message : str
        What was got and what was expected, as a sentence.
    hint : str
        What to do.
    file : str
        Path of the file as the user gave it, below that of its folder where a folder was named.
    feature : int or None
        Index of the feature in its collection; None for the file itself.
    id : str or None
        The id of the feature or record, where it has one.
    pointer : str
        JSON pointer (RFC 6901) to the place; ``""`` is the whole document.
    record : int or None
        Index of the record in a file that is a list, such as ``flows.json``.
    """

    severity: Severity
    rule: str
    message: str
    hint: str = ""
    file: str = ""
    feature: int | None = None
    id: str | None = None
    pointer: str = ""
    record: int | None = None

    def __str__(self) -> str:
        """Write the finding as one sentence: which, where, got, expected, what to do."""
        where = self.file
        for noun, index in (("feature", self.feature), ("record", self.record)):
            if index is not None:
                where += f", {noun} {index}"
        if self.id is not None:
            where += f" (id {self.id!r})"
        if self.pointer:
            where += f", {self.pointer}"
        closed = self.message if self.message.endswith((".", "?", "!", ";", ":")) else f"{self.message}."
        text = f"{closed} {self.hint}" if self.hint else closed
        return f"{where}: {text}" if where else text

    def to_json(self) -> dict[str, Any]:
        """Give the finding as a JSON-ready dict."""
        return asdict(self)


class Listing:
    """Findings as they come: of each rule the first ones, and how many others there are.

    A small file can be at fault in a million places; a report of all would fill the memory.

    Parameters
    ----------
    most : int
        How many of a rule are listed.

    Examples
    --------
    >>> listing = Listing(most=1)
    >>> listing.take(Finding(Severity.NOTE, "no-date", "has no date", file="a.json") for _ in range(3))
    >>> [str(finding) for finding in listing.findings]
    ['a.json: has no date.', 'a.json: 2 more findings of the rule no-date are counted and not listed.']
    """

    def __init__(self, most: int = MOST_LISTED) -> None:
        self._most = most
        self._listed: list[Finding] = []
        self._counts: Counter[tuple[Severity, str, str]] = Counter()

    def take(self, findings: Iterable[Finding]) -> None:
        """Take findings, one after the other."""
        for finding in findings:
            key = finding.severity, finding.rule, finding.file
            self._counts[key] += 1
            if self._counts[key] <= self._most:
                self._listed.append(finding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that are listed, and one for the others of each rule."""
        more = (
            Finding(
                severity,
                rule,
                f"{count - self._most:,} more findings of the rule {rule} are counted and not listed.",
                file=file,
            )
            for (severity, rule, file), count in self._counts.items()
            if count > self._most
        )
        return (*self._listed, *more)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings for one file or dataset, in the order in which they were met.

    Parameters
    ----------
    file : str
        Path of the file, as in its findings.
    findings : tuple of Finding
        What was found.
    features_read, features_kept : int
        How many features, or records of a file without features, there are and how many are usable.
    """

    file: str
    findings: tuple[Finding, ...] = field(default=())
    features_read: int = 0
    features_kept: int = 0

    @property
    def verdict(self) -> Verdict:
        """The gravest finding, as a verdict.

        Examples
        --------
        >>> Report("a.geojson", (Finding(Severity.NOTE, "no-date", "has no date"),)).verdict.value
        'accept'
        """
        severities = {finding.severity for finding in self.findings}
        if Severity.REJECT in severities:
            return Verdict.REJECT
        return Verdict.REPAIR if Severity.REPAIR in severities else Verdict.ACCEPT

    @property
    def unusable(self) -> bool:
        """Whether nothing of the file can be used.

        Examples
        --------
        >>> Report("a.geojson", (Finding(Severity.REJECT, "empty", "is empty."),)).unusable
        True
        """
        return self.features_kept == 0 and self.verdict is Verdict.REJECT

    def with_findings(self, findings: Iterable[Finding]) -> "Report":
        """Return a new report that has these findings as well."""
        return Report(self.file, (*self.findings, *findings), self.features_read, self.features_kept)

    def to_json(self) -> dict[str, Any]:
        """Give the report as a JSON-ready dict."""
        return {
            "file": self.file,
            "verdict": self.verdict.value,
            "features_read": self.features_read,
            "features_kept": self.features_kept,
            "findings": [finding.to_json() for finding in self.findings],
        }
