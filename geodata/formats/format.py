"""What a foreign format is: a frozen row that says how its tables become facilities or incidents. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from geodata.dataset import Metadata
from geodata.formats.mapping import Mapped, Rule

Properties: TypeAlias = dict[str, Any]
Said: TypeAlias = tuple[list[Properties], list[Properties]]
"""Claims, and the sources that they rest on."""


@dataclass(frozen=True, slots=True)
class Format:
    """One foreign format.

    Parameters
    ----------
    name : str
        Short and stable; also the name of its file here.
    title : str
        What it is called; its first word stands before columns that are kept under a name of ours.
    holds : str
        ``"facilities"`` or ``"incidents"``.
    rules : tuple of Rule
        The mapping: how each field follows from columns.
    source : mapping
        The source that all rows rest on, as a record of ours: id, url, publisher, licence, attribution, …
    about : Metadata
        What a dataset made of it says about itself.
    tells : callable, optional
        (record, source id) → claims and further sources; for incidents.
    files : str
        What its files are, in words.
    """

    name: str
    title: str
    holds: str
    rules: tuple[Rule, ...]
    source: Mapping[str, Any]
    about: Metadata = field(default_factory=Metadata)
    tells: Callable[[Mapped, Mapping[str, Any]], Said] | None = None
    files: str = "CSV or XLSX"

    @property
    def signs(self) -> Sequence[str]:
        """The columns that a table must have to be of this format."""
        return [column for rule in self.rules if rule.needed for column in rule.columns]


def attested(mapped: Mapped, source: Mapping[str, Any], *, by: str, what: str, role: str = "other") -> Said:
    """Give one claim: that somebody reports the event.

    Parameters
    ----------
    mapped : Mapped
        The record.
    source : mapping
        The source that it rests on.
    by, what, role : str
        Of the claim.

    Returns
    -------
    Said

    Examples
    --------
    >>> row = Mapped(1, {"start": "2025-02-17"}, None)
    >>> attested(row, {"id": "ged"}, by="UCDP", what="an event")[0][0]["stance"]
    'asserts'
    """
    claim = {
        "by": by,
        "role": role,
        "stance": "asserts",
        "about": "event",
        "what": what,
        "source": source["id"],
    }
    return [claim], []
