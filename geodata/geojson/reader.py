"""The strict GeoJSON reader (RFC 8259, RFC 7946): bytes in, usable features and a report out.

It never stops at the first fault: a feature that cannot be used is left out with its finding, the others
are kept. Knows no map and no screen.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import shapely

from geodata.geojson.audit import Audit
from geodata.geojson.geometry import make_points, read_geometry
from geodata.geojson.jsonfile import DEFAULT_LIMITS, read_bytes
from geodata.geojson.jsonparse import STREAMED, parse_document
from geodata.geojson.limits import Limits
from geodata.geojson.remarks import Fault, FileFault, Remarks, shown
from geodata.geojson.structure import read_collection_members, read_feature, read_root
from geodata.geojson.table import Feature, FeatureTable
from geodata.geojson.text import read_text
from geodata.report import Finding, Report


def read_features(
    path: str | os.PathLike[str], *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> FeatureTable:
    """Read a GeoJSON file.

    Parameters
    ----------
    path, name, limits
        As for `read_json`.

    Returns
    -------
    FeatureTable
        The usable features and the report. A file that cannot be used gives no features and one finding.

    Raises
    ------
    UnreadableFile
        The file is missing, a folder, or may not be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "depot.geojson")
    ...     _ = file.write_text('{"type": "Point", "coordinates": [30.5, 50.4]}')
    ...     read_features(file).report.verdict.value
    'accept'
    """
    name = os.fspath(path) if name is None else name
    return _read(lambda: read_bytes(path, limits=limits), name, limits)


def parse_features(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> FeatureTable:
    """Read GeoJSON from bytes. Whatever they are, this does not raise.

    Parameters
    ----------
    data : bytes
        The content of a file.
    name : str
        How findings name it.
    limits : Limits
        How large it may be.

    Returns
    -------
    FeatureTable
        The usable features and the report.

    Examples
    --------
    >>> table = parse_features(b'{"type": "Point", "coordinates": [48.2, 190.2]}', name="a.geojson")
    >>> print(table.report.findings[0].message)
    latitude 190.2 is outside -90..90; were longitude and latitude swapped?
    >>> table = parse_features(b'{"type": "Point", "coordinates": [30.5, 50.4]}', name="a.geojson")
    >>> table.features[0].geometry
    <POINT (30.5 50.4)>
    """
    return _read(lambda: data, name, limits)


def _read(load: Callable[[], bytes], name: str, limits: Limits) -> FeatureTable:
    reading = _Reading(shown(name), limits)
    with _collector_paused():
        try:
            return reading.read(load)
        except Fault as fault:
            return reading.refused(fault)


class _Reading:
    """One file on its way through: what was found and kept so far."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.findings: list[Finding] = []
        self.features: list[Feature] = []
        self.read_count = 0
        self.vertices = 0
        self.surrogates = False

    def read(self, load: Callable[[], bytes]) -> FeatureTable:
        remarks = Remarks()
        # Loaded here, so that the bytes are gone once they are text.
        text = read_text(load(), self.limits, remarks)
        self.surrogates = "\\ud" in text or "\\uD" in text
        root = parse_document(text, self.take)
        kind = read_root(root)
        if kind == "FeatureCollection":
            members = read_collection_members(root, self.audit(len(text)), remarks)
        else:
            members = {}
            self.findings, self.features, self.vertices = [], [], 0
            self.read_count = 1
            self.keep([self.single(root, kind, self.audit(len(text)), remarks)])
        found = [*remarks.findings(file=self.name), *self.findings, *self.duplicate_ids()]
        report = Report(self.name, tuple(found), self.read_count, len(self.features))
        return FeatureTable(tuple(self.features), report, members, kind)

    def refused(self, fault: Fault) -> FeatureTable:
        """Give the table of a file that cannot be used."""
        return FeatureTable((), Report(self.name, (fault.finding(file=self.name),), self.read_count, 0))

    def audit(self, chars: int) -> Audit:
        # Text shorter than the bound cannot hold a string longer than it.
        return Audit(self.limits, strings=self.surrogates or chars > self.limits.max_string)

    def take(self, batch: list[Any], start: int, chars: int) -> None:
        """Check a batch of the collection's features and keep the usable ones.

        Raises
        ------
        FileFault
            If there are more features than the limits allow.
        """
        self.read_count = start + len(batch)
        if self.read_count > self.limits.max_features:
            message = f"the collection has more than {self.limits.max_features:,} features."
            raise FileFault("feature-count", "/features", message, "Split the file, or raise the limit.")
        audit = self.audit(chars)
        usable = []
        for index, value in enumerate(batch, start):
            remarks = Remarks()
            try:
                usable.append(read_feature(value, index, f"/features/{index}", audit, remarks))
            except FileFault:
                raise
            except Fault as fault:
                self.findings.append(fault.finding(file=self.name, feature=index, id_=_id_text(value)))
                continue
            if remarks:
                self.findings += remarks.findings(file=self.name, feature=index, id_=_id_text(value))
        self.keep(usable)

    def single(self, root: dict[str, Any], kind: str, audit: Audit, remarks: Remarks) -> Feature:
        """Read a file that is one feature or one bare geometry."""
        if root.get("features") is STREAMED:
            root = root | {"features": []}
        if kind == "Feature":
            return read_feature(root, 0, "", audit, remarks)
        geometry = read_geometry(root, "", remarks, max_nesting=self.limits.max_nesting)
        return Feature(0, None, geometry, {})

    def keep(self, features: list[Feature]) -> None:
        """Make the points, count the positions, and keep the features.

        Raises
        ------
        FileFault
            If there are more positions than the limits allow.
        """
        geometries = make_points([feature.geometry for feature in features])
        self.vertices += int(shapely.get_num_coordinates(geometries).sum())
        if self.vertices > self.limits.max_vertices:
            message = f"the geometries have more than {self.limits.max_vertices:,} positions together."
            raise FileFault("vertex-count", "", message, "Simplify or split the file, or raise the limit.")
        for bare, geometry in zip(features, geometries, strict=True):
            done = Feature(bare.index, bare.id, geometry, bare.properties, bare.foreign)
            self.features.append(done)

    def duplicate_ids(self) -> Iterator[Finding]:
        """Note ids that two features share; both features stay."""
        remarks = Remarks()
        # 1 and 1.0 are the same number; "1" is another id.
        seen: set[str | int | float] = set()
        for feature in self.features:
            if feature.id is None:
                continue
            if feature.id in seen:
                pointer = f"/features/{feature.index}/id"
                message = f"the id {feature.id!r} is another feature's as well; both are kept"
                remarks.note("duplicate-id", pointer, message, "Give each feature its own id.")
            seen.add(feature.id)
        return remarks.findings(file=self.name)


def _id_text(value: Any) -> str | None:
    id_ = value.get("id") if isinstance(value, dict) else None
    return shown(str(id_)[:100]) if isinstance(id_, str | int | float) and not isinstance(id_, bool) else None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector off: parsing makes millions of objects and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
