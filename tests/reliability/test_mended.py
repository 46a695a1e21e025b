"""What the corpus run and the fuzzer found, each as a case of its own."""

import csv
import json
from dataclasses import replace

import pytest
import shapely

from geodata.analysis import analyse
from geodata.checks import check_dataset
from geodata.errors import UnreadableFile
from geodata.formats.foreign import import_file
from geodata.formats.generic import read_mapping
from geodata.geodesy.circle import ring
from geodata.stores.folder import open_dataset
from mapapp.app.uploads import Upload, open_uploads
from mapapp.blocks import decode_block, encode_block
from mapapp.bundle.verify import verify
from mapapp.extract import lacking
from mapapp.names import main_places
from mapapp.payload.read_dataset import dataset_of
from mapapp.view import View
from tests.builders import CLAIM, PLACED, POINT, SOURCE, STATION, collection, feature, make_dataset
from tests.extract.test_round_trip import carried
from tests.formats.cases import GOLDEN
from tests.reliability.independent import differences, features_of
from tests.reliability.meeting import sheet
from tests.reliability.originals import bundle_of, bundles, pages


def test_a_list_of_features_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"type": "Feature", "geometry": POINT, "properties": {}}]))
    with pytest.raises(UnreadableFile, match="its columns are those of no format"):
        import_file(tmp_path / "a.json")


def test_a_column_named_geometry_is_kept_where_it_holds_none(tmp_path):
    (tmp_path / "a.csv").write_text("id,geometry\n1,POINT (1 2)\n")
    with pytest.raises(UnreadableFile, match="its columns are those of no format"):
        import_file(tmp_path / "a.csv")
    rows = (GOLDEN / "gem_fields.csv").read_text("utf-8").splitlines()
    (tmp_path / "b.csv").write_text("\n".join([f"{rows[0]},geometry", *(f"{row},round" for row in rows[1:])]))
    (plain, more) = (
        import_file(path).dataset.facilities for path in (GOLDEN / "gem_fields.csv", tmp_path / "b.csv")
    )
    assert more.geometry.to_wkt().tolist() == plain.geometry.to_wkt().tolist()
    assert {value for extra in more["extra"] for name, value in extra.items() if "geometry" in name} == {
        "round"
    }


def test_a_spreadsheet_is_opened_whatever_its_name():
    rows = list(csv.reader((GOLDEN / "wri.csv").read_text("utf-8").splitlines()))
    opened = open_uploads([Upload("plants", sheet(*rows))], base=None)
    assert len(opened.facilities)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 2000, "nested"),
        ("a = " + "9" * 5000, "cannot be read as TOML"),
        ("source = 5", "source is 5; expected a table"),
        ('id = { column = "A", words = 7 }', "words is 7; expected a table"),
    ],
)
def test_a_mapping_of_something_else_is_refused_with_a_sentence(text, said, tmp_path):
    inside = text if text.startswith("id") else 'id = "A"'
    before = "" if text.startswith("id") else text
    (tmp_path / "a.toml").write_text(f'{before}\nholds = "incidents"\n[fields]\n{inside}\n')
    with pytest.raises(UnreadableFile, match=said):
        read_mapping(tmp_path / "a.toml")


def test_a_date_in_a_mapping_is_text(tmp_path):
    (tmp_path / "a.toml").write_text(
        'holds = "incidents"\n[fields]\nid = "id"\nstart = { value = 2025-02-17 }\n'
    )
    (rule,) = [rule for rule in read_mapping(tmp_path / "a.toml").rules if rule.field == "start"]
    assert rule.convert() == "2025-02-17"


def test_a_source_without_an_id_does_not_stop_the_checks():
    nameless = {"url": "https://example.org/2"}
    dataset = make_dataset(
        incidents=[{**PLACED, "claims": [{**CLAIM, "source": "s2"}]}], sources=[nameless, SOURCE]
    )
    said = [finding.rule for report in check_dataset(dataset) for finding in report.findings]
    assert "unknown-source" in said


def test_claims_of_unknown_incidents_are_told_where_a_page_is_read():
    dataset = make_dataset(incidents=[{**PLACED, "claims": [CLAIM, CLAIM]}], sources=[SOURCE])
    claims = dataset.claims.assign(incident_id=["i1", "elsewhere"])
    found = carried(replace(dataset, claims=claims))
    assert found.left_out == {"claims": 1}
    assert lacking(found) == ("1 claims of incidents that the dataset does not have are not in it.",)


def test_the_places_of_each_map_are_not_kept_for_ever():
    assert not hasattr(main_places, "cache_info")
    assert View(analyse(make_dataset(incidents=[PLACED]))).extent


@pytest.mark.parametrize("radius_m", [5e-324, 1e-12, 1e-9, 1e-6, 1e-3, 1.0, 1e7])
@pytest.mark.parametrize("lat", [0, 44.9, -89.9999, 89.999999999, 90])
def test_a_circle_of_any_size_has_few_vertices(radius_m, lat):
    assert (
        shapely.get_num_coordinates(
            ring(179.99999999, lat, radius_m, tolerance_m=max(radius_m / 200, 1e-300))
        )
        < 20_000
    )


def test_a_place_that_is_known_to_an_atom_is_drawn():
    dataset = make_dataset(facilities=[{**STATION, "uncertainty_m": 5e-324}])
    assert carried(dataset).dataset.digest == dataset.digest


def test_what_a_page_says_of_its_dataset_is_taken_as_far_as_it_fits():
    (page,) = pages()
    rest = decode_block(page["rest"])
    rest["metadata"] |= {"languages": 2.5, "title": ["a"], "cautions": ["b"]}
    found = dataset_of({**page, "rest": encode_block(rest)}).dataset.metadata
    assert (found.languages, found.title, found.cautions) == (("en",), "Untitled dataset", ("b",))


def test_a_bundle_whose_statement_is_nested_too_deep_is_a_fault(tmp_path):
    (files,) = bundles()
    (tmp_path / "a.zip").write_bytes(bundle_of({**files, "about.json": b"[" * 100_000}, fitting=True))
    (fault,) = verify(tmp_path / "a.zip").faults
    assert "nested more than 128 deep" in fault


def test_the_oracle_finds_what_fits_no_field_where_it_is_kept_and_misses_it_elsewhere(tmp_path):
    path = tmp_path / "facilities.geojson"
    owners = [{"name": "A", "share_pct": "50%"}]
    path.write_text(json.dumps(collection(feature({**STATION, "id": [1], "owners": owners}))))
    dataset = open_dataset(facilities=path)
    ids = dataset.facilities["id"].tolist()
    assert list(differences(features_of(path), ids, dataset)) == []
    bare = dataset.facilities.assign(extra=[{}])
    said = list(differences(features_of(path), ids, replace(dataset, facilities=bare)))
    assert [one.split(" is ")[0] for one in said] == ["feature 0: the field 'owners'", "feature 0: 'id~2'"]
