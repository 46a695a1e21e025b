import json
from pathlib import Path

import pytest

from geodata.checks.files import check_path
from geodata.errors import UnreadableFile
from geodata.stores.folder import open_dataset, read_dataset
from tests.builders import CLAIM, FLOW, PLACED, POINT, SOURCE, STATION, collection, feature, write_folder

GOOD = feature(PLACED)


def point(*coordinates, **members):
    return {"type": "Point", "coordinates": list(coordinates)} | members


# Bad file, what the sentence about it holds: the place, what was got, what to do.
UNUSABLE = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n", "the file is empty"),
    "html": (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
    "truncated": (json.dumps(collection(GOOD)).encode()[:-40], "ends"),
    "utf-16": (json.dumps(collection(GOOD)).encode("utf-16"), "UTF-8"),
    "latin-1": (
        json.dumps(collection(feature({"name": "Orsk Süd"})), ensure_ascii=False).encode("latin-1"),
        "UTF-8",
    ),
    "topojson": (b'{"type": "Topology", "objects": {}, "arcs": []}', "TopoJSON"),
    "projected": (
        json.dumps(
            collection(GOOD) | {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}
        ).encode(),
        "EPSG::3857",
    ),
    "list": (b"[1, 2]", "an array"),
}

# Bad feature beside a good one, where the fault is, and what the sentence holds.
UNUSABLE_FEATURES = {
    "text": (feature(geometry=point("39.1", "45.2")), "/features/1/geometry/coordinates", "text '39.1'"),
    "swapped": (feature(geometry=point(45.2, 139.1)), "/features/1/geometry/coordinates", "swapped"),
    "projected": (feature(geometry=point(4353000, 5650000)), "/features/1/geometry/coordinates", "metres"),
    "no geometry member": ({"type": "Feature", "properties": {}}, "/features/1/geometry", '"geometry": null'),
    "no feature": (POINT, "/features/1/type", "Feature"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_file_is_refused_in_a_sentence(tmp_path, name):
    content, words = UNUSABLE[name]
    path = tmp_path / "incidents.geojson"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        open_dataset(path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_file_is_checked_without_an_error(tmp_path, name):
    path = tmp_path / "incidents.geojson"
    path.write_bytes(UNUSABLE[name][0])
    (report,) = check_path(path)
    assert (report.verdict, report.unusable, report.findings[0].file) == ("reject", True, str(path))
    assert report.findings[0].hint


@pytest.mark.parametrize("name", UNUSABLE_FEATURES)
def test_an_unusable_feature_is_left_out_by_name_and_the_others_kept(tmp_path, name):
    bad, pointer, words = UNUSABLE_FEATURES[name]
    if bad["type"] == "Feature":
        bad = bad | {"id": "bad-1"}
    dataset = open_dataset(
        write_folder(tmp_path, incidents=collection(GOOD, GOOD) | {"features": [GOOD, bad]})
    )
    (report,) = dataset.reports
    assert (report.features_read, report.features_kept, len(dataset.incidents)) == (2, 1, 1)
    (finding,) = [item for item in report.findings if item.severity == "reject"]
    assert (finding.feature, finding.pointer) == (1, pointer)
    assert words in str(finding)
    assert str(finding).startswith(f"{tmp_path}/incidents.geojson, feature 1")
    assert bad["type"] != "Feature" or "id 'bad-1'" in str(finding)


def test_a_missing_file_is_named():
    with pytest.raises(UnreadableFile, match=r"nowhere\.geojson does not exist\. Check the name"):
        open_dataset("nowhere.geojson")


def test_a_missing_stand_in_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match=r"nowhere\.geojson does not exist"):
        open_dataset(write_folder(tmp_path, incidents=[PLACED]), facilities="nowhere.geojson")


def test_a_folder_without_files_says_what_it_should_hold(tmp_path):
    with pytest.raises(UnreadableFile, match=r"holds neither facilities\.geojson nor incidents\.geojson"):
        open_dataset(tmp_path)
    (report,) = check_path(tmp_path)
    assert (report.file, report.verdict, len(report.findings)) == (str(tmp_path), "reject", 1)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    write_folder(tmp_path, incidents=[PLACED])
    (tmp_path / "sources.json").mkdir()
    with pytest.raises(UnreadableFile, match=r"sources\.json: is a folder"):
        open_dataset(tmp_path)


def test_checking_a_folder_goes_on_after_an_unusable_file(tmp_path):
    folder = write_folder(tmp_path, incidents=b"", facilities=[STATION], sources=b"[{", flows={"id": 1})
    reports = {Path(report.file).name: report for report in check_path(folder)}
    assert {name: report.verdict.value for name, report in reports.items()} == {
        "sources.json": "reject",
        "flows.json": "reject",
        "facilities.geojson": "accept",
        "incidents.geojson": "reject",
    }
    assert reports["facilities.geojson"].features_kept == 1


def test_findings_of_two_folders_name_their_folder(tmp_path):
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
        write_folder(folder, incidents=[feature(geometry=point(1, 95))], sources=["s"], dataset=b"")
    named = [{item.file for report in check_path(folder) for item in report.findings} for folder in folders]
    assert named == [
        {str(folder / name) for name in ("incidents.geojson", "sources.json", "dataset.json")}
        for folder in folders
    ]


def test_a_folder_whose_name_cannot_be_printed_is_escaped(tmp_path):
    folder = tmp_path / "a\nb"
    folder.mkdir()
    reports = check_path(write_folder(folder, incidents=[{}], sources=[{}]))
    assert {item.file for report in reports for item in report.findings} == {
        f"{tmp_path}/a\\nb/{name}" for name in ("incidents.geojson", "sources.json")
    }


@pytest.mark.parametrize("name", ["sources", "flows", "changes", "dataset"])
def test_a_broken_json_file_is_not_passed_over(tmp_path, name):
    folder = write_folder(tmp_path, incidents=[PLACED], **{name: b'{"id": '})
    with pytest.raises(UnreadableFile, match=rf"^{folder}/{name}\.json"):
        open_dataset(folder)


@pytest.mark.parametrize("name", ["sources", "flows", "changes"])
def test_an_object_in_the_place_of_a_list_is_named(tmp_path, name):
    folder = write_folder(tmp_path, incidents=[PLACED], **{name: {"id": "x"}})
    with pytest.raises(
        UnreadableFile, match=rf"^{folder}/{name}\.json: is dict .*expected a list of objects"
    ):
        open_dataset(folder)


def test_metadata_that_is_no_object_is_named(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED], dataset=["Strikes"])
    with pytest.raises(UnreadableFile, match=r"/dataset\.json: is list .*expected an object\. Nothing"):
        open_dataset(folder)


def test_each_file_counts_what_it_holds_and_what_is_kept(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED], dataset={}, sources=["s0", SOURCE], changes=[{}, {}])
    reports = open_dataset(folder).reports
    assert {Path(item.file).name: (item.features_read, item.features_kept) for item in reports} == {
        "dataset.json": (1, 1),
        "sources.json": (2, 1),
        "changes.json": (2, 2),
        "incidents.geojson": (1, 1),
    }


