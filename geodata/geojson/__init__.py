"""GeoJSON: a strict reader that says what it found, and a writer. Imports nothing of the map or the app.

The rooms, in the order in which data flows::

    text                                bytes to text
    jsonparse, syntax, duplicates       text to values, or why not
    structure, members, audit           features and their members
    geometry, positions, rings,
    antimeridian                        coordinates to geometries
    reading                             a file on its way: what was found and kept so far
    plain, stream                       the same for large files, where nothing is unusual
    reader                              all of it, for a GeoJSON file
    jsonfile                            files from the disk; JSON that is not GeoJSON
    table, remarks, limits              the result, what is said about it, its bounds
    writer                              features to bytes
"""

from geodata.geojson.jsonfile import parse_json, read_bytes, read_json
from geodata.geojson.limits import Limits
from geodata.geojson.reader import parse_features, read_features
from geodata.geojson.table import Feature, FeatureTable
from geodata.geojson.writer import dump_features, write_features

__all__ = [
    "Feature",
    "FeatureTable",
    "Limits",
    "dump_features",
    "parse_features",
    "parse_json",
    "read_bytes",
    "read_features",
    "read_json",
    "write_features",
]
