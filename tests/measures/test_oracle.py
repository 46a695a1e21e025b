"""Every measure against geographiclib and plain loops, on a table with all that real ones have."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.dates import interval
from geodata.measures import (
    country_distance,
    facility_radius,
    interceptions_by_facility,
    last_incident,
    measure,
)
from tests.geodesy.brute_force import library_distance_m
from tests.geodesy.certified import least_m
from tests.measures.test_measures import world

COUNT = 240
LINES = {3: [(2, 1), (6, 4), (11, 3)], 11: [(14, 9), (14, 2)]}
AREAS = {7: (4.0, 6.0, 5.5, 7.0)}
TOLERANCE_M = 1e-5


def tables():
    rng = np.random.default_rng(20250217)
    lonlat = np.column_stack([rng.uniform(-3, 23, COUNT), rng.uniform(-2, 12, COUNT)])
    places = [None if row % 17 == 5 else shapely.Point(*place) for row, place in enumerate(lonlat)]
    ids = [f"f{number}" for number in range(20)]
    named = [rng.choice([*ids, "lost"], size=rng.integers(0, 3)).tolist() for _ in range(COUNT)]
    low = rng.uniform(0, 400, COUNT).round(1)
    reported = [
        {"facility_id": ids[row % 20], "distance_km_low": low[row], "distance_km_high": low[row] + 150}
        if row % 4 == 0
        else None
        for row in range(COUNT)
    ]
    starts = [str(dt.date(2024, 1, 1) + dt.timedelta(days=int(day))) for day in rng.integers(0, 600, COUNT)]
    incidents = gpd.GeoDataFrame(
        {
            "id": [f"i{row}" for row in range(COUNT)],
            "uncertainty_m": np.where(rng.random(COUNT) < 0.2, np.nan, rng.uniform(10, 60_000, COUNT)),
            "facility_ids": named,
            "interception": reported,
            "start": [start[:7] if row % 5 == 0 else start for row, start in enumerate(starts)],
            "end": None,
        },
        geometry=places,
    )
    spots = np.column_stack([rng.uniform(-3, 23, 20), rng.uniform(-2, 12, 20)])
    shapes = [shapely.Point(*spot) for spot in spots]
    shapes[19] = shapes[2]  # two facilities at one place
    for row, line in LINES.items():
        shapes[row] = shapely.LineString(line)
    for row, bounds in AREAS.items():
        shapes[row] = shapely.box(*bounds)
    errors_m = np.where(rng.random(20) < 0.2, np.nan, rng.uniform(10, 30_000, 20))
    return incidents, gpd.GeoDataFrame({"id": ids, "uncertainty_m": errors_m}, geometry=shapes)


def apart_m(places, shape):
    """Distance of each place to a shape, by the reference; NaN where there is no place."""
    metres = np.full(len(places), np.nan)
    known = places.notna().to_numpy()
    lonlat = shapely.get_coordinates(places[known])
    if isinstance(shape, shapely.Point):
        metres[known] = [library_distance_m(*place, shape.x, shape.y) for place in lonlat]
    else:
        metres[known] = least_m(lonlat, shape)
    return metres


@pytest.fixture(scope="module")
def given():
    return tables()


@pytest.fixture(scope="module")
def matrix(given):
    """Distance from each incident to each facility."""
    incidents, facilities = given
    return np.column_stack([apart_m(incidents.geometry, shape) for shape in facilities.geometry])


@pytest.fixture(scope="module")
def measured(given):
    return measure(*given, world())


def bounds(metres, *errors_m):
    return np.maximum(metres - sum(errors_m), 0), metres + sum(errors_m)


def close(found, expected):
    np.testing.assert_allclose(
        np.asarray(found, dtype=float), expected, rtol=0, atol=TOLERANCE_M, equal_nan=True
    )


def test_the_nearest_facility(given, matrix, measured):
    incidents, facilities = given
    located = incidents.geometry.notna().to_numpy()
    least = np.argmin(np.where(np.isnan(matrix), np.inf, matrix), axis=1)
    expected = [f"f{row}" if known else None for row, known in zip(least, located, strict=True)]
    assert measured["nearest_facility_id"].tolist() == expected
    close(measured["nearest_facility_m"], np.where(located, matrix[np.arange(COUNT), least], np.nan))
    low, high = bounds(
        measured["nearest_facility_m"],
        incidents["uncertainty_m"],
        facilities["uncertainty_m"].to_numpy()[least],
    )
    close(measured["nearest_facility_m_min"], low)
    close(measured["nearest_facility_m_max"], high)


def test_the_named_facilities(given, matrix, measured):
    incidents, facilities = given
    for row, names in enumerate(incidents["facility_ids"]):
        entries = measured["named_facilities"][row]
        assert [entry["facility_id"] for entry in entries] == names
        metres = [matrix[row, int(name[1:])] if name != "lost" else np.nan for name in names]
        close([entry["facility_m"] for entry in entries], metres)
        nearest = min(
            entries, key=lambda one: one["facility_m"] or (one["facility_m"] is None) * 1e9, default={}
        )
        assert measured["named_facility_id"][row] == nearest.get("facility_id")
        for name, entry, at in zip(names, entries, metres, strict=True):
            errors = facilities.set_index("id")["uncertainty_m"]
            low, high = bounds(at, incidents["uncertainty_m"][row], errors.get(name, np.nan))
            close([entry["facility_m_min"], entry["facility_m_max"]], [low, high])


def test_the_border_and_the_country(given, measured):
    incidents, _ = given
    border = shapely.LineString([(10, 0), (10, 10)])
    close(measured["border_m"], apart_m(incidents.geometry, border))
    boxes = {"AA": shapely.box(0, 0, 10, 10), "BB": shapely.box(10, 0, 20, 10)}
    for place, code in zip(incidents.geometry, measured["country"], strict=True):
        assert code == next((name for name, box in boxes.items() if place and box.covers(place)), None)


def test_the_distance_to_a_country(given):
    incidents, _ = given
    found = country_distance(incidents, world(), country="AA")
    box = shapely.box(0, 0, 10, 10)
    metres, to_outline = apart_m(incidents.geometry, box), apart_m(incidents.geometry, box.exterior)
    close(found["country_distance_m"], metres)
    low, high = bounds(metres, incidents["uncertainty_m"], 100)
    close(found["country_distance_m_min"], low)
    close(found["country_distance_m_max"], np.where(metres == 0, np.maximum(high - to_outline, 0), high))


def test_the_interceptions(given, matrix, measured):
    incidents, facilities = given
    for row, reported in enumerate(incidents["interception"]):
        if reported is None:
            assert measured["interception_agrees"][row] is None
            continue
        at = int(reported["facility_id"][1:])
        low, high = bounds(matrix[row, at], incidents["uncertainty_m"][row], facilities["uncertainty_m"][at])
        close(measured["interception_mapped_m"][row], matrix[row, at])
        close(measured["interception_mapped_m_max"][row], high)
        least, most = 1e3 * reported["distance_km_low"], 1e3 * reported["distance_km_high"]
        known = None if np.isnan(high) else bool(low <= most and least <= high)
        agrees = None if np.isnan(matrix[row, at]) else True if least <= matrix[row, at] <= most else known
        assert measured["interception_agrees"][row] == agrees
        if agrees is not None:
            assert measured["interception_agrees_by"][row] == ("location_error" if low == 0 else "distance")


def test_the_sum_of_interceptions(given):
    incidents, _ = given
    found = interceptions_by_facility(incidents).set_index("facility_id")
    for name, row in found.iterrows():
        at = [i for i, one in enumerate(incidents["interception"]) if one and one["facility_id"] == name]
        lows = [incidents["interception"][i]["distance_km_low"] for i in at]
        latest = max(at, key=lambda i: interval(incidents["start"][i], None)[::-1])
        assert (row["count"], row["minimum_km"]) == (len(at), min(lows))
        assert row["median_km"] == pytest.approx(np.median(lows) + 75)
        assert row["latest"] == incidents["start"][latest]
    assert len(found) == 5


def belonging(given, matrix, radius_km):
    """Every pair within a radius, as {(facility, incident): sureness}."""
    incidents, facilities = given
    found = {}
    for row, at in np.argwhere(~np.isnan(matrix)):
        low, high = bounds(matrix[row, at], incidents["uncertainty_m"][row], facilities["uncertainty_m"][at])
        words = [(high, "sure"), (matrix[row, at], "likely"), (low, "possible")]
        word = next((word for metres, word in words if metres <= 1e3 * radius_km), None)
        if word:
            found[int(at), int(row)] = word
    return found


@pytest.mark.parametrize("radius_km", [0, 60, 300])
def test_the_incidents_within_a_radius(given, matrix, radius_km):
    found = facility_radius(*given, radius_km=radius_km)
    numbers = zip(
        found["facility_id"].str[1:].astype(int), found["incident_id"].str[1:].astype(int), strict=True
    )
    expected = belonging(given, matrix, radius_km)
    assert dict(zip(numbers, found["sureness"], strict=True)) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("radius_km", [None, 60])
@pytest.mark.parametrize("as_of", [None, "2024-09-10"])
def test_the_last_incident(given, matrix, radius_km, as_of):
    incidents, _ = given
    found = last_incident(*given, radius_km=radius_km, as_of=as_of).set_index("facility_id")
    pairs = {} if radius_km is None else belonging(given, matrix, radius_km)
    for row, names in enumerate(incidents["facility_ids"]):
        pairs |= {(int(name[1:]), row): "named" for name in names if name != "lost"}
    dates = [interval(start, None) for start in incidents["start"]]
    day = dt.date.fromisoformat(as_of) if as_of else max(last for _, last in dates)
    for at in range(20):
        rows = [row for facility, row in pairs if facility == at and dates[row][0] <= day]
        assert (f"f{at}" in found.index) == bool(rows)
        if rows:
            last = max(dates[row][::-1] for row in rows)
            chosen = found.loc[f"f{at}"]
            row = int(chosen["incident_id"][1:])
            assert row in rows
            assert dates[row][::-1] == last
            assert chosen["sureness"] == pairs[at, row]
            assert (chosen["days_min"], chosen["days_max"]) == (
                max((day - last[0]).days, 0),
                (day - last[1]).days,
            )
            close(chosen["distance_m"], matrix[row, at])


def test_a_part_of_the_table_gives_that_part_of_the_whole(given, measured):
    incidents, facilities = given
    part = measure(incidents.iloc[50:53], facilities, world())
    pd.testing.assert_frame_equal(part, measured.iloc[50:53], check_exact=True)
