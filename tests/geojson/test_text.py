import gzip

import pytest

POINT = '{"type": "Point", "coordinates": [30, 50]}'


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(fault, data):
    assert fault(data)[0] == "empty-file"


def test_a_byte_order_mark_is_noted_and_ignored(read):
    table = read(b"\xef\xbb\xbf" + POINT.encode())
    assert [(item.severity, item.rule) for item in table.report.findings] == [("note", "byte-order-mark")]
    assert len(table.features) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_wide_encoding_is_named(fault, encoding):
    rule, pointer, sentence = fault(POINT.encode(encoding))
    assert (rule, pointer) == ("not-utf8", "")
    assert encoding[:6].upper() in sentence


def test_an_old_encoding_is_refused_with_byte_and_line(fault):
    text = '{"type": "Feature", "geometry": null,\n "properties": {"name": "Кропоткинская"}}'
    assert "(line 2) is not UTF-8" in fault(text.encode("cp1251"))[2]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(POINT.encode(), mtime=0), "gzip"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"SQLite format 3\x00", "GeoPackage"),
        (b"\n<!DOCTYPE html><html></html>", "an HTML page"),
        (b'<?xml version="1.0"?><kml/>', "KML"),
        (b"<gpx/>", "XML"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b"var data = {};", "JavaScript"),
        (b'callback({"type": "Point"});', "JSONP"),
        (b"// made by hand\n{}", "comment"),
        (b"\x1e{}\n\x1e{}\n", "RFC 8142"),
    ],
)
def test_another_kind_of_file_is_named(fault, data, what):
    rule, _, sentence = fault(data)
    assert rule == "not-json"
    assert what in sentence


def test_a_file_beyond_the_size_limit_is_refused(fault):
    assert fault(POINT, max_bytes=10)[0] == "file-size"
