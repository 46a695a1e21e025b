"""What is indexed once serves many tables, in this process and in another."""

import pickle
from dataclasses import replace
from importlib.util import find_spec

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.borders import load_borders
from geodata.errors import InvalidArgument
from geodata.geodesy.compiled import using
from geodata.measures import measure, measure_prepared, prepare
from geodata.measures.chunks import measure_in_chunks
from tests.measures.test_measures import facility_frame, incident_frame, world


def prepared(facilities=None, borders=None):
    return prepare(facility_frame() if facilities is None else facilities, borders or world())


def test_prepared_and_unprepared_give_the_same():
    whole = measure(incident_frame(), facility_frame(), world())
    pd.testing.assert_frame_equal(measure_prepared(incident_frame(), prepared()), whole, check_exact=True)


def test_what_is_prepared_serves_again():
    once = prepared()
    measure_prepared(incident_frame().iloc[:1], once)
    whole = measure(incident_frame(), facility_frame(), world())
    pd.testing.assert_frame_equal(measure_prepared(incident_frame(), once), whole, check_exact=True)


@pytest.mark.parametrize("scale", ["own", "50m"])
def test_what_is_prepared_can_be_sent_to_another_process(scale):
    borders = world() if scale == "own" else load_borders(scale=scale)
    here = prepared(borders=borders)
    there = pickle.loads(pickle.dumps(here))
    expected = measure_prepared(incident_frame(), here)
    pd.testing.assert_frame_equal(measure_prepared(incident_frame(), there), expected, check_exact=True)


def test_borders_are_indexed_once_for_all_facilities():
    borders = world()
    one, other = prepared(borders=borders), prepared(facility_frame().iloc[:1], borders)
    assert one.borders is other.borders


def test_of_two_facilities_with_one_id_the_first_is_meant():
    twice = gpd.GeoDataFrame({"id": ["f", "f"]}, geometry=[shapely.Point(9, 5), shapely.Point(8, 5)])
    found = measure(incident_frame(facility_ids=[["f"], None, None]), twice, world())
    assert found.loc[7, "named_facility_m"] == found.loc[7, "nearest_facility_m"]


def test_a_bad_facility_is_refused_before_anything_is_measured():
    swapped = gpd.GeoDataFrame({"id": ["f"]}, geometry=[shapely.Point(5, 99)])
    with pytest.raises(InvalidArgument, match=r"facilities, row 0 \(id 'f'\), geometry: latitude 99"):
        prepared(swapped)


def test_a_negative_reach_is_refused_of_what_is_prepared_too():
    with pytest.raises(InvalidArgument, match="within_km: got nan"):
        measure_prepared(incident_frame(), prepared(), within_km=np.nan)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pieces_of_any_size_give_the_whole(size):
    chunks = measure_in_chunks(incident_frame(), facility_frame(), size=size)
    whole = measure(incident_frame(), facility_frame(), load_borders())
    pd.testing.assert_frame_equal(chunks.join(chunks), whole, check_exact=True)


def test_borders_pickle_without_the_frames_that_they_have_built():
    borders = replace(load_borders(scale="50m"))
    small = len(pickle.dumps(borders))
    assert len(borders.countries) > 100
    assert len(pickle.dumps(borders)) == small < 2_000
    again = pickle.loads(pickle.dumps(borders))
    pd.testing.assert_frame_equal(pd.DataFrame(again.lines), pd.DataFrame(borders.lines))
    assert again.digest == borders.digest


@pytest.mark.skipif(find_spec("numba") is None, reason="there is one way only without numba")
def test_pieces_take_the_way_that_the_whole_takes():
    """Each piece is so small that by itself it would take the other way."""
    rng = np.random.default_rng(3)
    places = shapely.points(rng.uniform(0, 20, 301), rng.uniform(0, 10, 301))
    incidents = gpd.GeoDataFrame({"uncertainty_m": 10.0}, geometry=places, index=range(301))
    with using("always"):
        whole = measure(incidents, facility_frame(), load_borders())
        alone = measure(incidents.iloc[300:], facility_frame(), load_borders())
    pd.testing.assert_frame_equal(alone, whole.iloc[300:], check_exact=True)
    chunks = measure_in_chunks(incidents, facility_frame(), size=100)  # numba is loaded: 301 rows are many
    pd.testing.assert_frame_equal(chunks.join(chunks), whole, check_exact=True)


def test_what_does_not_depend_on_borders_is_taken_from_what_is_known():
    elsewhere = load_borders(scale="50m")
    known = measure_prepared(incident_frame(), prepared(borders=elsewhere))
    found = measure_prepared(incident_frame(), prepared(), known=known)
    pd.testing.assert_frame_equal(
        found, measure(incident_frame(), facility_frame(), world()), check_exact=True
    )
    assert np.shares_memory(found["nearest_facility_m"].to_numpy(), known["nearest_facility_m"].to_numpy())
    assert not np.shares_memory(found["border_m"].to_numpy(), known["border_m"].to_numpy())
