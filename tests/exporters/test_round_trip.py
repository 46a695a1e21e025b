"""Exports that can come back give what was handed on: all that it states, with its types."""

import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from geodata.analysis import analyse
from geodata.digest import digest_of
from geodata.formats.foreign import import_file
from geodata.geojson import parse_features
from geodata.stores import load
from geodata.stores.folder import open_dataset
from geodata.tables import facility_table
from mapapp.app.uploads import Upload, open_uploads
from mapapp.exporters import exporter_of
from mapapp.exporters.exporter import Size
from mapapp.extract import extract
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.builders import CLAIM, PLACED, feature, make_dataset
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "12"))
INCIDENTS = ("incidents", "claims")


def unpacked(bundle: Path) -> Path:
    """The GeoJSON of a bundle as a file of its own."""
    with zipfile.ZipFile(bundle) as archive:
        return Path(archive.extract("incidents.geojson", bundle.parent))


BACK = {
    "out.geojson": lambda path: open_dataset(incidents=path),
    "out.zip": lambda path: open_dataset(incidents=unpacked(path)),
    "out.parquet": lambda path: import_file(path).dataset,
    "out.gpkg": load,
    "out.html": lambda path: extract(path).dataset,
}
"""By the name of an export, how it is read again."""

each = pytest.mark.parametrize("name", BACK)


def tables(dataset, names=INCIDENTS):
    return digest_of({name: getattr(dataset, name) for name in names})


def handed_on(dataset, target):
    """Write a dataset, and give what of it was handed on."""
    handed = outgoing(View(analyse(dataset)))
    exporter_of(str(target)).write(handed, target, Size())
    return handed.dataset


@each
@given(dataset=datasets())
@settings(max_examples=EXAMPLES)
def test_incidents_and_claims_come_back_as_they_were(dataset, name, tmp_path_factory):
    target = tmp_path_factory.mktemp("round") / name
    given_away = handed_on(dataset, target)
    assume(len(given_away.incidents) or name != "out.parquet")  # a table without rows is no file to import
    assert tables(BACK[name](target)) == tables(given_away)


@each
def test_the_bundled_incidents_come_back_as_they_were(sample, name, tmp_path):
    handed_on(sample, tmp_path / name)
    assert tables(BACK[name](tmp_path / name)) == tables(sample)


@given(dataset=datasets())
@settings(max_examples=EXAMPLES)
def test_facilities_come_back_as_they_were(dataset, tmp_path_factory):
    target = tmp_path_factory.mktemp("round") / "out.facilities.geojson"
    given_away = handed_on(dataset, target)
    again, _ = facility_table(parse_features(target.read_bytes(), name="a"))
    assert digest_of({"facilities": again}) == tables(given_away, ("facilities",))


@each
def test_values_of_all_types_come_back(name, tmp_path):
    odd = {"whole": 2**64, "beyond": 2**53 + 1, "float": 5.0, "null": None, "list": [1, [2.5, None]], "": ""}
    incident = {**PLACED, "title": "", "uncertainty_m": -0.0, "seen_at": "a\0b", "measured": "stated", **odd}
    claims = [{**CLAIM, "value": -0.0, "contradicts": [1, 2**60], **odd}, {**CLAIM, "about": "\ud800"}]
    dataset = make_dataset(incidents=[feature({**incident, "claims": claims}, geometry=None)])
    handed_on(dataset, tmp_path / name)
    again = BACK[name](tmp_path / name)
    assert tables(again) == tables(dataset)
    assert again.incidents["extra"][0]["whole"] == 2**64
    assert again.incidents["extra"][0]["measured"] == "stated"


@each
@pytest.mark.parametrize("claims", [1, "1", [1, 2], "[]", {"a": 1}, None])
def test_what_is_called_claims_and_is_none_comes_back(claims, name, tmp_path):
    dataset = make_dataset(incidents=[{**PLACED, "claims": claims}])
    handed_on(dataset, tmp_path / name)
    assert tables(BACK[name](tmp_path / name)) == tables(dataset)


def test_what_was_computed_is_left_away_and_said(sample, tmp_path):
    handed_on(sample, tmp_path / "out.geojson")
    again = open_dataset(tmp_path / "out.geojson")
    (said,) = (item for report in again.reports for item in report.findings if item.rule == "computed-anew")
    assert "54 features hold under 'measured' what was computed" in said.message


@pytest.mark.parametrize("name", ["out.geojson", "out.parquet"])
def test_the_app_reads_it_as_it_was(sample, name, tmp_path):
    handed_on(sample, tmp_path / name)
    again = open_uploads([Upload(name, (tmp_path / name).read_bytes())], base=None)
    assert tables(again) == tables(sample)


def test_a_file_that_names_no_text_as_computed_keeps_all(tmp_path):
    place = tmp_path / "a.geojson"
    one = {"type": "Feature", "geometry": None, "properties": {"title": "Fire", "ship": "Koala"}}
    for name, is_kept in ((5, True), (None, True), ("ship", False)):
        content = {"type": "FeatureCollection", "computed_under": name, "features": [one]}
        place.write_text(json.dumps(content))
        assert ("ship" in open_dataset(incidents=place).incidents["extra"][0]) is is_kept
