"""All limits: what each is, what is said where it is met, and how to meet it. docs/limits.md follows from it.

``python -m tests.reliability.limits`` writes the tables of the document.
"""

from dataclasses import fields
from pathlib import Path
from typing import Final

from benchmarks.report import between
from geodata.files import atomic_write
from geodata.formats.tables.limits import TableLimits
from geodata.formats.vector import VectorLimits
from geodata.formats.vector.markup import _MAX_DEPTH
from geodata.formats.vector.task import size
from geodata.geojson import Limits
from geodata.jsontext import DEEPEST, from_json
from geodata.wkx import from_wkt
from mapapp import blocks, extract
from mapapp.app.beside.limits import ReadingLimits
from mapapp.bundle import archive
from tests.builders import collection
from tests.formats.vector import making
from tests.reliability.meeting import (
    Limit,
    as_json,
    bundle,
    cell,
    geojson,
    handed,
    mapping,
    markup,
    page,
    sheet,
    table,
    vector,
)

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "limits.md"


_CSV: Final = b"id,town\n" + b"1,a\n" * 9
_JSON: Final = b'[{"a": 1, "b": 2}, {"c": 3}, {"d": 4}]'
_FAR: Final = '<row r="5000000000"><c r="A5000000000"><v>1</v></c></row>'
_WIDE: Final = "".join(f'<row r="{row}"><c r="ZZZ{row}"><v>1</v></c></row>' for row in range(5, 40))
_READ: Final = Limits()
_TABLE: Final = TableLimits()
_VECTOR: Final = VectorLimits()
_BESIDE: Final = ReadingLimits()
_THREE: Final = collection({"a": 1}, {"b": 2}, {"c": 3})