def test_a_finding_about_a_source_names_its_place_in_the_list_and_its_id(tmp_path):
    folder = write_folder(
        tmp_path, incidents=[PLACED], sources=[SOURCE | {"published": "Monday"}, {"url": "u"}]
    )
    findings = open_dataset(folder).reports[0].findings
    assert (findings[0].id, findings[0].record, findings[0].pointer) == (None, 1, "/1/id")
    sentence = str(findings[1]).removeprefix(f"{folder}/")
    assert sentence.startswith("sources.json, record 0 (id 's1'), /0/published: published is 'Monday'")


def test_metadata_keeps_its_lists(tmp_path):
    metadata = {"languages": ["en", "kk"], "cautions": []}
    dataset = open_dataset(write_folder(tmp_path, incidents=[PLACED], dataset=metadata))
    assert (dataset.metadata.languages, dataset.metadata.cautions) == (("en", "kk"), ())
    assert dataset.reports[0].findings == ()


def test_a_source_that_is_no_object_is_left_out_and_the_others_keep_their_place(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED], sources=["s0", SOURCE | {"url": 7}])
    dataset = open_dataset(folder)
    findings = dataset.reports[0].findings
    assert dataset.sources["id"].tolist() == ["s1"]
    assert [item.pointer for item in findings] == ["/0", "/1/url", "/1/url"]
    assert [item.record for item in findings] == [0, 1, 1]


def test_metadata_that_does_not_fit_is_left_out_by_name(tmp_path):
    metadata = {"title": "Strikes", "version": 7, "attribution": "CPC", "languages": ["en", 7]}
    dataset = open_dataset(write_folder(tmp_path, incidents=[PLACED], dataset=metadata))
    assert (dataset.metadata.title, dataset.metadata.attribution) == ("Strikes", ("CPC",))
    assert [item.pointer for item in dataset.reports[0].findings] == ["/version", "/languages"]


def test_a_folder_without_metadata_is_called_as_the_folder(tmp_path):
    assert open_dataset(write_folder(tmp_path, incidents=[PLACED])).metadata.title == tmp_path.name


def test_one_file_of_incidents_opens(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED | {"claims": [CLAIM]}])
    dataset = open_dataset(folder / "incidents.geojson")
    assert [len(dataset.incidents), len(dataset.claims), len(dataset.facilities)] == [1, 1, 0]


