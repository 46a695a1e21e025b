"""Zips that would write elsewhere, grow without end, or hide what they are, are refused unpacked."""

import io
import stat
import struct
import zipfile
import zlib

import pytest

from geodata.formats.vector import VectorLimits, read_vector
from tests.formats.vector import making
from tests.formats.vector.watching import Canary, refusal

KML = making.kml(making.PLACEMARK).encode()


def archive(path, entries, compression=zipfile.ZIP_DEFLATED):
    """Write a zip of names (or ZipInfo) and bytes."""
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, data in entries:
            target.writestr(name, data)
    return path


@pytest.mark.parametrize("name", ["../doc.kml", "a/../../doc.kml", "..\\doc.kml", "a/..", "../../etc/x.kml"])
def test_names_that_point_out_of_the_zip_are_refused(tmp_path, name):
    file = archive(tmp_path / "a.kmz", [("doc.kml", KML), (name, KML)])
    assert "points out of it" in refusal(file)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.kmz"]


@pytest.mark.parametrize("name", ["/tmp/doc.kml", "C:/doc.kml", "\\doc.kml", "//host/doc.kml"])
def test_absolute_names_are_refused(tmp_path, name):
    assert "absolute name" in refusal(archive(tmp_path / "a.kmz", [("doc.kml", KML), (name, KML)]))


def test_a_link_in_a_zip_is_refused_and_not_followed(tmp_path):
    canary = Canary(tmp_path / "canary")
    link = zipfile.ZipInfo("doc.kml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = archive(tmp_path / "a.kmz", [(link, str(canary.path))])
    assert "is a link or a device, not a file" in refusal(file)
    assert canary.opens == 0
    canary.close()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path):
    assert "is in the zip twice" in refusal(archive(tmp_path / "a.kmz", [("doc.kml", KML), ("DOC.kml", KML)]))


@pytest.mark.parametrize("name", ["inner.zip", "more/inner.KMZ", "x.tar.gz"])
def test_a_zip_in_a_zip_is_refused(tmp_path, name):
    assert "is packed itself" in refusal(archive(tmp_path / "a.zip", [("doc.kml", KML), (name, b"PK")]))


def test_a_zip_called_kml_in_a_zip_is_no_kml(tmp_path):
    inner = archive(io.BytesIO(), [("doc.kml", KML)]).getvalue()
    assert "is no KML" in refusal(archive(tmp_path / "a.kmz", [("doc.kml", inner)]))


def test_an_encrypted_zip_is_refused(tmp_path):
    file = archive(tmp_path / "a.kmz", [("doc.kml", KML)])
    data = bytearray(file.read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    file.write_bytes(data)
    assert "is encrypted" in refusal(file)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_compressions_are_refused(tmp_path, compression):
    assert "packed in a rare way" in refusal(archive(tmp_path / "a.kmz", [("doc.kml", KML)], compression))


def test_a_zip_bomb_is_refused_by_what_it_says(tmp_path):
    file = archive(tmp_path / "a.kmz", [("doc.kml", bytes(20_000_000))])
    assert file.stat().st_size < 30_000
    assert "grows too much" in refusal(file)


def lying(path, data, *, stated):
    """A zip whose entry says another size than it has."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    crc, name = zlib.crc32(data[:stated]), b"doc.kml"
    sizes = struct.pack("<IIIHH", crc, len(packed), stated, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + name + packed
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    path.write_bytes(local + central + end)
    return path


def test_a_zip_bomb_that_says_it_is_small_is_cut_off(tmp_path):
    refused = refusal(lying(tmp_path / "a.kmz", KML + b" " * 30_000_000, stated=len(KML)))
    assert refused is None or "damaged" in refused or "grows too much" in refused


def test_entries_that_share_their_bytes_are_refused(tmp_path):
    file = archive(tmp_path / "a.kmz", [("doc.kml", KML), ("two.kml", KML)])
    data = bytearray(file.read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    file.write_bytes(data)
    assert "overlaps another entry" in refusal(file)


def test_too_many_entries_are_refused(tmp_path):
    file = archive(tmp_path / "a.kmz", [("doc.kml", KML), *((f"{i}.png", b"") for i in range(1000))])
    assert "1,001 entries, and 1,000 are read at most" in refusal(file)


def test_a_list_of_entries_that_would_fill_the_memory_is_refused(tmp_path):
    file = archive(tmp_path / "a.kmz", [("doc.kml", KML)])
    data = bytearray(file.read_bytes())
    struct.pack_into("<I", data, len(data) - 10, 5_000_000)
    file.write_bytes(data)
    assert "list of entries is too large" in refusal(file)


def test_what_is_unpacked_is_bounded_together(tmp_path):
    file = archive(tmp_path / "a.kmz", [("doc.kml", KML), ("a.png", bytes(5000))])
    assert "grows too much" in refusal(file, limits=VectorLimits(max_expanded=5000))


@pytest.mark.parametrize("count", [4, 30, 60, 100])
def test_a_zip_that_breaks_off_is_refused(tmp_path, count):
    data = archive(tmp_path / "whole.kmz", [("doc.kml", KML)]).read_bytes()
    file = tmp_path / "a.kmz"
    file.write_bytes(data[:-count])
    assert "zip" in refusal(file)


def test_a_zip_of_something_else_says_what_is_read(tmp_path):
    assert "holds neither a .shp nor a .kml" in refusal(archive(tmp_path / "a.zip", [("a.txt", b"a")]))


def test_of_several_kml_the_document_is_read(tmp_path):
    file = archive(tmp_path / "a.kmz", [("files/b.kml", KML), ("doc.kml", KML), ("images/a.png", b"")])
    assert "'doc.kml' is read, of 2 .kml in the zip" in read_vector(file).notes


def test_what_macos_adds_to_a_zip_is_no_layer(tmp_path):
    shp = making.write(making.places(), tmp_path / "a.shp")
    file = making.pack(tmp_path / "a.zip", *making.parts(shp))
    with zipfile.ZipFile(file, "a") as target:
        target.writestr("__MACOSX/._a.shp", b"\0\5\x16\7")
    assert read_vector(file).layers == ("a",)
