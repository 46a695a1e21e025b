"""KML as other programs read it: GDAL and a parser of XML."""

import json
from xml.etree import ElementTree as ET

import pyogrio
import pytest
import shapely

from geodata.days import to_iso
from geodata.vocabulary import STANDINGS
from mapapp.exporters.kml import _COLOURS, KML, NAMESPACE
from tests.builders import CLAIM, PLACED, STATION, feature, make_dataset
from tests.exporters.handing import write

NAMES = {"k": NAMESPACE}


def parsed(file):
    return ET.parse(file).getroot()


def layer(file, name):
    return pyogrio.read_dataframe(file, layer=name)


def test_gdal_reads_the_facilities_and_incidents_as_they_are(sample, tmp_path):
    file = write(sample, KML, tmp_path)
    for name, table in (("Facilities", sample.facilities), ("Incidents", sample.incidents)):
        found = layer(file, name)
        assert len(found) == len(table)
        same = shapely.equals(shapely.force_2d(found.geometry.to_numpy()), table.geometry.to_numpy())
        assert same[~table.geometry.isna().to_numpy()].all()
    assert layer(file, "Incidents")["Name"].tolist() == sample.incidents["title"].tolist()


def test_an_incident_has_its_time_its_style_and_its_claims(sample, analysis, tmp_path):
    marks = parsed(write(sample, KML, tmp_path)).findall(".//k:Folder[2]/k:Placemark", NAMES)
    first, last = analysis.facets.days
    for row, mark in enumerate(marks):
        if first[row] <= last[row]:
            span = [mark.findtext(f"k:TimeSpan/k:{end}", namespaces=NAMES) for end in ("begin", "end")]
            assert span == [to_iso(first[row]), to_iso(last[row])]
        assert mark.findtext("k:styleUrl", namespaces=NAMES) == f"#{analysis.standings['standing'][row]}"
    said = "\n".join(mark.findtext("k:description", namespaces=NAMES) for mark in marks)
    assert "Russian Ministry of Defence asserts: nine drones" in said


def test_every_standing_has_its_style():
    assert set(_COLOURS) == {term.name for term in STANDINGS}


def test_text_of_data_is_no_markup_even_where_a_viewer_takes_it_for_html(tmp_path):
    hostile = {
        **PLACED,
        "title": "<b>x</b> & ]]>",
        "claims": [{**CLAIM, "what": "<img src=x onerror=alert(1)>"}],
    }
    file = write(make_dataset(incidents=[hostile]), KML, tmp_path)
    mark = parsed(file).find(".//k:Folder[2]/k:Placemark", NAMES)
    assert mark.findtext("k:name", namespaces=NAMES) == "<b>x</b> & ]]>"
    assert "&lt;img src=x onerror=alert(1)&gt;" in mark.findtext("k:description", namespaces=NAMES)
    assert "<img" not in mark.findtext("k:description", namespaces=NAMES)


def test_signs_that_xml_does_not_know_do_not_break_it(tmp_path):
    odd = make_dataset(incidents=[{**PLACED, "id": "i\ud83d", "title": "a\0b\ud800\x1f\uffff"}])
    mark = parsed(write(odd, KML, tmp_path)).find(".//k:Folder[2]/k:Placemark", NAMES)
    assert mark.findtext("k:name", namespaces=NAMES) == "a[U+0000]b[U+D800][U+001F]\ufffd"


SHAPES = {
    "area with a hole": "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))",
    "areas": "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
    "line": "LINESTRING (0 0, 1 1, 2 0)",
    "points": "MULTIPOINT (0 0, 1 1)",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_come_back(shape, tmp_path):
    wanted = shapely.from_wkt(SHAPES[shape])
    area = feature(STATION, geometry=json.loads(shapely.to_geojson(wanted)))
    found = layer(write(make_dataset(facilities=[area]), KML, tmp_path), "Facilities").geometry
    assert shapely.equals(shapely.force_2d(found.iloc[0]), wanted)


def test_what_has_no_place_and_no_time_is_listed_without(tmp_path):
    lost = feature({**PLACED, "start": None}, geometry=None)
    mark = parsed(write(make_dataset(incidents=[lost]), KML, tmp_path)).find(
        ".//k:Folder[2]/k:Placemark", NAMES
    )
    assert mark.find("k:TimeSpan", NAMES) is None
    assert mark.find("k:Point", NAMES) is None
