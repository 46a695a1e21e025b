"""What `mapapp measure` does with large tables: GeoParquet, parts, engines, going on, and wrong usage."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from geodata.sample import SAMPLE
from mapapp.cli import main


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def places(path, count, **columns):
    shapes = [shapely.Point(50 + 0.1 * at, 51) for at in range(count)]
    frame = gpd.GeoDataFrame(
        {"id": [f"p{at}" for at in range(count)]} | columns, geometry=shapes, crs="OGC:CRS84"
    )
    frame.to_parquet(path)
    return path


@pytest.fixture
def incidents(tmp_path):
    return places(tmp_path / "i.parquet", 30, uncertainty_m=[500.0] * 30)


@pytest.fixture
def facilities(tmp_path):
    return places(tmp_path / "f.parquet", 3)


@pytest.mark.parametrize("target", ["out.parquet", "out.gpkg", "parts", "parts.v2/"])
def test_geoparquet_is_measured_to_a_file_or_a_folder(tmp_path, incidents, facilities, target):
    result = run(
        "measure", incidents, "--facilities", facilities, "--chunk-rows", 10, "-o", f"{tmp_path}/{target}"
    )
    assert result.exit_code == 0, result.output
    assert "30 incidents" in result.output
    assert ("in 3 parts" in result.output) == target.startswith("parts")
    read = gpd.read_file if target.endswith("gpkg") else gpd.read_parquet
    table = read(tmp_path / target.rstrip("/"))
    assert table["nearest_facility_id"].notna().all()
    assert sorted(table["id"]) == sorted(f"p{at}" for at in range(30))


def test_incidents_and_facilities_may_come_in_different_forms(tmp_path, incidents, facilities):
    plain = tmp_path / "f.geojson"
    gpd.read_parquet(facilities).assign(name="x").to_file(plain)
    for given in ((incidents, plain), (SAMPLE, facilities), (SAMPLE / "incidents.geojson", facilities)):
        result = run("measure", given[0], "--facilities", given[1], "-o", tmp_path / "out.geojson")
        assert result.exit_code == 0, result.output
        features = json.loads((tmp_path / "out.geojson").read_bytes())["features"]
        assert all(one["properties"]["nearest_facility_id"] is not None for one in features)


def test_the_viewpoint_that_was_used_is_told(tmp_path, incidents):
    assert run("measure", incidents, "-o", tmp_path / "a.csv").output.endswith("viewpoint un.\n")
    assert "viewpoint un." in run("measure", SAMPLE, "-o", tmp_path / "b.csv").output
    told = run("measure", SAMPLE, "--viewpoint", "de_facto", "-o", tmp_path / "c.csv").output
    assert "viewpoint de_facto." in told


def test_the_distance_to_a_country_is_added(tmp_path):
    run("measure", SAMPLE, "--country", "KZ", "-o", tmp_path / "a.geojson")
    features = json.loads((tmp_path / "a.geojson").read_bytes())["features"]
    inside = [one["properties"] for one in features if one["properties"]["country"] == "KZ"]
    assert {one["country_distance_m"] for one in inside} <= {0}
    assert all(one["properties"]["country_distance_m"] is not None for one in features)


def test_a_country_that_there_is_not_is_named(tmp_path):
    result = run("measure", SAMPLE, "--country", "KX", "-o", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert "unknown country 'KX'" in result.output


def test_workers_write_what_this_process_writes(tmp_path, incidents, facilities):
    given = ("measure", incidents, "--facilities", facilities, "--chunk-rows", 10)
    assert run(*given, "-o", tmp_path / "here.csv").exit_code == 0
    result = run(*given, "--workers", 1, "-o", tmp_path / "there.csv")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--workers", "0"], "--workers"),
        (["--workers", "-2"], "--workers"),
        (["--chunk-rows", "0"], "--chunk-rows"),
        (["--workers", "2", "--cluster", "tcp://127.0.0.1:1"], "give one of the two"),
        (["--cluster", "127.0.0.1:8786"], "expected tcp://host:port"),
        (["--cluster", "tcp://127.0.0.1:99999"], "expected tcp://host:port"),
        (["--within-km", "-1"], "--within-km"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_option_that_cannot_be_is_wrong_usage(tmp_path, incidents, wrong, said):
    result = run("measure", incidents, *wrong, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2
    assert said in result.output


def test_another_ending_is_wrong_usage_and_lists_the_formats(tmp_path, incidents):
    result = run("measure", incidents, "-o", tmp_path / "a.xlsx")
    assert result.exit_code == 2
    assert "choose from: .csv, .geojson, .parquet, .gpkg" in result.output


def test_a_cluster_that_does_not_answer_is_a_sentence(tmp_path, incidents, monkeypatch):
    monkeypatch.setattr("geodata.engines.cluster.CONNECT_S", 0.5)
    result = run("measure", incidents, "--cluster", "tcp://127.0.0.1:1", "-o", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert "no Dask scheduler answered at tcp://127.0.0.1:1" in result.output
    assert sorted(file.name for file in tmp_path.iterdir()) == ["i.parquet"]


def test_a_bad_row_is_a_sentence_and_nothing_is_written(tmp_path):
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(50, 51), shapely.Point(50, 91)], crs="OGC:CRS84")
    frame.to_parquet(tmp_path / "i.parquet")
    result = run("measure", tmp_path / "i.parquet", "-o", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert "incidents: i.parquet, row 1: latitude 91 is outside -90..90" in result.output
    assert [file.name for file in tmp_path.iterdir()] == ["i.parquet"]


@pytest.fixture
def interrupted(tmp_path, incidents, facilities, monkeypatch):
    """A run that Ctrl+C has stopped after two of three parts; its command line, and what it printed."""
    from geodata.engines.job import Plan

    command = ("measure", incidents, "--facilities", facilities, "--chunk-rows", 10, "-o", tmp_path / "a.csv")
    calls = []

    def measure(plan, rows, measure=Plan.measure):
        calls.append(rows)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return measure(plan, rows)

    with monkeypatch.context() as patch:
        patch.setattr(Plan, "measure", measure)
        return command, run(*command)


def test_an_interrupted_run_says_how_to_go_on(tmp_path, interrupted):
    _, result = interrupted
    assert result.exit_code == 1
    assert "a.csv.parts; run the same command again to go on" in result.output
    assert not (tmp_path / "a.csv").exists()


def test_the_same_command_goes_on_and_says_so(tmp_path, interrupted):
    command, _ = interrupted
    result = run(*command)
    assert result.exit_code == 0
    assert "resuming: 2 of 3 parts are done" in result.output
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "f.parquet", "i.parquet"]


def test_another_command_for_the_target_is_refused_unless_it_starts_anew(tmp_path, interrupted):
    command, _ = interrupted
    other = (*command, "--within-km", "5")
    result = run(*other)
    assert result.exit_code == 1
    assert "it differs in: within_km" in result.output
    assert run(*other, "--restart").exit_code == 0
    assert not (tmp_path / "a.csv.parts").exists()


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "gpkg"])
def test_a_table_of_facilities_has_a_row_for_each(tmp_path, ending):
    target = tmp_path / f"around.{ending}"
    result = run(
        "measure", SAMPLE, "--table", "facilities", "--radius-km", 50, "--from", "2025-06", "-o", target
    )
    assert result.exit_code == 0, result.output
    assert "76 facilities" in result.output
    read = {"csv": pd.read_csv, "parquet": gpd.read_parquet}.get(ending, gpd.read_file)
    table = read(target)
    assert len(table) == 76
    assert table["incidents_sure"].sum() > 0
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_of_pairs_has_a_row_for_each_within_the_radius(tmp_path, ending):
    target = tmp_path / f"pairs.{ending}"
    assert run("measure", SAMPLE, "--table", "pairs", "--radius-km", 50, "-o", target).exit_code == 0
    table = (pd.read_csv if ending == "csv" else pd.read_parquet)(target)
    assert (table["distance_m_min"] <= 50_000).all()
    assert set(table["sureness"]) <= {"sure", "likely", "possible"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--table", "pairs"], "needs --radius-km"),
        (
            ["--table", "facilities", "--radius-km", "5", "--country", "KZ"],
            "--country goes with --table incidents",
        ),
        (["--radius-km", "5"], "--radius-km goes with --table facilities or pairs"),
        (["--table", "facilities", "--radius-km", "5", "--from", "2025-13"], "--from"),
        (["--table", "pairs", "--radius-km", "-5"], "--radius-km"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_options_that_do_not_go_together_are_wrong_usage(tmp_path, wrong, said):
    result = run("measure", SAMPLE, *wrong, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2
    assert said in result.output


def test_a_table_of_facilities_needs_some(tmp_path, incidents):
    result = run("measure", incidents, "--table", "facilities", "--radius-km", 5, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2
    assert "add --facilities FILE" in result.output


def test_pairs_have_no_geometry_and_no_format_that_needs_one(tmp_path):
    result = run("measure", SAMPLE, "--table", "pairs", "--radius-km", 5, "-o", tmp_path / "a.geojson")
    assert result.exit_code == 2
    assert "choose from: .csv, .parquet" in result.output