SECTIONS: Final[dict[str, tuple[Limit, ...]]] = {
    "geojson": (
        Limit(
            "max_bytes",
            "size of the file",
            f"{_READ.max_bytes:,}",
            "at most {} are read. Split it, or raise the limit.",
            "100",
            geojson(_THREE, max_bytes=100),
        ),
        Limit(
            "max_features",
            "features",
            f"{_READ.max_features:,}",
            "the collection has more than {} features. Split the file, or raise the limit.",
            "2",
            geojson(_THREE, max_features=2),
        ),
        Limit(
            "max_nesting",
            "arrays and objects in one another",
            f"{_READ.max_nesting:,}",
            "nested more than {} deep. Is the file damaged, or made to do harm? Export it again.",
            "9",
            geojson(collection({"a": [[[[[[[[1]]]]]]]]}), max_nesting=9),
        ),
        Limit(
            "max_vertices",
            "positions of all geometries",
            f"{_READ.max_vertices:,}",
            "more than {} positions together. Simplify or split the file, or raise the limit.",
            "2",
            geojson(_THREE, max_vertices=2),
        ),
        Limit(
            "max_unusable",
            "features that cannot be used, before the first that can",
            f"{_READ.max_unusable:,}",
            "of the first {} features, none can be used",
            "2",
            geojson({"type": "FeatureCollection", "features": [1, 2, 3]}, max_unusable=2),
        ),
        Limit(
            "max_string",
            "characters of a text or name",
            f"{_READ.max_string:,}",
            "at most {} are read. Shorten it, or raise the limit.",
            "20",
            geojson(collection({"a": "x" * 21}), max_string=20),
        ),
        Limit(
            "digits",
            "digits of a whole number",
            "4,300",
            "a number has more than {} digits. Is the file damaged?",
            "4,300",
            geojson(b'{"a": ' + b"9" * 5000 + b"}"),
        ),
        Limit(
            "number",
            "a number",
            "double",
            "the number is beyond the range of a {}. Write it as text, or null if it is not known.",
            "double",
            geojson(as_json(collection({"a": 7.5})).replace(b"7.5", b"1e400")),
        ),
    ),
    "tables": (
        Limit(
            "bytes",
            "size of a file of text, in GB",
            f"{_TABLE.bytes / 1e9:.1f}",
            "at most {} GB are read. Split the file.",
            "1.0",
            table(_CSV, length=2_000_000_000, bytes=1_000_000_000),
        ),
        Limit(
            "parsed_bytes",
            "what a spreadsheet expands to, in MB",
            f"{_TABLE.parsed_bytes / 1e6:.0f}",
            "at most {} MB are read. Save the sheet as CSV.",
            "1",
            table(lambda: sheet(["a", "b"], far="<!--" + " " * 2_000_000 + "-->"), parsed_bytes=1_000_000),
        ),
        Limit(
            "parsed_bytes",
            "size of a file of JSON",
            f"{_TABLE.parsed_bytes:,}",
            "at most {} are read. Split it, or raise the limit.",
            "20",
            table(_JSON, parsed_bytes=20),
        ),
        Limit(
            "rows",
            "rows of CSV",
            f"{_TABLE.rows:,}",
            "rows from here on are left out; at most {} are read. Split it.",
            "4",
            table(_CSV, rows=4),
        ),
        Limit(
            "rows",
            "rows of a spreadsheet",
            f"{_TABLE.rows:,}",
            "rows from here on are left out; at most {} are read. Split it.",
            "4",
            table(lambda: sheet(*[["a", "b"]] * 9), rows=4),
        ),
        Limit(
            "rows",
            "rows of JSON",
            f"{_TABLE.rows:,}",
            "rows from here on are left out; at most {} are read. Split it.",
            "2",
            table(_JSON, rows=2),
        ),
        Limit(
            "columns",
            "columns of CSV",
            f"{_TABLE.columns}",
            "at most {} are read. Leave out those that are not needed.",
            "1",
            table(_CSV, columns=1),
        ),
        Limit(
            "columns",
            "columns of a spreadsheet",
            f"{_TABLE.columns}",
            "at most {} are read. Leave out those that are not needed.",
            "1",
            table(lambda: sheet(["a", "b"]), columns=1),
        ),
        Limit(
            "columns",
            "names of the members of JSON",
            f"{_TABLE.columns}",
            "at most {} are read. Leave out those that are not needed.",
            "3",
            table(_JSON, columns=3),
        ),
        Limit(
            "cell",
            "characters of a cell of CSV",
            f"{_TABLE.cell:,}",
            "a cell is longer than {} characters, or its quotation mark is not closed",
            "20",
            table(b"id,town\n1," + b"x" * 99 + b"\n", cell=20),
        ),
        Limit(
            "sheet_rows",
            "the last row of a spreadsheet",
            f"{_TABLE.sheet_rows:,}",
            "has rows beyond {}, which no spreadsheet has. Save the sheet as CSV.",
            "1,000",
            table(lambda: sheet(["a", "b"], far=_FAR), sheet_rows=1000),
        ),
        Limit(
            "sheet_cells",
            "cells of a spreadsheet, empty ones among them",
            f"{_TABLE.sheet_cells:,}",
            "has more than {} cells, empty ones among them. Save the sheet as CSV.",
            "100,000",
            table(lambda: sheet(["a", "b"], far=_WIDE), sheet_cells=100_000),
        ),
        Limit(
            "mapping",
            "arrays and tables of a mapping in one another",
            f"{DEEPEST}",
            "nested more than {} deep",
            "128",
            mapping,
        ),
    ),
    "vector": (
        Limit(
            "max_bytes",
            "size of the file",
            size(_VECTOR.max_bytes),
            "{} are read at most. Split the file.",
            "3,000 bytes",
            vector(".gpkg", max_bytes=3000),
        ),
        Limit(
            "max_expanded",
            "what is unpacked from a zip",
            size(_VECTOR.max_expanded),
            "grows too much when it is unpacked: {} are allowed",
            "5,000 bytes",
            markup(making.PLACEMARK * 100, max_expanded=5000),
        ),
        Limit(
            "max_ratio",
            "times that an entry of a zip grows, from 10 MB on",
            f"{_VECTOR.max_ratio}",
            "on, {} times its packed size. Unpack it and name the file itself.",
            "3",
            markup(making.PLACEMARK + " " * 10_000_001, max_ratio=3),
        ),
        Limit(
            "max_entries",
            "entries of a zip",
            f"{_VECTOR.max_entries:,}",
            "entries, and {} are read at most. Pack only the files of the layer.",
            "2",
            vector(".shp", max_entries=2),
        ),
        Limit(
            "max_features",
            "rows of the layer",
            f"{_VECTOR.max_features:,}",
            "the layer has more than {} rows. Split it, or read another layer.",
            "10",
            vector(".fgb", max_features=10),
        ),
        Limit(
            "max_vertices",
            "vertices of all rows so far",
            f"{_VECTOR.max_vertices:,}",
            "all geometries up to this one have more than {} vertices",
            "20",
            vector(".gpkg", max_vertices=20),
        ),
        Limit(
            "max_seconds",
            "time for all of it, in seconds",
            f"{_VECTOR.max_seconds:g}",
            "reading it took longer than {} s and was stopped. Split the file.",
            "0.01",
            vector(".gpkg", max_seconds=0.01),
        ),
        Limit(
            "max_memory",
            "memory of the reading process",
            size(_VECTOR.max_memory),
            "it needs more than {} of memory. Split it, or save it as FlatGeobuf.",
            "200 MB",
            markup(making.PLACEMARK, max_memory=200_000_000),
        ),
        Limit(
            "elements",
            "elements of KML and GPX in one another",
            f"{_MAX_DEPTH}",
            "elements stand more than {} deep in one another. Export it anew.",
            "100",
            markup("<Folder>" * 101 + "</Folder>" * 101),
        ),
    ),
    "beside": (
        Limit(
            "max_memory",
            "memory of the process beside the server",
            size(_BESIDE.max_memory),
            "reading it needs more than {} of memory. Split the file.",
            "200 MB",
            handed(as_json(_THREE), length=100_000_000, max_memory=200_000_000),
        ),
        Limit(
            "max_seconds",
            "time for all of it, in seconds",
            f"{_BESIDE.max_seconds:,g}",
            "reading it took longer than {} s and was stopped. Split the file.",
            "0.1",
            handed(as_json(_THREE), max_seconds=0.1),
        ),
    ),
    "cells": (
        Limit(
            "JSON in a cell",
            "arrays and objects in one another",
            f"{DEEPEST}",
            "nested more than {} deep",
            "128",
            cell(lambda: from_json("[" * 129 + "]" * 129)),
        ),
        Limit(
            "WKT in a cell",
            "geometries in one another",
            f"{DEEPEST}",
            "geometries are nested more than {} deep",
            "128",
            cell(lambda: from_wkt("GEOMETRYCOLLECTION(" * 200)),
        ),
    ),
    "pages": (
        Limit(
            "page",
            "size of a page that a dataset is taken from",
            f"{extract.MOST_BYTES:,}",
            "has more than {} bytes; no map is so large. Name a map that was exported.",
            "100",
            page,
        ),
        Limit(
            "block",
            "what a block of a page unpacks to",
            f"{blocks.MOST_BYTES:,}",
            "a data block unpacks to more than {} bytes; no map has such a block",
            "1,000",
            cell(lambda: blocks.decode(blocks.encode(bytes(2000)), most=1000)),
        ),
        Limit(
            "bundle",
            "files of a bundle",
            f"{len(archive.FILES) + 1}",
            "a bundle holds {}",
            f"{len(archive.FILES) + 1}",
            bundle,
        ),
    ),
}
"""By section of the document; whose fields have limits in one, `OPTIONS` names."""

OPTIONS: Final = {"geojson": Limits, "tables": TableLimits, "vector": VectorLimits, "beside": ReadingLimits}
"""Whose fields each have a limit in a section."""


def unnamed() -> list[str]:
    """Fields of the classes of limits that no row is about."""
    named = {section: {limit.name for limit in limits} for section, limits in SECTIONS.items()}
    options = [(name, one.name) for name, of in OPTIONS.items() for one in fields(of)]
    return [f"{section}.{name}" for section, name in options if name not in named[section]]


def as_markdown(section: str) -> str:
    """The table of a section."""
    lines = ["| limit | of what | allowed | what is said |", "|---|---|---|---|"]
    for limit in SECTIONS[section]:
        said = limit.said.format(limit.value)
        lines.append(f"| `{limit.name}` | {limit.what} | {limit.value} | … {said} |")
    return "\n".join(lines)


def written(text: str) -> str:
    """The document with its tables as the code has them."""
    for section in SECTIONS:
        text = between(text, section, as_markdown(section))
    return text


if __name__ == "__main__":
    atomic_write(DOCUMENT, written(DOCUMENT.read_text("utf-8")).encode())