def test_one_file_of_facilities_opens(tmp_path):
    dataset = open_dataset(write_folder(tmp_path, facilities=[STATION]) / "facilities.geojson")
    assert [len(dataset.incidents), len(dataset.facilities)] == [0, 1]


def test_a_bare_geometry_opens_as_a_facility(tmp_path):
    path = tmp_path / "place.geojson"
    path.write_text(json.dumps(POINT))
    assert open_dataset(path).facilities["id"].tolist() == ["feature-0"]


def test_a_collection_without_features_opens_empty(tmp_path):
    assert len(open_dataset(write_folder(tmp_path, incidents=[])).incidents) == 0


def test_a_named_file_stands_in_for_that_of_the_folder(tmp_path):
    folder = write_folder(tmp_path, incidents=b"not read", facilities=[STATION])
    other = tmp_path / "other.geojson"
    other.write_text(json.dumps(collection(PLACED | {"id": "i7"})))
    dataset = open_dataset(folder, incidents=other)
    assert dataset.incidents["id"].tolist() == ["i7"]
    assert dataset.places["incidents"].file == str(other)
    assert len(dataset.facilities) == 1


def test_a_named_kind_is_not_guessed_at(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(collection(STATION)))
    dataset = open_dataset(incidents=path)
    assert len(dataset.incidents) == 1
    assert "guessed-kind" not in {item.rule for item in dataset.reports[0].findings}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (POINT, "read as facilities, which is a guess: the file is a bare Point, without properties."),
        (collection(PLACED), "read as incidents, which is a guess: the features have title, start."),
        (collection(STATION), "read as facilities, which is a guess: the features have name."),
        (collection({}), "read as facilities, which is a guess: the properties of the features tell little."),
        (collection({"date": "2025"}), "read as incidents, which is a guess: the properties of the features"),
    ],
)
def test_a_guessed_kind_is_noted_with_its_reason_and_the_way_to_say_it(tmp_path, content, sentence):
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(content))
    finding = read_dataset(path).reports[0].findings[0]
    assert (finding.rule, finding.severity) == ("guessed-kind", "note")
    assert str(finding).startswith(f"{path}: {sentence}")
    other = "facilities" if "incidents" in sentence else "incidents"
    assert f"--{other}, or {other}.geojson in a dataset folder" in finding.hint


def test_the_kind_of_a_file_that_is_refused_is_not_guessed_at(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_bytes(b"[")
    assert [item.rule for item in read_dataset(path).reports[0].findings] == ["json-syntax"]


def test_a_feature_without_a_place_is_kept(tmp_path):
    dataset = open_dataset(write_folder(tmp_path, incidents=[feature(PLACED, geometry=None)]))
    assert dataset.incidents.geometry[0] is None


def test_an_unknown_kind_is_kept_and_named_with_the_nearest_word(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED, PLACED | {"id": "i2", "kind": "drone_strike"}])
    dataset = open_dataset(folder)
    assert dataset.incidents["kind"].tolist() == [None, "drone_strike"]
    (finding,) = dataset.reports[0].findings
    assert (
        f"{folder}/incidents.geojson, feature 1 (id 'i2'), /features/1/properties/kind: "
        "kind is 'drone_strike', which is not a known word; did you mean"
    ) in str(finding)


def test_a_repeated_id_is_read_under_another_and_said_so(tmp_path):
    dataset = open_dataset(write_folder(tmp_path, incidents=[PLACED, PLACED]))
    (finding,) = dataset.reports[0].findings
    assert dataset.incidents["id"].tolist() == ["i1", "i1~2"]
    assert "feature 1 (id 'i1')" in str(finding)
    assert "read as 'i1~2'" in str(finding)


def test_a_reference_to_a_facility_that_is_not_there_is_named(tmp_path):
    incident = PLACED | {"facility_ids": ["f1", "f-1"], "claims": [CLAIM]}
    folder = write_folder(tmp_path, incidents=[incident], facilities=[STATION], sources=[SOURCE])
    (finding,) = [item for report in check_path(folder) for item in report.findings]
    assert str(finding).removeprefix(f"{folder}/") == (
        "incidents.geojson, feature 0 (id 'i1'), /features/0/properties/facility_ids/1: names the facility "
        "'f-1', which the dataset does not have; did you mean 'f1'? Add the facility, or correct the id."
    )


def test_reading_goes_on_where_opening_stops(tmp_path):
    folder = write_folder(tmp_path, incidents=b"", facilities=[STATION], flows=[FLOW])
    dataset = read_dataset(folder)
    assert [len(dataset.incidents), len(dataset.facilities), len(dataset.flows)] == [0, 1, 1]
