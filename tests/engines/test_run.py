"""Measuring in parts: the result, what is kept on the way, and what is left when something goes wrong."""

import errno
import json
import os

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from geodata.engines import FrameSource, OtherJob
from geodata.engines.tables import open_incidents
from geodata.errors import InvalidArgument, UnknownName, WriteFailed
from geodata.measures import measure_prepared
from mapapp.exporters.measured import FORMATS
from tests.engines.made_up import contents, made_up_incidents, measured, rows_of


class Stopped(Exception):
    """What a run is stopped with."""


def stop_after(step, done):
    def watch(progress):
        if progress.step == step and progress.done == done:
            raise Stopped

    return watch


def test_the_parts_hold_every_row_once_with_what_measuring_at_once_gives(job, at_once):
    table = gpd.read_parquet(measured(job())).sort_values("row", ignore_index=True)
    assert table["row"].tolist() == list(range(60))
    assert rows_of(table.drop(columns="row")) == rows_of(at_once)


def test_the_rows_keep_their_geometry(job, incidents):
    table = gpd.read_parquet(measured(job())).sort_values("row", ignore_index=True)
    assert table.crs.equals("OGC:CRS84")
    pd.testing.assert_series_equal(
        table.geometry.to_wkb(), incidents.geometry.to_wkb(), check_index=False, check_names=False
    )


def area(tables):
    boxes = np.array([table.geometry.total_bounds for table in tables])
    return float(np.prod(boxes[:, 2:] - boxes[:, :2], axis=1).sum())


def test_parts_are_about_as_large_as_asked_for_and_lie_close_together(job, incidents):
    target = measured(job())
    parts = sorted(target.glob("part-*.parquet"))
    assert [pq.read_metadata(part).num_rows for part in parts] == [12] * 5
    as_they_came = [incidents.iloc[at : at + 12] for at in range(0, 60, 12)]
    assert area([gpd.read_parquet(part) for part in parts]) < 0.4 * area(as_they_came)


def test_a_part_can_be_read_for_a_window_alone(job, incidents):
    target = measured(job())
    found = gpd.read_parquet(target, bbox=(54, 51, 56, 53))
    inside = incidents.cx[54:56, 51:53]
    assert sorted(found["row"]) == inside.index.tolist()


def test_the_manifest_says_what_the_parts_hold(job):
    target = measured(job(viewpoint="de_facto"))
    manifest = json.loads((target / "_manifest.json").read_bytes())
    assert (manifest["rows"], manifest["viewpoint"], len(manifest["parts"])) == (60, "de_facto", 5)
    assert sum(part["rows"] for part in manifest["parts"]) == 60


def test_nothing_but_the_target_is_left(job, tmp_path):
    measured(job())
    assert [file.name for file in tmp_path.iterdir()] == ["measured"]


def test_a_frame_gives_the_same_parts_as_its_file(job, incidents, tmp_path):
    from_file = contents(measured(job()))
    from_memory = contents(measured(job(incidents=FrameSource(incidents), target=tmp_path / "other")))
    assert from_memory == from_file


def test_a_source_of_many_files_gives_the_same_parts_as_one(job, incidents, tmp_path):
    (tmp_path / "in").mkdir()
    for number, start in enumerate(range(0, 60, 13)):
        incidents.iloc[start : start + 13].to_parquet(tmp_path / "in" / f"{number}.parquet")
    expected = contents(measured(job()))
    assert (
        contents(measured(job(incidents=open_incidents(tmp_path / "in"), target=tmp_path / "o"))) == expected
    )


def test_a_table_without_rows_still_has_its_columns(job, tmp_path):
    made_up_incidents(10).iloc[:0].to_parquet(tmp_path / "none.parquet")
    table = gpd.read_parquet(measured(job(incidents=open_incidents(tmp_path / "none.parquet"))))
    assert len(table) == 0
    assert {"row", "nearest_facility_m", "country"} <= set(table.columns)


def test_the_distance_to_a_country_is_measured_on_request(job):
    table = gpd.read_parquet(measured(job(country="KZ")))
    assert table.columns.tolist().index("country_distance_m") > table.columns.tolist().index("country")
    assert (table.loc[table["country"] == "KZ", "country_distance_m"] == 0).all()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"chunk_rows": 0}, InvalidArgument),
        ({"within_km": -1.0}, InvalidArgument),
        ({"within_km": float("nan")}, InvalidArgument),
        ({"country": "XX"}, UnknownName),
        ({"viewpoint": "nato"}, UnknownName),
    ],
)
def test_a_job_that_cannot_be_is_refused_before_it_begins(job, options, error):
    with pytest.raises(error):
        job(**options)


