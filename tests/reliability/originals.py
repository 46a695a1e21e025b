"""What the fuzzer makes faulty: third-party files where there are any, the bundled dataset, and our own."""

import io
import json
import pickle
import sqlite3
import zipfile
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geodata.analysis import analyse
from geodata.dataset import Dataset
from geodata.sample import SAMPLE
from geodata.stores import save
from geodata.stores.folder import open_dataset
from mapapp.blocks import block_tag, blocks_in
from mapapp.bundle.archive import SUMS, pack, sums_of
from mapapp.contents import contents_of
from mapapp.document import render
from mapapp.exporters.bundle import BUNDLE
from mapapp.exporters.exporter import Size
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, feature, make_dataset
from tests.reliability.cases import CASES, rows

GOLDEN = Path(__file__).parents[1] / "formats" / "golden"
MOST = 60_000
"""Bytes of a file to begin with: of larger ones, a change is rarely met."""

FOLDER: list[Path] = []
"""Where they are kept once made: a process can have them without the memory that making them takes."""


def kept(make: Callable[..., Any]) -> Callable[..., Any]:
    """Make files once, for all processes that share a folder."""

    @cache
    @wraps(make)
    def give(*names: str) -> Any:
        if not FOLDER:
            return make(*names)
        place = FOLDER[0] / "-".join((make.__name__, *names))
        if not place.exists():
            place.write_bytes(pickle.dumps(make(*names)))
        return pickle.loads(place.read_bytes())

    return give


LINE = {"type": "LineString", "coordinates": [[30, 50], [32, 51], [33, 52.5, 7]]}
AREA = {"type": "Polygon", "coordinates": [[[20, 50], [22, 50], [22, 51], [20, 50]]]}
ODD = {"odd": 2**63, "even": [1, {"a": None}], "share": -0.0, "label": "Завод"}


@kept
def geojson() -> tuple[bytes, ...]:
    """GeoJSON: third-party files, and features of the bundled dataset."""
    third = [CASES / row["path"] for row in rows()]
    found = [path.read_bytes() for path in third if path.stat().st_size <= MOST]
    for name in ("incidents", "facilities"):
        features = json.loads((SAMPLE / f"{name}.geojson").read_bytes())["features"]
        for start in range(0, len(features), 8):
            part = {"type": "FeatureCollection", "features": features[start : start + 8]}
            found += [json.dumps(part, ensure_ascii=False).encode()] * (2 if rows() else 1)
    return tuple(found)


@kept
def tables() -> tuple[bytes, ...]:
    """Tables of other tools: CSV and JSON as the tests of formats have them."""
    return tuple(path.read_bytes() for path in sorted(GOLDEN.iterdir()) if "expected" not in path.name)


@kept
def sheets() -> tuple[dict[str, bytes], ...]:
    """Spreadsheets, entry by entry."""
    import csv

    import openpyxl

    found = []
    for path in sorted(GOLDEN.glob("*.csv"))[:3]:
        book = openpyxl.Workbook()
        for row in list(csv.reader(path.read_text("utf-8").splitlines()))[:5]:
            book.active.append(row)
        target = io.BytesIO()
        book.save(target)
        found.append(entries(target.getvalue()))
    return tuple(found)


def entries(archive: bytes) -> dict[str, bytes]:
    """What is in a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """Files as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, archive.compression)
    return target.getvalue()


@kept
def mappings() -> tuple[bytes, ...]:
    """Mappings in TOML, as docs/formats.md has one."""
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    whole = text.partition("```toml\n")[2].partition("```")[0]
    return whole.encode(), b'holds = "facilities"\n[fields]\nname = "A"\ngeometry = { wkt = "W" }\n'


@kept
def small() -> Dataset:
    """A dataset with a row of everything."""
    return make_dataset(
        incidents=[
            {**PLACED, "claims": [CLAIM, {**CLAIM, **ODD}], **ODD},
            feature({"id": "i2"}, geometry=LINE),
        ],
        facilities=[{**STATION, **ODD}, feature({"id": "f2", "name": "Area"}, geometry=AREA)],
        sources=[{**SOURCE, **ODD}],
        flows=[FLOW],
        changes=[{"version": "1", "what": "all"}],
    )


@kept
def pages() -> tuple[dict[str, str], ...]:
    """The blocks of exported maps."""
    whole = render(contents_of(View(analyse(small()))))
    return (blocks_in(whole),)


def page_of(blocks: dict[str, str]) -> bytes:
    """A page of these blocks alone."""
    return "".join(block_tag(name, text) for name, text in blocks.items()).encode()


@kept
def bundles() -> tuple[dict[str, bytes], ...]:
    """Evidence bundles, file by file, with a map of a few bytes."""
    with TemporaryDirectory() as folder:
        target = Path(folder, "bundle.zip")
        BUNDLE.write(outgoing(View(analyse(open_dataset(SAMPLE)))), target, Size())
        files = entries(target.read_bytes())
    return ({**files, "map.html": b"<p>a map</p>"},)


def bundle_of(files: dict[str, bytes], *, fitting: bool) -> bytes:
    """A bundle of these files; its sums fit them, or are those that it had."""
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder, name) for name in files}
        for name, path in paths.items():
            path.write_bytes(files[name])
        if fitting:
            paths[SUMS].write_bytes(sums_of({name: paths[name] for name in files if name != SUMS}))
        target = Path(folder, "bundle.zip")
        pack(paths, target)
        return target.read_bytes()


@kept
def stored(ending: str) -> dict[str, bytes]:
    """The small dataset in a store, file by file; a store that is one file has it under ""."""
    with TemporaryDirectory() as folder:
        place = Path(folder, f"a{ending}")
        save(small(), place)
        if place.is_file():
            return {"": place.read_bytes()}
        return {
            str(path.relative_to(place)): path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file()
        }


def cells_of(path: Path) -> list[tuple[str, str, int]]:
    """The cells of text of a GeoPackage: table, column and row."""
    found = []
    with sqlite3.connect(path) as base:
        names = base.execute("select name from sqlite_master where type = 'table' and name not like 'rtree%'")
        for (table,) in names.fetchall():
            columns = [row[1] for row in base.execute(f'pragma table_info("{table}")')]
            for column in columns:
                cells = base.execute(f'select rowid from "{table}" where typeof("{column}") = \'text\'')
                found += [(table, column, row) for (row,) in cells]
    return found


def with_cell(data: bytes, column: int, row: int, text: str) -> bytes:
    """A Parquet file with another text in a cell of one of its columns of text."""
    table = pq.read_table(io.BytesIO(data))
    texts = [place for place, field in enumerate(table.schema) if pa.types.is_string(field.type)]
    if not texts or not table.num_rows:
        return data
    place = texts[column % len(texts)]
    cells = table.column(place).to_pylist()
    cells[row % len(cells)] = text.encode("utf-8", "replace").decode()
    changed = table.set_column(place, table.schema.field(place), pa.array(cells, pa.string()))
    target = io.BytesIO()
    pq.write_table(changed.replace_schema_metadata(table.schema.metadata), target)
    return target.getvalue()
