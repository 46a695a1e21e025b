"""GeoJSON comes back as it was, and carries what was measured."""

import json

import pyogrio

from geodata.geojson import parse_features
from geodata.query import Query
from mapapp.exporters.facilities import FACILITIES
from mapapp.exporters.geojson import GEOJSON, MEASURED
from tests.exporters.handing import write


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def test_each_incident_has_its_claims_its_standing_and_its_distances(sample, analysis, tmp_path):
    content = read(write(sample, GEOJSON, tmp_path))
    for row, feature in enumerate(content["features"]):
        measured, measures = feature["properties"][MEASURED], analysis.measured("un").iloc[row]
        assert feature["id"] == sample.incidents["id"][row]
        assert measured["standing"] == analysis.standings["standing"][row]
        assert measured["viewpoint"] == "un"
        assert abs(measured["border_m"] - measures["border_m"]) < 0.001
        assert measured["border_m_min"] <= measured["border_m"] <= measured["border_m_max"]
    assert sum(len(one["properties"].get("claims", [])) for one in content["features"]) == len(sample.claims)


def test_the_collection_says_what_it_is_from(sample, tmp_path):
    content = read(write(sample, GEOJSON, tmp_path, query=Query(viewpoint="de_facto")))
    assert content["dataset"]["digest"] == sample.digest
    assert content["dataset"]["attribution"] == list(sample.metadata.attribution)
    assert content["viewpoint"] == "de_facto"
    assert content["held_back"] == []


def test_gdal_reads_both_files(sample, tmp_path):
    assert len(pyogrio.read_dataframe(write(sample, GEOJSON, tmp_path))) == len(sample.incidents)
    assert len(pyogrio.read_dataframe(write(sample, FACILITIES, tmp_path))) == len(sample.facilities)


def test_this_program_reads_it_without_a_repair(sample, tmp_path):
    for exporter in (GEOJSON, FACILITIES):
        report = parse_features(write(sample, exporter, tmp_path).read_bytes(), name="a").report
        assert {finding.severity for finding in report.findings} <= {"note"}