@pytest.mark.parametrize(("step", "done"), [("Checking", 2), ("Sorting", 2), ("Measuring", 3)])
def test_a_run_that_was_stopped_goes_on_where_it_was(job, tmp_path, step, done):
    whole = contents(measured(job()))
    stopped = job(target=tmp_path / "again")
    with pytest.raises(Stopped):
        measured(stopped, watch=stop_after(step, done))
    assert not stopped.target.exists()
    told = []
    assert contents(measured(stopped, watch=told.append)) == whole
    assert [one.resumed for one in told if one.step == "Measuring"][-1] == (
        done if step == "Measuring" else 0
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == ["again", "measured"]


def test_a_run_that_was_stopped_before_anything_was_done_leaves_nothing(job, tmp_path):
    with pytest.raises(Stopped):
        measured(job(), watch=stop_after("Checking", 1))
    assert list(tmp_path.iterdir()) == []


def test_what_another_job_has_left_is_refused_and_named(job):
    with pytest.raises(Stopped):
        measured(job(), watch=stop_after("Measuring", 2))
    with pytest.raises(OtherJob, match=r"it differs in: borders, viewpoint, within_km.*--restart"):
        measured(job(viewpoint="de_facto", within_km=5.0))


def test_what_another_job_has_left_is_dropped_on_request(job, tmp_path):
    expected = contents(measured(job(within_km=5.0, target=tmp_path / "expected")))
    with pytest.raises(Stopped):
        measured(job(), watch=stop_after("Measuring", 2))
    assert contents(measured(job(within_km=5.0), restart=True)) == expected


def test_a_source_that_has_changed_is_another_job(job, incidents, tmp_path):
    file = tmp_path / "i.parquet"
    incidents.to_parquet(file)
    with pytest.raises(Stopped):
        measured(job(incidents=open_incidents(file)), watch=stop_after("Measuring", 2))
    incidents.iloc[::-1].to_parquet(file)
    with pytest.raises(OtherJob, match="incidents"):
        measured(job(incidents=open_incidents(file)))


def test_files_of_the_user_beside_the_target_are_never_dropped(job, tmp_path):
    (tmp_path / "measured.parts").mkdir()
    (tmp_path / "measured.parts" / "diary.txt").write_text("mine")
    for restart in (False, True):
        with pytest.raises(OtherJob, match="holds files of yours"):
            measured(job(), restart=restart)
    assert (tmp_path / "measured.parts" / "diary.txt").read_text() == "mine"


def test_two_runs_for_one_target_do_not_get_in_each_others_way(job):
    def watch(progress):
        with pytest.raises(OtherJob, match="another run is at work"):
            measured(job())

    measured(job(chunk_rows=60), watch=watch)


def test_an_old_result_is_replaced_and_other_folders_are_not(job, tmp_path):
    first = contents(measured(job(within_km=5.0)))
    assert contents(measured(job())) != first
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    with pytest.raises(WriteFailed, match="holds something else"):
        measured(job(target=tmp_path / "photos"))


@pytest.mark.parametrize(
    ("target", "ending", "said"),
    [
        ("none/out", None, "Create the folder first"),
        ("file", None, "it is a file. Name a folder"),
        (".", ".csv", "it is a folder. Name a file in it"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_the_work(job, tmp_path, target, ending, said):
    (tmp_path / "file").touch()
    with pytest.raises(WriteFailed, match=said):
        measured(job(target=tmp_path / target, format=FORMATS.get(ending)))
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("ending", [None, *FORMATS])
def test_a_full_disk_leaves_the_old_target_and_what_is_done(job, tmp_path, monkeypatch, ending):
    made = job(format=FORMATS.get(ending), target=tmp_path / f"out{ending or ''}")
    measured(made)
    before = contents(made.target) if ending is None else made.target.read_bytes()
    calls = []

    def fill_up(handle, fsync=os.fsync):
        calls.append(handle)
        if len(calls) > 12:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fill_up)
        with pytest.raises(WriteFailed, match=r"was not written, .*No space left on device\. When"):
            measured(made)
    assert (contents(made.target) if ending is None else made.target.read_bytes()) == before
    told = []
    measured(made, watch=told.append)
    assert max(one.resumed for one in told) > 0


def test_the_rows_in_memory_at_once_are_bounded(job, monkeypatch):
    sizes = []

    def counted(incidents, prepared, *, within_km):
        sizes.append(len(incidents))
        return measure_prepared(incidents, prepared, within_km=within_km)

    monkeypatch.setattr("geodata.engines.quantities.measure_prepared", counted)
    measured(job(chunk_rows=25))
    assert sum(sizes) == 60
    assert max(sizes) <= 25
