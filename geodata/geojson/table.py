"""What reading gives: features, and the table that holds them with the report. Pure."""

from dataclasses import dataclass, field
from typing import Any

from geodata.report import Report


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature as the file has it.

    Parameters
    ----------
    index : int
        Its place in the file's collection, from 0.
    id : str or int or float or None
        Its id, with the type it has in the file.
    geometry : shapely.Geometry or None
        In longitude and latitude (degrees, WGS 84), rings by the right-hand rule; never empty.
    properties : dict
        All its properties, each with the type it has in the file.
    foreign : dict
        Its other members: foreign members (RFC 7946 section 6.1) and ``bbox``.
    """

    index: int
    id: str | int | float | None
    geometry: Any
    properties: dict[str, Any]
    foreign: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The usable features of one file, and what reading found.

    Parameters
    ----------
    features : tuple of Feature
        The features that can be used, in the file's order.
    report : Report
        What was accepted, repaired, refused and noted.
    members : dict
        The collection's other members: foreign members and ``bbox``.
    kind : str or None
        The ``type`` of the root object; None where the file is refused.
    """

    features: tuple[Feature, ...]
    report: Report
    members: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None
