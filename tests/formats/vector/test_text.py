"""Text in the encodings in which files come, and a note where it had to be guessed."""

import pytest
import shapely

from geodata.formats.vector import read_vector
from tests.formats.vector import making
from tests.formats.vector.watching import refusal

NAMES = ["Полтава", "Чернігів", "Львівська область"]


def shapefile(tmp_path, texts, *, language=0, cpg=None):
    file = making.write(making.places(len(texts)), tmp_path / "a.shp")
    file.with_suffix(".cpg").unlink()
    making.dbf(file.with_suffix(".dbf"), texts, language=language)
    if cpg is not None:
        file.with_suffix(".cpg").write_text(cpg)
    return file


def names(read):
    return [feature.properties["name"] for feature in read.features]


@pytest.mark.parametrize(
    ("codec", "cpg"),
    [
        ("cp1251", "1251"),
        ("cp1251", "windows-1251\r\n"),
        ("cp1251", "ANSI 1251"),
        ("utf-8", "UTF-8"),
        ("utf-8", "65001"),
        ("koi8-u", "KOI8-U"),
        ("iso-8859-5", "ISO 88595"),
    ],
)
def test_the_cpg_says_the_encoding(tmp_path, codec, cpg):
    texts = ["Полтава", "Донецк"]
    read = read_vector(shapefile(tmp_path, [text.encode(codec) for text in texts], cpg=cpg))
    assert names(read) == texts
    assert any("as the .cpg says" in note for note in read.notes)


@pytest.mark.parametrize(("codec", "language"), [("cp1251", 0xC9), ("cp866", 0x65), ("cp866", 0x26)])
def test_the_table_says_the_encoding(tmp_path, codec, language):
    texts = ["Полтава", "Донецк"]
    read = read_vector(shapefile(tmp_path, [text.encode(codec) for text in texts], language=language))
    assert names(read) == texts
    assert f"text read as {codec.upper()}, as the .dbf says" in read.notes


@pytest.mark.parametrize(
    ("codec", "texts"), [("cp1251", NAMES), ("utf-8", NAMES), ("cp1252", ["Müller", "Besançon", "Plock"])]
)
@pytest.mark.parametrize("language", [0, 0x57])
def test_where_nothing_says_it_the_encoding_is_guessed_and_noted(tmp_path, codec, texts, language):
    read = read_vector(shapefile(tmp_path, [text.encode(codec) for text in texts], language=language))
    assert names(read) == texts
    assert any(f"text assumed to be in {codec.upper()}" in note for note in read.notes)


def test_text_cut_within_a_letter_is_read_as_far_as_it_goes(tmp_path):
    cut = "Дніпропетровська область".encode()[:39]
    read = read_vector(shapefile(tmp_path, [cut, *(text.encode() for text in NAMES)]))
    assert names(read)[1:] == NAMES
    assert names(read)[0].startswith("Дніпропетровська обл")


def test_a_cpg_of_nonsense_is_noted_and_the_text_guessed(tmp_path):
    read = read_vector(shapefile(tmp_path, [text.encode("cp1251") for text in NAMES], cpg="zip_codec"))
    assert names(read) == NAMES
    assert "the .cpg names no encoding that is known: 'zip_codec'" in read.notes


@pytest.mark.parametrize("codec", ["windows-1251", "utf-16", "koi8-u", "ISO-8859-5"])
@pytest.mark.parametrize("ending", ["kml", "gpx"])
def test_markup_in_another_encoding_is_read(tmp_path, codec, ending):
    inside = {
        "kml": making.kml(making.PLACEMARK.replace("Depot", "Донецк")).partition("?>")[2],
        "gpx": '<gpx version="1.1"><wpt lat="1" lon="2"><name>Донецк</name></wpt></gpx>',
    }[ending]
    file = tmp_path / f"a.{ending}"
    file.write_text(f'<?xml version="1.0" encoding="{codec}"?>\n{inside}', codec)
    read = read_vector(file)
    assert next(iter(set(read.features[0].properties.values()))) == "Донецк"
    assert f"read as {codec.lower()}, as the file says" in read.notes


@pytest.mark.parametrize("codec", ["utf-7", "zip_codec", "unicode_escape", "punycode", "windows-9999"])
def test_other_encodings_of_markup_are_refused(tmp_path, codec):
    file = tmp_path / "a.kml"
    file.write_text(f'<?xml version="1.0" encoding="{codec}"?>\n<kml/>')
    assert "is not read. Export the file in UTF-8" in refusal(file)


def test_a_shapefile_without_its_table_gives_geometry_alone(tmp_path):
    file = making.write(making.places(2), tmp_path / "a.shp")
    file.with_suffix(".dbf").unlink()
    read = read_vector(file)
    assert [feature.properties for feature in read.features] == [{}, {}]
    assert "there is no .dbf; the rows have no properties" in read.notes


def test_a_shapefile_without_its_index_is_read(tmp_path):
    file = making.write(making.places(3), tmp_path / "a.shp")
    file.with_suffix(".shx").unlink()
    read = read_vector(file)
    assert [feature.geometry for feature in read.features] == [
        shapely.Point(30 + i / 3, 50) for i in range(3)
    ]
    assert "there is no .shx; the rows are found without it" in read.notes


def test_parts_of_a_shapefile_are_found_whatever_their_letters(tmp_path):
    file = making.write(making.places(2), tmp_path / "a.shp")
    for ending in (".dbf", ".shx", ".prj"):
        file.with_suffix(ending).rename(file.with_suffix(ending.upper()))
    file.rename(tmp_path / "a.SHP")
    assert names(read_vector(tmp_path / "a.SHP")) == ["place 0", "place 1"]


def test_parts_that_do_not_belong_together_are_refused(tmp_path):
    file = making.write(making.places(3), tmp_path / "a.shp")
    making.dbf(file.with_suffix(".dbf"), [b"a", b"b"])
    assert "the parts do not belong together: 3 shapes and 2 rows" in refusal(file)
