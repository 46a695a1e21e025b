"""The commands: what they print, what they write, and with which code they end."""

import csv
import json
import subprocess
import sys

import geopandas as gpd
import pytest
from click.testing import CliRunner

from geodata.sample import SAMPLE
from mapapp.cli import main

COLUMNS = [
    "id",
    "nearest_facility_id",
    "nearest_facility_m",
    "nearest_facility_m_min",
    "nearest_facility_m_max",
    "border_m",
    "border_m_min",
    "border_m_max",
    "border_pair",
    "country",
]


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def point(id_, lon, lat, **properties):
    return {
        "type": "Feature",
        "id": id_,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def collection(path, *features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def read_table(path):
    return (gpd.read_parquet if path.suffix == ".parquet" else gpd.read_file)(path)


@pytest.mark.parametrize("command", ["app", "export", "bundle", "verify", "check", "measure"])
def test_every_command_has_help_with_what_it_does(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 6


def test_an_unknown_option_is_wrong_usage():
    result = run("export", "--outptu", "map.html")
    assert result.exit_code == 2
    assert "No such option" in result.output


def test_an_unknown_viewpoint_is_wrong_usage_and_lists_the_choices():
    result = run("measure", SAMPLE, "--viewpoint", "nato", "-o", "out.csv")
    assert result.exit_code == 2
    assert "un" in result.output
    assert "de_facto" in result.output


def test_a_missing_dataset_is_a_sentence_and_no_traceback(tmp_path):
    result = run("export", tmp_path / "nowhere", "-o", tmp_path / "map.html")
    assert result.exit_code == 1
    assert "does not exist" in result.output
    assert not (tmp_path / "map.html").exists()


def test_an_error_that_nobody_foresaw_is_a_sentence_too(tmp_path, monkeypatch):
    def broken(*arguments, **options):
        raise RuntimeError("boom")

    monkeypatch.setattr("mapapp.document.render", broken)
    result = run("export", "-o", tmp_path / "map.html")
    assert result.exit_code == 1
    assert "RuntimeError: boom" in result.output
    assert "MAPAPP_DEBUG" in result.output


def test_a_failing_render_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    target = tmp_path / "map.html"
    target.write_text("the old map", encoding="utf-8")

    def broken(*arguments, **options):
        raise RuntimeError("boom")

    monkeypatch.setattr("mapapp.document.render", broken)
    run("export", "-o", target)
    assert target.read_text(encoding="utf-8") == "the old map"
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]


def test_export_writes_the_bundled_dataset_where_none_is_named(tmp_path):
    result = run("export", "-o", tmp_path / "map.html")
    assert result.exit_code == 0
    assert "54 of 54 incidents, 76 facilities" in result.output


def test_export_takes_a_facility_and_an_incident_file(tmp_path):
    files = ("--facilities", SAMPLE / "facilities.geojson", "--incidents", SAMPLE / "incidents.geojson")
    result = run("export", *files, "--viewpoint", "de_facto", "-o", tmp_path / "map.html")
    assert result.exit_code == 0
    assert "viewpoint de_facto" in result.output


def test_export_to_another_ending_says_which_there_are(tmp_path):
    result = run("export", "-o", tmp_path / "map.shp")
    assert result.exit_code == 2
    assert "choose from: .html" in result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--embargo", "soon"], "'soon' is no number of days; write 7d or 2w"),
        (["--round-to", "1"], "'1' is no length; write 500m or 1km"),
        (["--round-to", "0km"], "'0km' is no length; write 500m or 1km"),
        (["--round-to", "1m"], "coordinates cannot be rounded to 1 m; give 10 m to 500 km"),
        (["--today", "2025-02-30"], "'2025-02-30' is no day that exists"),
        (["--standing", "sure"], "'sure' is no standing; choose from: confirmed"),
        (["--width", "900"], "has no --width and --height; pictures and PDFs have"),
    ],
)
def test_an_option_of_an_export_that_cannot_be_used_is_wrong_usage(tmp_path, options, said):
    result = run("export", *options, "-o", tmp_path / "map.csv")
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_an_embargo_counts_back_from_the_day_that_is_named(tmp_path, monkeypatch):
    named = run("export", "--embargo", "52w", "--today", "2026-06-01", "-o", tmp_path / "a.csv")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")  # the same day
    stated = run("export", "--embargo", "364d", "-o", tmp_path / "b.csv")
    assert "after 2025-06-02" in named.output
    assert named.exit_code == stated.exit_code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_check_accepts_the_bundled_dataset():
    result = run("check", SAMPLE)
    assert result.exit_code == 0
    assert "accept" in result.output


def test_check_gives_verdict_and_place_as_json(tmp_path):
    file = collection(tmp_path / "bad.geojson", point("a", 40, 190.2), point("b", 40, 45))
    result = run("check", file, "--json")
    (report,) = json.loads(result.output)
    assert result.exit_code == 1
    assert report["verdict"] == "reject"
    assert (report["features_read"], report["features_kept"]) == (2, 1)
    first = report["findings"][0]
    assert (first["rule"], first["feature"], first["id"]) == ("latitude-range", 0, "a")
    assert first["pointer"].startswith("/features/0/geometry/coordinates")
    assert first["file"] == str(file)
    assert first["message"]
    assert first["hint"]


def test_check_goes_on_after_a_file_that_is_not_there(tmp_path):
    result = run("check", tmp_path / "none.geojson", SAMPLE, "--json")
    assert [report["verdict"] for report in json.loads(result.output)] == ["reject", "accept"]
    assert result.exit_code == 1


