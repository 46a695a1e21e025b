"""What a GeoPackage and a folder of GeoParquet have in common: they give back what they were given."""

import contextlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InvalidArgument, UnreadableFile, WriteFailed
from geodata.sample import SAMPLE
from geodata.stores import load, save, store_of
from geodata.stores.selection import Selection, cut
from geodata.vocabulary import INCIDENT_KINDS
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, feature, make_dataset
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "8"))
ENDINGS = [".gpkg", ".geoparquet"]

each_store = pytest.mark.parametrize("ending", ENDINGS)

days = st.sampled_from(["2025", "2025-02", "2025-02-17", "2025-06", "2025-10-19", "1970"])
sides = st.tuples(st.floats(-180, 180), st.floats(-90, 89), st.floats(-180, 180), st.floats(0, 40))
selections = st.builds(
    Selection,
    start=st.none() | days,
    end=st.none() | days,
    kinds=st.none()
    | st.lists(st.sampled_from([t.name for t in INCIDENT_KINDS] + ["\ud800", "x"])).map(tuple),
    bbox=st.none() | sides.map(lambda side: (side[0], side[1], side[2], min(90, side[1] + side[3]))),
)


def contents(dataset):
    return dataset.digest, dataset.metadata, dataset.changes


def bytes_of(location):
    files = sorted(location.iterdir()) if location.is_dir() else [location]
    return {file.name if location.is_dir() else "": file.read_bytes() for file in files}


@each_store
@given(dataset=datasets())
@settings(max_examples=EXAMPLES)
def test_a_dataset_comes_back_as_it_was(dataset, ending, tmp_path_factory):
    target = tmp_path_factory.mktemp("round") / f"dataset{ending}"
    save(dataset, target)
    assert contents(load(target)) == contents(dataset)


@each_store
def test_the_bundled_dataset_comes_back_as_it_was(sample, ending, tmp_path):
    save(sample, tmp_path / f"copy{ending}")
    again = load(tmp_path / f"copy{ending}")
    assert contents(again) == contents(sample)
    for name in ("incidents", "facilities"):
        assert getattr(again, name)["id"].tolist() == getattr(sample, name)["id"].tolist()
    assert again.claims["what"].tolist() == sample.claims["what"].tolist()
    assert [report.verdict for report in again.reports] == ["accept"] * 6


@each_store
def test_hard_values_keep_their_type(ending, tmp_path):
    odd = {"id": "a\0b", "title": "\ud800", "uncertainty_m": -0.0, "rows": 2**70, "none": None, "list": []}
    solid = {"type": "Point", "coordinates": [39.1, 45.2, 12.5]}
    dataset = make_dataset(
        facilities=[feature(STATION, geometry=None)],
        incidents=[
            feature({**odd, "interception": {"distance_km": 2**53 + 1}, "claims": [CLAIM]}, geometry=solid),
            feature({**PLACED, "facility_ids": [], "conflicts": ["a\0b", "c"], "extra": {"a": [None, 1.0]}}),
        ],
        sources=[{**SOURCE, "redistribution": False}, {"id": "s2", "redistribution": True}, {"id": "s3"}],
        flows=[{**FLOW, "volume": -0.0}, {**FLOW, "id": "w2", "volume": 0.0}],
    )
    save(dataset, tmp_path / f"odd{ending}")
    again = load(tmp_path / f"odd{ending}")
    assert again.digest == dataset.digest
    assert again.incidents["extra"][0]["rows"] == 2**70
    assert again.incidents["interception"][0] == {"distance_km": 2**53 + 1}
    assert again.claims["incident_id"].tolist() == ["a\0b"]
    assert again.incidents.geometry[0].z == 12.5
    assert again.facilities.geometry[0] is None
    assert again.sources["redistribution"].tolist() == [False, True, None]


@each_store
def test_an_empty_dataset_comes_back_as_it_was(ending, tmp_path):
    dataset = make_dataset(incidents=[])
    save(dataset, tmp_path / f"empty{ending}")
    assert contents(load(tmp_path / f"empty{ending}")) == contents(dataset)


@pytest.fixture(scope="module")
def kept(sample, tmp_path_factory):
    """The bundled dataset in each store, by ending."""
    folder = tmp_path_factory.mktemp("kept")
    for ending in ENDINGS:
        save(sample, folder / f"sample{ending}")
    return {ending: folder / f"sample{ending}" for ending in ENDINGS}


@each_store
@given(selection=selections)
@settings(max_examples=EXAMPLES)
def test_what_a_selection_reads_is_what_it_cuts_from_the_whole(kept, sample, ending, selection):
    assert load(kept[ending], selection).digest == cut(sample, selection).digest


@each_store
@given(dataset=datasets(), selection=selections)
@settings(max_examples=EXAMPLES)
def test_so_it_is_with_datasets_of_all_shapes(dataset, selection, ending, tmp_path_factory):
    target = tmp_path_factory.mktemp("cut") / f"dataset{ending}"
    save(dataset, target)
    assert load(target, selection).digest == cut(dataset, selection).digest


