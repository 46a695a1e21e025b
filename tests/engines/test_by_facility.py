"""Tables of pairs and of facilities: the same as the measures give at once, however the table is cut."""

import numpy as np
import pandas as pd
import pytest

from geodata.engines import Around, FrameSource, LocalEngine, PairsWithin, measure_facilities
from geodata.errors import InvalidArgument
from geodata.measures import facility_radius, interceptions_by_facility, last_incident
from mapapp.exporters.measured import PAIR_FORMATS
from tests.engines.made_up import measured


@pytest.fixture(scope="module")
def dated(incidents):
    """The incidents with dates of every precision, and some without."""
    starts = [[f"2025-0{row % 9 + 1}-1{row % 7}", f"2025-0{row % 9 + 1}", None][row % 3] for row in range(60)]
    ids = [name or "feature-8" for name in incidents["id"]]
    return incidents.assign(start=pd.Series(starts, dtype=object), id=ids)


def around(dated, facilities, options, chunk_rows=1000):
    with LocalEngine() as engine:
        return measure_facilities(FrameSource(dated), facilities, engine, options, chunk_rows=chunk_rows)


WINDOWS = [
    Around(150),
    Around(150, since="2025-03", until="2025-06-12"),
    Around(0),
    Around(1e5, until="2025-05"),
]


@pytest.mark.parametrize("options", WINDOWS, ids=str)
@pytest.mark.parametrize("chunk_rows", [1, 7, 59])
def test_the_table_of_facilities_does_not_depend_on_how_the_incidents_are_cut(
    dated, facilities, options, chunk_rows
):
    whole = around(dated, facilities, options)
    pd.testing.assert_frame_equal(around(dated, facilities, options, chunk_rows), whole)


@pytest.mark.parametrize("options", WINDOWS, ids=str)
def test_a_facility_has_the_counts_and_the_last_incident_that_the_measures_give(dated, facilities, options):
    table = around(dated, facilities, options, 7)
    window = {"since": options.since, "until": options.until}
    pairs = facility_radius(dated, facilities, radius_km=options.radius_km, **window)
    counted = pairs.groupby(["facility_id", "sureness"]).size()
    for word in ("sure", "likely", "possible"):
        expected = [counted.get((name, word), 0) for name in facilities["id"]]
        assert table[f"incidents_{word}"].tolist() == expected
    last = last_incident(dated, facilities, radius_km=options.radius_km, as_of=options.until)
    found = table.dropna(subset="last_incident_id")
    assert found["id"].tolist() == last["facility_id"].tolist()
    assert found["last_incident_id"].tolist() == last["incident_id"].tolist()
    np.testing.assert_array_equal(found["last_incident_days_max"], last["days_max"])
    np.testing.assert_array_equal(found["last_incident_m"], last["distance_m"])


def test_a_facility_has_the_interceptions_that_were_reported_from_it(dated, facilities):
    table = around(dated, facilities, Around(50), 7).set_index("id")
    (reported,) = interceptions_by_facility(dated).to_dict("records")
    assert table.loc["f1", "interceptions"] == reported["count"] == 10
    assert table.loc["f1", "interception_median_km"] == reported["median_km"] == 7
    assert table.loc["f1", "interception_latest"] == reported["latest"]
    assert table.loc["f2", "interceptions"] == 0


def test_no_incident_at_all_leaves_counts_of_nothing(dated, facilities):
    table = around(dated.iloc[:0], facilities, Around(50))
    assert table["incidents_possible"].tolist() == [0, 0, 0]
    assert table["last_incident_id"].isna().all()


@pytest.mark.parametrize(
    "options",
    [
        {"radius_km": -1.0},
        {"radius_km": 1.0, "since": "2025-13"},
        {"radius_km": 1.0, "since": "2025", "until": "2024"},
    ],
)
def test_a_radius_or_window_that_cannot_be_is_refused(options):
    with pytest.raises(InvalidArgument):
        Around(**options)


@pytest.mark.parametrize("ending", PAIR_FORMATS)
@pytest.mark.parametrize("chunk_rows", [7, 1000])
def test_pairs_are_those_of_the_measure_by_incident_and_distance(
    job, dated, facilities, tmp_path, ending, chunk_rows
):
    twins = dated.assign(id=[name if row % 10 else "twin" for row, name in enumerate(dated["id"])])
    asked = {"radius_km": 150.0, "since": "2025-02", "until": "2025-08"}
    made = job(
        incidents=FrameSource(twins),
        quantity=PairsWithin(**asked),
        format=PAIR_FORMATS[ending],
        target=tmp_path / f"pairs{ending}",
        chunk_rows=chunk_rows,
    )
    found = (pd.read_csv if ending == ".csv" else pd.read_parquet)(measured(made))
    rows = facility_radius(twins.assign(id=range(60)), facilities, **asked)
    rows = rows.sort_values(["incident_id", "distance_m"], kind="stable", ignore_index=True)
    assert len(found) == len(rows) > 10
    assert found["incident_id"].tolist() == [twins["id"][row] for row in rows["incident_id"]]
    for name in ("facility_id", "sureness"):
        assert found[name].tolist() == rows[name].tolist()
    np.testing.assert_array_equal(found["distance_m"], rows["distance_m"])
