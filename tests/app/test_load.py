"""Datasets as the app keeps them: found again by their content, never by chance."""

import json

import pytest

from geodata.errors import InvalidArgument, UnreadableFile
from geodata.stores.folder import open_dataset
from mapapp.app.load import hand_on, load_path, load_uploads, page_of
from mapapp.app.stamp import stamp_of
from mapapp.app.uploads import Upload
from tests.builders import PLACED, STATION, collection, make_dataset, write_folder
from tests.formats.cases import GOLDEN


def upload(name, *items):
    return Upload(name, json.dumps(collection(*items)).encode())


def test_a_dataset_is_opened_once(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED])
    assert load_path(folder).analysis is load_path(folder).analysis


def test_a_file_that_has_changed_is_read_again(tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED])
    before = load_path(folder)
    write_folder(tmp_path, incidents=[{**PLACED, "title": "Fire reported; denied"}])
    after = load_path(folder)
    assert before.key != after.key
    assert after.dataset.incidents.loc[0, "title"] == "Fire reported; denied"


def test_what_was_read_before_the_start_is_not_read_again(tmp_path):
    folder = write_folder(tmp_path, incidents=[{**PLACED, "title": "Read before the start"}])
    stamp, read = stamp_of(folder), open_dataset(folder)
    hand_on(folder, stamp, read)
    assert load_path(folder).dataset is read


def test_what_has_changed_since_it_was_read_is_read_again(tmp_path):
    folder = write_folder(tmp_path, incidents=[{**PLACED, "title": "Read before the change"}])
    stamp, read = stamp_of(folder), open_dataset(folder)
    write_folder(tmp_path, incidents=[{**PLACED, "title": "Read after the change"}])
    hand_on(folder, stamp, read)
    assert load_path(folder).dataset.incidents.loc[0, "title"] == "Read after the change"


def test_datasets_that_differ_in_their_title_alone_are_kept_apart(tmp_path):
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
        write_folder(folder, incidents=[PLACED], dataset={"title": f"Title {folder.name}"})
    pages = [page_of(load_path(folder)) for folder in folders]
    assert "Title a" in pages[0]
    assert "Title b" in pages[1]


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match="nowhere: No such file or directory; name a dataset folder"):
        load_path(tmp_path / "nowhere")


def test_two_files_are_told_apart_by_what_they_hold():
    loaded = load_uploads([upload("a.json", STATION), upload("b.json", PLACED)], base=None)
    assert (len(loaded.dataset.facilities), len(loaded.dataset.incidents)) == (1, 1)
    assert loaded.dataset.metadata.title == "b"


def test_incidents_alone_are_measured_to_the_facilities_that_were_open():
    base = make_dataset(
        facilities=[STATION], dataset={"title": "Stations", "attribution": ["Compiled by somebody"]}
    )
    loaded = load_uploads([upload("own.geojson", PLACED)], base=base)
    assert loaded.analysis.measured("un").loc[0, "nearest_facility_id"] == "f1"
    assert loaded.dataset.metadata.attribution == ("Facilities: Stations", "Compiled by somebody")


def test_incidents_alone_can_be_kept_apart_from_other_facilities():
    loaded = load_uploads([upload("own.geojson", PLACED)], base=None)
    assert loaded.dataset.facilities.empty


def test_two_files_of_one_kind_are_refused():
    with pytest.raises(InvalidArgument, match=r"a\.geojson and b\.geojson both hold incidents"):
        load_uploads([upload("a.geojson", PLACED), upload("b.geojson", {**PLACED, "id": "i2"})], base=None)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b'{"type": "FeatureCollection", "features": [', b"\xff\xfe{"]
)
def test_a_bad_upload_is_named_without_a_folder_of_this_machine(content):
    with pytest.raises(UnreadableFile, match=r"mine\.geojson") as caught:
        load_uploads([Upload("mine.geojson", content)], base=None)
    assert "/" not in str(caught.value).replace("/features", "")


@pytest.mark.parametrize(
    "name", ["../../up.geojson", "C:\\temp\\up.geojson", "/etc/up.geojson", "up.geojson"]
)
def test_the_name_of_an_upload_leads_nowhere(name):
    loaded = load_uploads([upload(name, PLACED)], base=None)
    assert loaded.dataset.metadata.title == "up"


@pytest.mark.parametrize("name", ["", "..", "x" * 5000 + ".geojson", "🛢" * 300, "\0", "a\nb"])
def test_an_odd_name_of_an_upload_is_no_obstacle(name):
    assert len(load_uploads([upload(name, PLACED)], base=None).dataset.incidents) == 1


def test_good_features_of_an_upload_are_kept_and_the_loss_is_known():
    bad = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 95]}, "properties": {}}
    loaded = load_uploads([upload("mixed.geojson", PLACED, bad)], base=None)
    (report,) = loaded.reports
    assert (report.features_read, report.features_kept) == (2, 1)


def test_files_of_other_tools_are_handed_over_as_well():
    reports, plants = (
        Upload(f"C:\\data\\{name}", (GOLDEN / name).read_bytes()) for name in ("viina.csv", "wri.csv")
    )
    loaded = load_uploads([reports, plants], base=None)
    assert len(loaded.dataset.incidents) == len(loaded.dataset.facilities) == 2
    assert loaded.dataset.metadata.title == "Energy-related reports derived from VIINA"
    assert [line.split(",")[0] for line in loaded.dataset.metadata.attribution] == [
        "VIINA (Zhukov and Ayers 2023)",
        "Global Power Plant Database",
    ]


def test_rows_that_were_left_out_are_findings():
    loaded = load_uploads([Upload("fields.csv", (GOLDEN / "gem_fields.csv").read_bytes())], base=None)
    (report,) = loaded.reports
    assert (report.file, report.features_read, report.features_kept) == ("fields.csv", 3, 2)


def test_an_upload_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load_uploads([Upload("acled.csv", (GOLDEN / "acled.csv").read_bytes())], base=None)
    with pytest.raises(UnreadableFile):
        load_uploads([Upload("a.csv", b"<html></html>")], base=None)
    assert list(tmp_path.iterdir()) == []
