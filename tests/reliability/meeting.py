"""Ways to meet a limit: a file is made in a folder and read, and what is said of it is given."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from geodata.errors import GeoDataError
from geodata.formats.generic import read_mapping
from geodata.formats.tables.limits import TableLimits
from geodata.formats.tables.reading import read_table
from geodata.formats.tables.rows import LeftOut
from geodata.formats.vector import VectorLimits, read_vector
from geodata.geojson import Limits, parse_features
from mapapp import extract
from mapapp.app.beside.limits import ReadingLimits
from mapapp.app.beside.process import read_beside
from mapapp.bundle import archive
from mapapp.bundle.verify import verify
from tests.formats.vector import making


@dataclass(frozen=True)
class Limit:
    """One limit.

    Parameters
    ----------
    name : str
        Of the option, or in words where there is none.
    what : str
        What is counted.
    value : str
        How much of it is allowed, as the sentence has it.
    said : str
        What is said where it is met; ``{}`` stands for the value.
    small : str
        The value under which `meet` meets it, as the sentence has it.
    meet : callable
        Meets it in a folder; gives what is said.
    """

    name: str
    what: str
    value: str
    said: str
    small: str
    meet: Callable[[Path], str]


def told(limit: Limit, folder: Path) -> str:
    """Meet a limit; give what is said."""
    try:
        return limit.meet(folder)
    except (GeoDataError, ValueError) as error:
        return str(error)


def geojson(content: Any, **limits: int) -> Callable[[Path], str]:
    """Read GeoJSON; give what is refused."""
    data = content if isinstance(content, bytes) else as_json(content)

    def meet(folder: Path) -> str:
        report = parse_features(data, name="a.geojson", limits=Limits(**limits)).report
        return "\n".join(str(item) for item in report.findings if item.severity == "reject")

    return meet


def as_json(content: Any) -> bytes:
    return json.dumps(content).encode()


def table(content: bytes | Callable[[], bytes], *, length: int = 0, **limits: int) -> Callable[[Path], str]:
    """Read a table, made as large as asked; give why it is refused, or why rows of it are left out."""

    def meet(folder: Path) -> str:
        path = folder / "a"
        path.write_bytes(content() if callable(content) else content)
        if length:
            with path.open("r+b") as stream:
                stream.truncate(length)
        rows = read_table(path, limits=TableLimits(**limits)).rows
        return "\n".join(str(row) for row in rows if isinstance(row, LeftOut))

    return meet


def sheet(*rows: list[Any], far: str = "") -> bytes:
    """A spreadsheet of these rows, and a cell at a far place."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    if not far:
        return target.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            more = far.encode() if name.endswith("sheet1.xml") else b""
            new.writestr(name, old.read(name).replace(b"</sheetData>", more + b"</sheetData>"))
    return changed.getvalue()


def vector(ending: str, count: int = 30, **limits: Any) -> Callable[[Path], str]:
    """Read a vector file; give why it is refused, or why rows of it are left out."""

    def meet(folder: Path) -> str:
        path = making.write(making.places(count), folder / f"a{ending}")
        if ending == ".shp":
            path = making.pack(folder / "a.zip", *making.parts(path))
        return "\n".join(left.reason for left in read_vector(path, limits=VectorLimits(**limits)).left_out)

    return meet


def markup(inside: str, **limits: Any) -> Callable[[Path], str]:
    """Read a KML or, packed, a KMZ."""

    def meet(folder: Path) -> str:
        path = folder / "a.kml"
        path.write_text(making.kml(inside))
        if "max_ratio" in limits or "max_expanded" in limits:
            path = making.pack(folder / "a.kmz", path)
        read_vector(path, limits=VectorLimits(**limits))
        return ""

    return meet


def handed(content: bytes, *, length: int = 0, **limits: Any) -> Callable[[Path], str]:
    """Have a file, made as large as asked, read beside the server; give why it is refused."""

    def meet(folder: Path) -> str:
        read_beside(content.ljust(length), "a.geojson", limits=ReadingLimits(**limits))
        return ""

    return meet


def cell(act: Callable[[], Any]) -> Callable[[Path], str]:
    """Read what stands in a cell, or in a block of a page."""

    def meet(folder: Path) -> str:
        act()
        return ""

    return meet


def page(folder: Path) -> str:
    (folder / "a.html").write_bytes(bytes(101))
    kept, extract.MOST_BYTES = extract.MOST_BYTES, 100  # type: ignore[misc]
    try:
        extract.extract(folder / "a.html")
    finally:
        extract.MOST_BYTES = kept  # type: ignore[misc]
    return ""


def bundle(folder: Path) -> str:
    with zipfile.ZipFile(folder / "a.zip", "w") as packed:
        for number in range(archive.MOST_FILES + 1):
            packed.writestr(f"{number}", b"")
    return "\n".join(verify(folder / "a.zip").faults)


def mapping(folder: Path) -> str:
    (folder / "a.toml").write_text("a = " + "[" * 200 + "]" * 200)
    read_mapping(folder / "a.toml")
    return ""