def test_check_without_a_file_is_wrong_usage():
    assert run("check").exit_code == 2


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "gpkg"])
def test_measure_writes_one_row_per_incident_in_order(tmp_path, ending, sample):
    target = tmp_path / f"measured.{ending}"
    result = run("measure", SAMPLE, "-o", target)
    assert result.exit_code == 0, result.output
    if ending == "csv":
        with target.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    elif ending == "geojson":
        rows = [row["properties"] for row in json.loads(target.read_text(encoding="utf-8"))["features"]]
    else:
        rows = read_table(target).to_dict("records")
    assert [row["id"] for row in rows] == list(sample.incidents["id"])
    assert set(COLUMNS) <= set(rows[0])


def test_measure_gives_the_distance_its_interval(tmp_path):
    incidents = collection(tmp_path / "i.geojson", point("i", 55.1, 51.8, title="x", uncertainty_m=1000))
    facilities = collection(tmp_path / "f.geojson", point("f", 55.1, 51.9, name="y", uncertainty_m=500))
    target = tmp_path / "out.geojson"
    assert run("measure", incidents, "--facilities", facilities, "-o", target).exit_code == 0
    (row,) = [item["properties"] for item in json.loads(target.read_text(encoding="utf-8"))["features"]]
    assert row["nearest_facility_m"] == pytest.approx(11_126.3, abs=1)
    assert row["nearest_facility_m"] - row["nearest_facility_m_min"] == pytest.approx(1500)
    assert row["nearest_facility_m_max"] - row["nearest_facility_m"] == pytest.approx(1500)
    assert row["country"] == "RU"


def test_measure_knows_crimea_under_both_viewpoints(tmp_path):
    incidents = collection(tmp_path / "i.geojson", point("simferopol", 34.1, 44.95, title="x"))
    countries = {}
    for viewpoint in ("un", "de_facto"):
        target = tmp_path / f"{viewpoint}.geojson"
        run("measure", incidents, "--viewpoint", viewpoint, "-o", target)
        feature = json.loads(target.read_text(encoding="utf-8"))["features"][0]
        countries[viewpoint] = feature["properties"]["country"]
    assert countries == {"un": "UA", "de_facto": "RU"}


def test_measure_leaves_facilities_that_are_too_far_out(tmp_path):
    incidents = collection(tmp_path / "i.geojson", point("i", 55.1, 51.8, title="x"))
    facilities = collection(tmp_path / "f.geojson", point("f", 55.1, 51.9, name="y"))
    target = tmp_path / "out.csv"
    run("measure", incidents, "--facilities", facilities, "--within-km", "5", "-o", target)
    with target.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["nearest_facility_id"] == ""
    assert row["border_m"] != ""


def test_measure_without_facilities_says_so_and_measures_the_rest(tmp_path):
    incidents = collection(tmp_path / "i.geojson", point("i", 55.1, 51.8, title="x"))
    result = run("measure", incidents, "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert "Add --facilities" in result.output


def test_a_negative_radius_is_wrong_usage_that_names_the_option(tmp_path):
    result = run("measure", SAMPLE, "--within-km", "-5", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "--within-km" in result.output


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(tmp_path):
    incidents = collection(tmp_path / "i.geojson", point('=HYPERLINK("http://x")', 55.1, 51.8, title="x"))
    target = tmp_path / "out.csv"
    run("measure", incidents, "-o", target)
    with target.open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["id"].startswith("'=")


@pytest.mark.parametrize("command", ["app", "export", "check", "measure"])
def test_each_example_of_the_help_stands_on_a_line_of_its_own(command):
    lines = run(command, "--help").output.splitlines()
    assert "\\b" not in "".join(lines)
    assert any(line.strip().startswith(f"mapapp {command}") for line in lines)


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "gpkg"])
def test_the_promised_columns_stand_first_and_in_order(tmp_path, ending):
    target = tmp_path / f"out.{ending}"
    run("measure", SAMPLE, "-o", target)
    if ending == "csv":
        names = target.read_text(encoding="utf-8").splitlines()[0].split(",")
    elif ending == "geojson":
        names = list(json.loads(target.read_text(encoding="utf-8"))["features"][0]["properties"])
    else:
        names = list(read_table(target).columns)
    assert names[: len(COLUMNS)] == COLUMNS


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "gpkg"])
def test_half_of_a_surrogate_pair_does_not_stop_a_measurement(tmp_path, ending):
    incidents = tmp_path / "i.geojson"
    incidents.write_text(
        '{"type": "Feature", "id": "a\\ud800", "geometry": {"type": "Point", "coordinates": [55, 51]}, '
        '"properties": {"title": "x"}}',
        encoding="utf-8",
    )
    assert run("measure", incidents, "-o", tmp_path / f"out.{ending}").exit_code == 0


@pytest.mark.parametrize(
    "wrong", [("--from", "2025-13"), ("--to", "yesterday"), ("--from", "2026", "--to", "2024")], ids=" ".join
)
def test_a_wrong_date_is_wrong_usage_that_names_the_option(tmp_path, wrong):
    result = run("export", *wrong, "-o", tmp_path / "map.html")
    assert result.exit_code == 2
    assert wrong[-2] in result.output


def test_the_app_says_that_a_dataset_is_missing_before_it_starts(tmp_path):
    result = run("app", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "does not exist" in result.output


def test_export_says_what_was_noted_and_how_to_see_it(tmp_path):
    incidents = collection(tmp_path / "i.geojson", point("i", 40, 45, title="x", kind="uav_strik"))
    result = run("export", "--incidents", incidents, "-o", tmp_path / "map.html")
    assert "unknown-word 1" in result.output
    assert "mapapp check" in result.output


def test_the_command_line_starts_without_a_heavy_library():
    code = "import sys, mapapp.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "pandas", "pyarrow", "shapely", "geopandas", "folium", "streamlit", "sqlalchemy"}
    assert heavy.isdisjoint(done.stdout.split())
