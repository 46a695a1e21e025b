"""A file on its way through the reader: features are checked, counted and handed on. Knows no file.

It never stops at the first fault: a feature that cannot be used is left out with its finding, the others
are kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import shapely

from geodata.geojson.audit import Audit
from geodata.geojson.geometry import make_points, read_geometry
from geodata.geojson.jsonparse import STREAMED
from geodata.geojson.limits import Limits
from geodata.geojson.remarks import Fault, FileFault, Remarks, shown
from geodata.geojson.structure import read_collection_members, read_feature, read_root
from geodata.geojson.table import Batch, Feature, Sink, Source, batch_of
from geodata.report import Finding, Listing, Report


class Reading:
    """One file on its way through: what was found so far; the features that were kept are in the sink.

    Parameters
    ----------
    name : str
        How findings name the file.
    limits : Limits
        How large it may be.
    sink : Sink
        Receives the features; cleared first.
    """

    def __init__(self, name: str, limits: Limits, sink: Sink) -> None:
        self.name = shown(name)
        self.limits = limits
        self.remarks = Remarks()
        """What is to be said of the file itself."""
        self.surrogates = False
        """Whether the text that is read now may hold half a surrogate pair."""
        self._sink = sink
        self._forget()

    def _forget(self) -> None:
        self._sink.clear()
        self._findings = Listing()
        self._indices: list[Sequence[int]] = []
        self._ids: list[Sequence[str | int | float | None]] = []
        self._read_count = 0
        self._vertices = 0

    def take(self, values: list[Any], start: int, chars: int) -> None:
        """Check elements of the collection's ``features`` one by one, and keep the usable ones.

        Parameters
        ----------
        values : list
            What the file has.
        start : int
            Index of the first.
        chars : int
            How long their text is.

        Raises
        ------
        FileFault
            If there are more features or positions than the limits allow, or one is beyond them.
        """
        self._count(start + len(values))
        audit = self._audit(chars)
        usable = []
        for index, value in enumerate(values, start):
            remarks = Remarks()
            try:
                usable.append(read_feature(value, index, f"/features/{index}", audit, remarks))
            except FileFault:
                raise
            except Fault as fault:
                self._findings.take([fault.finding(file=self.name, feature=index, id_=_id_text(value))])
                continue
            if remarks:
                self._findings.take(remarks.findings(file=self.name, feature=index, id_=_id_text(value)))
        if usable:
            self._keep(_with_points(usable))
        elif not self._indices:
            self._count_unusable(start + len(values))

    def take_plain(self, batch: Batch) -> None:
        """Keep features in which nothing is unusual.

        Parameters
        ----------
        batch : Batch
            All features from an index on.

        Raises
        ------
        FileFault
            If there are more features or positions than the limits allow.
        """
        self._count(batch.indices[-1] + 1)
        self._keep(batch)

    def finish(self, root: Any, chars: int) -> Source:
        """Read what the root object has beside its features, and say what was found.

        Parameters
        ----------
        root : object
            The document, its ``features`` `STREAMED` where they were taken.
        chars : int
            How long its text is.

        Returns
        -------
        Source
            The file without its features.

        Raises
        ------
        Fault
            If nothing of the file can be used.
        """
        kind = read_root(root)
        members: dict[str, Any] = {}
        if kind == "FeatureCollection":
            members = read_collection_members(root, self._audit(chars), self.remarks)
        else:
            self._forget()
            self._read_count = 1
            self._keep(_with_points([self._single(root, kind, self._audit(chars))]))
        found = [*self.remarks.findings(file=self.name), *self._findings.findings, *self._duplicate_ids()]
        kept = sum(map(len, self._indices))
        return Source(Report(self.name, tuple(found), self._read_count, kept), members, kind)

    def refuse(self, fault: Fault) -> Source:
        """Say why nothing of the file can be used.

        Parameters
        ----------
        fault : Fault
            Why.

        Returns
        -------
        Source
            A file without features.
        """
        self._sink.clear()
        return Source(Report(self.name, (fault.finding(file=self.name),), self._read_count, 0))

    def _audit(self, chars: int) -> Audit:
        # Text shorter than the bound cannot hold a string longer than it.
        return Audit(self.limits, strings=self.surrogates or chars > self.limits.max_string)

    def _count(self, read: int) -> None:
        self._read_count = read
        if read > self.limits.max_features:
            message = f"the collection has more than {self.limits.max_features:,} features."
            raise FileFault("feature-count", "/features", message, "Split the file, or raise the limit.")

    def _count_unusable(self, read: int) -> None:
        if read > self.limits.max_unusable:
            message = f"of the first {self.limits.max_unusable:,} features, none can be used"
            first = next(iter(self._findings.findings)).message
            raise FileFault(
                "nothing-usable", "/features", f"{message}; the first: {first}", "Export it again."
            )

    def _keep(self, batch: Batch) -> None:
        """Count the positions, and hand the features on."""
        self._vertices += int(shapely.get_num_coordinates(batch.geometries).sum())
        if self._vertices > self.limits.max_vertices:
            message = f"the geometries have more than {self.limits.max_vertices:,} positions together."
            raise FileFault("vertex-count", "", message, "Simplify or split the file, or raise the limit.")
        self._indices.append(batch.indices)
        self._ids.append(batch.ids)
        self._sink.add(batch)

    def _single(self, root: dict[str, Any], kind: str, audit: Audit) -> Feature:
        """Read a file that is one feature or one bare geometry."""
        if root.get("features") is STREAMED:
            root = root | {"features": []}
        if kind == "Feature":
            return read_feature(root, 0, "", audit, self.remarks)
        geometry = read_geometry(root, "", self.remarks, max_nesting=self.limits.max_nesting)
        return Feature(0, None, geometry, {})

    def _duplicate_ids(self) -> Iterator[Finding]:
        """Note ids that two features share; both features stay."""
        # 1 and 1.0 are the same number; "1" is another id.
        given = [id_ for id_ in chain.from_iterable(self._ids) if id_ is not None]
        if len(set(given)) == len(given):
            return
        remarks = Remarks()
        seen: set[str | int | float] = set()
        ids = zip(chain.from_iterable(self._indices), chain.from_iterable(self._ids), strict=True)
        for index, id_ in ids:
            if id_ is None:
                continue
            if id_ in seen:
                message = f"the id {id_!r} is another feature's as well; both are kept"
                pointer = f"/features/{index}/id"
                remarks.note("duplicate-id", pointer, message, "Give each feature its own id.")
            seen.add(id_)
        yield from remarks.findings(file=self.name)


def _with_points(features: list[Feature]) -> Batch:
    """Give features as columns, with points for their bare positions."""
    batch = batch_of(features)
    shapes = np.empty(len(features), dtype=np.object_)
    shapes[:] = make_points(batch.geometries.tolist())
    return replace(batch, geometries=shapes)


def _id_text(value: Any) -> str | None:
    id_ = value.get("id") if isinstance(value, dict) else None
    return shown(str(id_)[:100]) if isinstance(id_, str | int | float) and not isinstance(id_, bool) else None
