"""Files that ask for another file or an address, and archives made to do harm, at every door."""

import contextlib
import io
import re
import stat
import zipfile

import pytest

from geodata.errors import GeoDataError
from geodata.formats.foreign import import_file
from geodata.stores import load
from geodata.stores.folder import open_dataset
from mapapp.app.uploads import Upload, open_uploads
from mapapp.bundle.verify import verify
from mapapp.extract import extract
from tests import house
from tests.formats.vector import making
from tests.formats.vector.test_attacks import DOCTYPES, KINDS, canary, gpkg, listener

__all__ = ["canary", "listener"]

DOORS = {
    "import": import_file,
    "upload": lambda path: open_uploads([Upload(path.name, path.read_bytes())], base=None),
    "open": open_dataset,
    "load": load,
    "extract": extract,
    "verify": verify,
}
"""All ways by which a file of somebody comes in."""

each_door = pytest.mark.parametrize("door", DOORS)


def opened(door, path):
    """Hand a file in; a sentence or a result, nothing else."""
    with contextlib.suppress(GeoDataError):
        return DOORS[door](path)
    return None


def watched(door, path, canary, listener, tally):
    """Hand a file in; count what it had read or called."""
    opened(door, path)
    reads, calls = canary.opens, listener.calls
    listener.calls = 0
    tally("read", reads > 0)
    tally("connected", calls > 0)
    return reads + calls


@each_door
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_kind_reaches_nothing(tmp_path, canary, listener, tally, kind, door):
    reached = 0
    for source in (canary.path, listener.address, f"/vsicurl/{listener.address}", f"/vsizip/{canary.path}"):
        for ending in ("geojson", "kml", "csv"):
            file = tmp_path / f"a.{ending}"
            file.write_text(KINDS[kind].format(source=source))
            reached += watched(door, file, canary, listener, tally)
    assert reached == 0


@each_door
@pytest.mark.parametrize("attack", DOCTYPES)
def test_a_document_type_reaches_nothing(tmp_path, canary, listener, tally, attack, door):
    doctype = DOCTYPES[attack].format(canary=canary.path, listener=listener.address)
    file = tmp_path / "a.kml"
    file.write_text(f'<?xml version="1.0"?>{doctype}<kml><name>&x;</name>{making.PLACEMARK}</kml>')
    assert watched(door, file, canary, listener, tally) == 0


@each_door
@pytest.mark.parametrize("attack", DOCTYPES)
def test_a_document_type_in_a_spreadsheet_reaches_nothing(tmp_path, canary, listener, tally, attack, door):
    doctype = DOCTYPES[attack].format(canary=canary.path, listener=listener.address)
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"):
            archive.writestr(name, f'<?xml version="1.0"?>{doctype}<x>&x;</x>')
    assert watched(door, file, canary, listener, tally) == 0


@each_door
def test_a_view_in_a_geopackage_reaches_nothing(tmp_path, canary, listener, tally, door):
    file = gpkg(tmp_path, f"CREATE VIEW evil AS SELECT load_extension('{canary.path}') AS a FROM towns")
    assert watched(door, file, canary, listener, tally) == 0


@pytest.mark.parametrize("door", ["import", "open", "load"])
@pytest.mark.parametrize(
    "name",
    [
        "/vsicurl/{listener}",
        "/vsizip/{canary}",
        "/vsistdin/",
        "{listener}",
        "WFS:{listener}",
        "OAPIF:{listener}",
        "PG:host=127.0.0.1",
        "sqlite:///{canary}",
        "mysql://127.0.0.1/a",
        "file://{canary}",
    ],
)
def test_a_name_that_others_would_follow_reaches_nothing(canary, listener, tally, name, door):
    name = name.format(listener=listener.address, canary=canary.path)
    assert watched(door, type(canary.path)(name) if door == "import" else name, canary, listener, tally) == 0


def archive_of(*entries, link=False):
    """A zip of names and contents."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    return stream.getvalue()


INNER = archive_of(("doc.kml", "<kml/>"))
ARCHIVES = {
    "upwards": archive_of(("../escaped.kml", "<kml/>")),
    "from the root": archive_of(("/tmp/escaped.kml", "<kml/>")),
    "a link": archive_of(("doc.kml", "/etc/passwd"), link=True),
    "a zip in a zip": archive_of(("inner.zip", INNER)),
    "a bomb": archive_of(("doc.kml", bytes(300_000_000))),
    "a bomb of many": archive_of(*[(f"{number}.kml", bytes(3_000_000)) for number in range(120)]),
    "too many": archive_of(*[(f"{number}.txt", b"") for number in range(20_000)]),
    "broken": INNER[:40],
}


@pytest.mark.parametrize("door", ["import", "upload", "verify"])
@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_hostile_archive_is_not_unpacked(tmp_path, tally, kind, door):
    around = tmp_path / "around"
    around.mkdir()
    file = around / "a.zip"
    file.write_bytes(ARCHIVES[kind])
    found = opened(door, file)
    taken = found is not None and not getattr(found, "faults", ())
    escaped = [entry.name for entry in (*around.iterdir(), *tmp_path.iterdir()) if "escaped" in entry.name]
    tally("archives", taken or bool(escaped))
    assert not taken
    assert escaped == []


READS = re.compile(
    r"\b(pyogrio\.(read|open|list_layers)\w*|read_file|read_info|read_dataframe|open_arrow|fiona|osgeo)\b"
)


def test_nothing_but_the_fenced_process_reads_with_gdal():
    found = {
        path: READS.findall(text)
        for path, text in house.sources(("geodata", "mapapp")).items()
        if not path.startswith("geodata/formats/vector/child/")
    }
    assert {path: names for path, names in found.items() if names} == {}
