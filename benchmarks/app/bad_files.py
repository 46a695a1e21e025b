"""Files that readers hand over and that are none: cut off, hostile, much too large, of another kind."""

import csv
import io
import itertools
import os
import zipfile
from pathlib import Path
from typing import Final

from geodata.sample import SAMPLE

CASES: Final = Path(os.environ.get("MAPAPP_CASES", Path(__file__).resolve().parents[3] / "shared" / "cases"))
_START: Final = b'{"type": "FeatureCollection", "features": ['
_FEATURE: Final = (
    b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [30.5, 50.4]}, '
    b'"properties": {"title": "Fire at a depot", "kind": "fire", "start": "2025-02-03"}}'
)
_CHOSEN: Final = 60
"""How many third-party files are among them, where these are there."""


def bad_files() -> list[tuple[str, bytes]]:
    """Give files that cannot be opened, each under a name that leads somewhere else.

    Returns
    -------
    list of tuple of str and bytes
        Names and contents.
    """
    whole = SAMPLE.joinpath("incidents.geojson").read_bytes()
    return [
        ("../../cut.geojson", whole[: len(whole) // 2]),
        ("-rf.geojson", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("/etc/driver.geojson", b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>"),
        ("deep.geojson", b"[" * 200_000),
        ("CON.json", b'{"type": "FeatureCollection", "features": [1, null]}'),
        ("nothing.geojson", b""),
        ("signs\0.geojson", b"\xff\xfe\x00{"),
        ("none.geojson", _START + b"[0, 0], " * 200_000),
        ("large.geojson", _START + b", ".join([_FEATURE] * 30_000)),
        ("bomb.zip", _bomb("bomb.shp")),
        ("bomb.kmz", _bomb("doc.kml")),
        ("bomb.xlsx", _bomb("xl/worksheets/sheet1.xml")),
        ("laughs.kml", _laughs()),
        ("broken.gpkg", b"SQLite format 3\0" + os.urandom(4000)),
        ("broken.fgb", b"fgb\x03fgb\x00" + os.urandom(4000)),
        ("broken.parquet", b"PAR1" + os.urandom(4000) + b"PAR1"),
    ]


def third_party_files() -> list[tuple[str, bytes]]:
    """Give third-party files of which each holds a fault; none where they are not there."""
    index = CASES / "index.tsv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        faulty = [row["path"] for row in csv.DictReader(file, delimiter="\t") if row["expected"] == "reject"]
    chosen = faulty[:: max(1, len(faulty) // _CHOSEN)]
    return [(Path(path).name, (CASES / path).read_bytes()) for path in chosen]


def _bomb(name: str) -> bytes:
    """Pack a gigabyte of zeros into a megabyte."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(name, "w", force_zip64=True) as entry,
    ):
        for _ in range(256):
            entry.write(bytes(4 << 20))
    return packed.getvalue()


def _laughs() -> bytes:
    """Write entities that stand for ten of another each, a billion times in all."""
    names = "abcdefghi"
    lines = [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise(names)]
    head = "\n".join(['<!DOCTYPE kml [<!ENTITY a "ha">', *lines, "]>"])
    return f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>&i;</name></Document></kml>'.encode()
