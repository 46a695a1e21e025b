"""Files of every format that is read, and of some that are not, written for the tests."""

import datetime as dt
import struct
import zipfile

import geopandas as gpd
import pandas as pd
import shapely

ENDINGS = ("gpkg", "fgb", "shp", "kml", "gpx", "parquet")
PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")


def frame(crs=4326):
    """Three rows of every type, the second without anything."""
    zone = dt.timezone(dt.timedelta(hours=2))
    return gpd.GeoDataFrame(
        {
            "name": ["Депо «Світло»", None, "c"],
            "big": pd.array([2**53 + 1, None, -5], dtype="Int64"),
            "flag": pd.array([True, None, False], dtype="boolean"),
            "ratio": [1.5, None, 2.25],
            "day": [dt.date(2025, 1, 2), None, dt.date(1999, 12, 31)],
            "moment": pd.to_datetime([dt.datetime(2025, 1, 2, 3, 4, 5, 678_000, zone), None, None]),
        },
        geometry=[shapely.Point(30.5, 50.4, 12.5), None, shapely.Point(1, 2, 3)],
        crs=crs,
    )


def places(count=3, crs=4326):
    """Points with a name each, as small as a layer can be."""
    names = [f"place {i}" for i in range(count)]
    points = [shapely.Point(30 + i / count, 50) for i in range(count)]
    return gpd.GeoDataFrame({"name": names}, geometry=points, crs=4326).to_crs(crs)


def write(data, path, **options):
    """Write a frame in the format that the ending says."""
    if path.suffix == ".parquet":
        data.to_parquet(path)
    elif path.suffix == ".kml":
        data.to_file(path, driver="LIBKML", **options)
    elif path.suffix == ".fgb":
        data.to_file(path, SPATIAL_INDEX="NO", **options)
    else:
        data.to_file(path, **options)
    return path


def pack(target, *files, names=None):
    """Pack files into a zip under their own or other names."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, name in zip(files, names or [file.name for file in files], strict=True):
            archive.write(file, name)
    return target


def parts(shp):
    return [shp.with_suffix(ending) for ending in PARTS if shp.with_suffix(ending).exists()]


def dbf(path, texts, *, language=0, width=40):
    """Write a table with one column of text, given as bytes."""
    head = struct.pack("<BBBBIHH", 3, 125, 1, 1, len(texts), 32 + 32 + 1, width + 1)
    head += bytes(17) + bytes([language]) + bytes(2)
    field = b"name".ljust(11, b"\0") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14)
    rows = b"".join(b" " + text.ljust(width) for text in texts)
    path.write_bytes(head + field + b"\r" + rows + b"\x1a")


def kml(inside):
    return f'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>{inside}</Document></kml>'


PLACEMARK = "<Placemark><name>Depot</name><Point><coordinates>30.5,50.4</coordinates></Point></Placemark>"
