"""What reading gives: features, one by one or as columns, and the table that holds them with the report.

Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True, slots=True)
class Batch:
    """Usable features of a file, as columns: what a `Feature` has, for each of them.

    Parameters
    ----------
    indices, ids, properties, foreign : sequence (n items)
        As for `Feature`.
    geometries : array of object, shape (n,)
        As for `Feature`.
    """

    indices: Sequence[int]
    ids: Sequence[str | int | float | None]
    geometries: npt.NDArray[np.object_]
    properties: Sequence[dict[str, Any]]
    foreign: Sequence[dict[str, Any]]


def batch_of(features: Sequence[Feature]) -> Batch:
    """Give features as columns.

    Examples
    --------
    >>> batch_of([Feature(0, "a", None, {}), Feature(2, "b", None, {})]).indices
    [0, 2]
    """
    return Batch(
        [feature.index for feature in features],
        [feature.id for feature in features],
        np.fromiter((feature.geometry for feature in features), dtype=np.object_, count=len(features)),
        [feature.properties for feature in features],
        [feature.foreign for feature in features],
    )


class Sink(Protocol):
    """Receives the features of a file while it is read."""

    def add(self, batch: Batch) -> None:
        """Take features, in the file's order."""

    def clear(self) -> None:
        """Forget all features: the file is refused, or read again from its beginning."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, without its features.

    Parameters
    ----------
    report, members, kind
        As for `FeatureTable`.
    """

    report: Report
    members: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None
