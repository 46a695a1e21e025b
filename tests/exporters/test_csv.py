"""CSV has a row for each incident, with numbers to calculate with, and nothing that a spreadsheet runs."""

import csv

import pandas as pd
import pytest

from geodata.query import Query
from mapapp.exporters.csv import CSV
from tests.builders import PLACED, make_dataset
from tests.exporters.handing import write


def rows(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_row_has_distances_with_their_intervals(sample, analysis, tmp_path):
    found = {row["id"]: row for row in rows(write(sample, CSV, tmp_path))}
    assert len(found) == len(sample.incidents)
    for row, id_ in enumerate(sample.incidents["id"]):
        measures = analysis.measured("un").iloc[row]
        for name in ("border_m", "border_m_min", "nearest_facility_m_max", "interception_km"):
            got = float(found[id_][name] or "nan")
            assert got == pytest.approx(measures[name], nan_ok=True)
        assert found[id_]["why"] == analysis.standings["why"][row]
        assert float(found[id_]["uncertainty_m"]) == sample.incidents["uncertainty_m"][row]


def test_places_stand_beside_their_error(sample, tmp_path):
    found = {row["id"]: row for row in rows(write(sample, CSV, tmp_path))}
    for id_, shape in zip(sample.incidents["id"], sample.incidents.geometry, strict=True):
        assert (float(found[id_]["longitude"]), float(found[id_]["latitude"])) == pytest.approx(
            (shape.x, shape.y)
        )


def test_the_viewpoint_is_in_every_row(sample, tmp_path):
    found = rows(write(sample, CSV, tmp_path, query=Query(viewpoint="de_facto")))
    assert {row["viewpoint"] for row in found} == {"de_facto"}


def test_a_spreadsheet_runs_nothing(tmp_path):
    hostile = {**PLACED, "title": "=1+1", "located_by": "@SUM(A1)", "facility_ids": ["-2+3"]}
    (row,) = rows(write(make_dataset(incidents=[hostile]), CSV, tmp_path))
    assert (row["title"], row["located_by"], row["facility_ids"]) == ("'=1+1", "'@SUM(A1)", "'-2+3")


def test_half_of_a_surrogate_pair_does_not_break_it(tmp_path):
    odd = {**PLACED, "id": "i\ud83d", "located_by": "near \ud83d"}
    (row,) = rows(write(make_dataset(incidents=[odd]), CSV, tmp_path))
    assert float(row["uncertainty_m"]) == 5000


def test_pandas_reads_numbers_as_numbers(sample, tmp_path):
    found = pd.read_csv(write(sample, CSV, tmp_path))
    assert (
        found[["border_m", "longitude", "claims"]].dtypes.map(lambda kind: kind.kind).isin(["f", "i"]).all()
    )