@each_store
def test_a_box_across_the_antimeridian_reads_both_sides(ending, tmp_path):
    places = {"east": [179, 10], "west": [-179, 10], "far": [0, 10]}
    dataset = make_dataset(
        incidents=[
            feature({**PLACED, "id": id_}, geometry={"type": "Point", "coordinates": place})
            for id_, place in places.items()
        ]
    )
    save(dataset, tmp_path / f"far{ending}")
    read = load(tmp_path / f"far{ending}", Selection(bbox=(170, 0, -170, 20)))
    assert read.incidents["id"].tolist() == ["east", "west"]


@each_store
def test_equal_data_gives_equal_bytes(sample, ending, tmp_path):
    for name in ("one", "two"):
        save(sample, tmp_path / f"{name}{ending}")
    assert bytes_of(tmp_path / f"one{ending}") == bytes_of(tmp_path / f"two{ending}")


@each_store
def test_a_dataset_is_replaced_as_a_whole(sample, ending, tmp_path):
    target = tmp_path / f"dataset{ending}"
    save(sample, target)
    save(load(SAMPLE, Selection(start="2025-10")), target)
    assert 0 < len(load(target).incidents) < len(sample.incidents)
    assert [entry.name for entry in tmp_path.iterdir()] == [target.name]


@contextlib.contextmanager
def small_disk(size):
    """Let no file grow beyond some bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@each_store
@pytest.mark.parametrize("size", [0, 9_000])
def test_a_full_disk_leaves_the_dataset_as_it_was(sample, ending, size, tmp_path):
    target = tmp_path / f"dataset{ending}"
    save(sample, target)
    before = bytes_of(target)
    with small_disk(size), pytest.raises(WriteFailed, match="It is as it was before"):
        save(sample, target)
    assert bytes_of(target) == before
    assert [entry.name for entry in tmp_path.iterdir()] == [target.name]


KILLED = """
import os, sys
from geodata.sample import SAMPLE
from geodata.stores import load, save
from geodata.stores.selection import Selection
import geodata.stores.geopackage as geopackage, geodata.stores.geoparquet_dataset as geoparquet
part = load(SAMPLE, Selection(start="2025-10"))
geopackage._add_indices = lambda path: os._exit(9)
geoparquet.evenly = lambda rows: os._exit(9)
save(part, sys.argv[1])
"""


@each_store
def test_a_process_that_is_killed_while_it_saves_leaves_the_dataset_as_it_was(sample, ending, tmp_path):
    target = tmp_path / f"dataset{ending}"
    save(sample, target)
    done = subprocess.run([sys.executable, "-c", KILLED, target], check=False)
    assert done.returncode == 9
    assert len(list(tmp_path.iterdir())) > 1  # it had begun to write
    assert contents(load(target)) == contents(sample)


@pytest.mark.parametrize("name", ["diary.gpkg", "diary.geoparquet"])
def test_a_file_of_something_else_is_not_touched(sample, name, tmp_path):
    target = tmp_path / name
    target.write_text("mine")
    with pytest.raises(InvalidArgument, match=r"diary\.\w+ "):
        save(sample, target)
    assert target.read_text() == "mine"


def test_a_folder_of_something_else_is_not_touched(sample, tmp_path):
    target = tmp_path / "diary.geoparquet"
    target.mkdir()
    (target / "diary.txt").write_text("mine")
    with pytest.raises(
        InvalidArgument, match=r"holds 'diary\.txt', which is no part of a GeoParquet dataset"
    ):
        save(sample, target)
    assert [entry.name for entry in target.iterdir()] == ["diary.txt"]


@pytest.mark.parametrize(
    ("location", "store"),
    [
        ("a.gpkg", "geopackage"),
        ("A.GPKG", "geopackage"),
        ("a.geoparquet", "geoparquet"),
        ("a.geoparquet/", "geoparquet"),
        ("a/", "folder"),
        ("a.geojson", "folder"),
    ],
)
def test_a_location_says_its_store(location, store):
    assert store_of(location).name == store


@each_store
def test_what_is_not_there_is_a_sentence(ending, tmp_path):
    with pytest.raises(UnreadableFile, match=r"nowhere\.\w+:? does not exist. Check the name and the folder"):
        load(tmp_path / f"nowhere{ending}")


@each_store
def test_a_newer_layout_is_refused_in_a_sentence(sample, ending, tmp_path, monkeypatch):
    target = tmp_path / f"newer{ending}"
    monkeypatch.setattr("geodata.stores.tabular.LAYOUT", 2)
    save(sample, target)
    monkeypatch.undo()
    with pytest.raises(
        UnreadableFile, match=r"newer version of this program \(layout 2; .* update the program"
    ):
        load(target)


def test_paths_with_signs_of_addresses_are_paths(sample, tmp_path):
    folder = Path(tmp_path / "a?mode=rw#b%20c")
    folder.mkdir()
    save(sample, folder / "d.gpkg")
    assert load(folder / "d.gpkg").digest == sample.digest
    assert [entry.name for entry in folder.iterdir()] == ["d.gpkg"]
