"""The strict GeoJSON reader (RFC 8259, RFC 7946): bytes in, usable features and a report out.

Large files are read block by block, and batches in which nothing is unusual without a look at each feature.
Where more than one batch is unusual, as where there is a fault in the text, the file is read as a whole.
Knows no map and no screen.
"""

import os
from collections.abc import Callable, Iterator

from geodata.collector import collector_paused
from geodata.geojson.audit import has_surrogates
from geodata.geojson.jsonfile import DEFAULT_LIMITS, read_blocks, read_bytes
from geodata.geojson.jsonparse import parse_document
from geodata.geojson.limits import Limits
from geodata.geojson.plain import Unusual
from geodata.geojson.reading import Reading
from geodata.geojson.remarks import Fault
from geodata.geojson.stream import BLOCK, read_plainly
from geodata.geojson.table import Batch, Feature, FeatureTable, Sink, Source
from geodata.geojson.text import read_text


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
    sink = FeatureList()
    return sink.table(read_into(sink, path, name=name, limits=limits))


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
    sink = FeatureList()
    blocks = (data[start : start + BLOCK] for start in range(0, len(data), BLOCK))
    return sink.table(_read(blocks, lambda: data, name, limits, sink))


def read_into(
    sink: Sink, path: str | os.PathLike[str], *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Source:
    """Read a GeoJSON file, and hand its features on while it is read, so that they never are all in memory.

    Parameters
    ----------
    sink : Sink
        Receives the features that `read_features` would give.
    path, name, limits
        As for `read_features`.

    Returns
    -------
    Source
        What `read_features` would give beside the features.

    Raises
    ------
    UnreadableFile
        As for `read_features`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "depot.geojson")
    ...     _ = file.write_text('{"type": "Point", "coordinates": [30.5, 50.4]}')
    ...     read_into(FeatureList(), file).report.features_kept
    1
    """
    name = os.fspath(path) if name is None else name
    blocks = read_blocks(path, BLOCK)
    return _read(blocks, lambda: read_bytes(path, limits=limits), name, limits, sink)


def _read(
    blocks: Iterator[bytes], load: Callable[[], bytes], name: str, limits: Limits, sink: Sink
) -> Source:
    with collector_paused():
        try:
            return read_plainly(blocks, Reading(name, limits, sink))
        except Unusual:
            return read_strictly(load, Reading(name, limits, sink))


def read_strictly(load: Callable[[], bytes], reading: Reading) -> Source:
    """Read a file as a whole, each feature by itself: the way that decides.

    Parameters
    ----------
    load : callable
        Gives the content of the file.
    reading : Reading
        A new one.

    Returns
    -------
    Source
        The file without its features.
    """
    try:
        # Loaded here, so that the bytes are gone once they are text.
        text = read_text(load(), reading.limits, reading.remarks)
        reading.surrogates = has_surrogates(text)
        return reading.finish(parse_document(text, reading.take), len(text))
    except Fault as fault:
        return reading.refuse(fault)


class FeatureList:
    """A sink that makes a `Feature` of each.

    Examples
    --------
    >>> FeatureList().features
    []
    """

    def __init__(self) -> None:
        self.features: list[Feature] = []

    def add(self, batch: Batch) -> None:
        """Take features."""
        columns = (batch.indices, batch.ids, batch.geometries.tolist(), batch.properties, batch.foreign)
        self.features += map(Feature, *columns)

    def clear(self) -> None:
        """Forget all features."""
        self.features = []

    def table(self, source: Source) -> FeatureTable:
        """Give the features with what else was read."""
        return FeatureTable(tuple(self.features), source.report, source.members, source.kind)
