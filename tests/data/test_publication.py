"""What the publication guard holds back, what it says of it, and that nothing is left of it."""

import datetime as dt
import json
import math

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.coarse import coarse_value
from geodata.dataset import TABLES, to_records
from geodata.errors import InvalidArgument
from geodata.grid import round_places
from geodata.publication import Guard, apply_guard
from geodata.release import release, statements
from tests.builders import CLAIM, PLACED, SOURCE, STATION, feature, make_dataset
from tests.stores.datasets import datasets

TODAY = dt.date(2025, 3, 10)
WEAK = {**SOURCE, "id": "s2", "reliability": "aggregator"}
SIZES = st.floats(50, 100_000)


def dataset(*incidents, **tables):
    whole = {"facilities": [STATION], "sources": [SOURCE, WEAK]}
    return make_dataset(**{**whole, "incidents": list(incidents), **tables})


def guarded(found, **guard):
    return apply_guard(found, Guard(**guard), today=TODAY)


def told(found):
    rows = [list(to_records(getattr(found, name))) for name in TABLES]
    return json.dumps([rows, str(found.metadata), found.changes, str(found.places)], ensure_ascii=False)


def ids(found):
    return found.dataset.incidents["id"].tolist()


@pytest.mark.parametrize(
    ("start", "end", "stays"),
    [
        ("2025-03-03", None, True),
        ("2025-03-04", None, False),
        ("2025-03-01", "2025-03-04", False),
        ("2025-02", None, True),
        ("2025-03", None, False),
        ("2025", None, False),
        ("2025-03-03T23:59Z", None, True),
        (None, None, False),
    ],
)
def test_an_embargo_holds_back_what_may_have_happened_since(start, end, stays):
    found = guarded(dataset({**PLACED, "start": start, "end": end}), embargo_days=7)
    assert ids(found) == (["i1"] if stays else [])


def test_an_embargo_says_its_last_day_and_how_much_it_held_back():
    incidents = [
        {**PLACED, "claims": [CLAIM]},
        {**PLACED, "id": "i2", "start": "2025-03-09", "claims": [CLAIM]},
    ]
    (said,) = guarded(dataset(*incidents), embargo_days=7).sentences
    assert said == (
        "Held back by an embargo of 7 days: 1 incident and 1 claim. Incidents that may have happened after "
        "2025-03-03, and those without a date, are not in this export."
    )


def test_nothing_of_what_an_embargo_holds_back_is_left():
    late = {
        **PLACED,
        "id": "late-2025-03",
        "title": "A secret",
        "start": "2025-03-09",
        "claims": [{**CLAIM, "what": "a secret", "source": "s3"}],
        "alternative_dates": [{"date": "2025-03-08", "source": "s4"}],
    }
    early = {**PLACED, "related": ["late-2025-03"], "conflicts": ["unlike late-2025-03"], "claims": [CLAIM]}
    sources = [SOURCE, *({**SOURCE, "id": id_, "title": "A secret"} for id_ in ("s3", "s4"))]
    about = {"cautions": ["late-2025-03 is not certain"]}
    changes = [{"version": "2", "incidents": ["late-2025-03"]}]
    found = guarded(dataset(early, late, sources=sources, dataset=about, changes=changes), embargo_days=7)
    assert ids(found) == ["i1"]
    assert "late-2025-03" not in told(found.dataset)
    assert "secret" not in told(found.dataset)
    assert found.dataset.sources["id"].tolist() == ["s1"]


def test_a_source_that_something_still_names_stays():
    late = {**PLACED, "id": "i2", "start": "2025-03-09", "claims": [CLAIM]}
    found = guarded(dataset({**PLACED, "claims": [CLAIM]}, late), embargo_days=7)
    assert "s1" in found.dataset.sources["id"].tolist()


@pytest.mark.parametrize(
    ("claim", "stays"),
    [
        ({"source": "s1"}, True),
        ({"source": "s2"}, False),
        ({"source": "s2", "sources": ["s1"]}, True),
        ({"source": "s2", "sources": ["s2"]}, False),
        ({"source": None}, True),
        ({"source": "unknown"}, True),
    ],
)
def test_a_claim_stays_unless_all_its_sources_are_weak(claim, stays):
    found = guarded(dataset({**PLACED, "claims": [{**CLAIM, **claim}]}), without_weak=True)
    assert len(found.dataset.claims) == len(found.dataset.incidents) == int(stays)


def test_an_incident_that_never_had_a_claim_stays_without_weak_sources():
    assert ids(guarded(dataset(PLACED), without_weak=True)) == ["i1"]


def test_the_standing_follows_from_the_claims_that_stay(sample):
    found = guarded(sample, without_weak=True)
    weak = set(sample.sources["id"][sample.sources["reliability"] != "ordinary"])
    assert 0 < len(found.dataset.claims) < len(sample.claims)
    assert not weak & set(found.dataset.claims["source"])


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90), size=SIZES)
@settings(max_examples=200)
def test_no_place_is_moved_farther_than_is_said(lon, lat, size):
    found = round_places(np.array([lon]), np.array([lat]), size_m=size)
    moved = Geodesic.WGS84.Inverse(lat, lon, found.lat[0], found.lon[0])["s12"]
    assert moved <= found.shift_m[0]
    assert found.shift_m[0] <= max(2 * size, 1)
    assert -180 <= found.lon[0] <= 180
    assert -90 <= found.lat[0] <= 90


@given(lon=st.floats(-180, 180), lat=st.floats(-89, 89), size=SIZES)
def test_rounding_again_changes_nothing(lon, lat, size):
    once = round_places(np.array([lon]), np.array([lat]), size_m=size)
    again = round_places(once.lon, once.lat, size_m=size)
    assert (once.lon[0], once.lat[0]) == (again.lon[0], again.lat[0])


@given(lon=st.floats(-180, 180), lat=st.floats(-80, 80), size=SIZES)
def test_the_shift_tells_nothing_of_where_in_its_cell_a_place_was(lon, lat, size):
    once = round_places(np.array([lon]), np.array([lat]), size_m=size)
    middle = round_places(once.lon, once.lat, size_m=size)
    assert once.shift_m[0] == middle.shift_m[0]


def test_intervals_stay_honest():
    """The old circle of error lies in the new one."""
    found = guarded(dataset(PLACED), round_to_m=20_000).dataset.incidents
    (lon, lat), error = shapely.get_coordinates(found.geometry.to_numpy())[0], found["uncertainty_m"][0]
    moved = Geodesic.WGS84.Inverse(45.2, 39.1, lat, lon)["s12"]
    assert moved > 100
    assert error >= PLACED["uncertainty_m"] + moved


def test_an_error_that_is_not_known_stays_unknown():
    found = guarded(dataset({**PLACED, "uncertainty_m": None}), round_to_m=1000)
    assert math.isnan(found.dataset.incidents["uncertainty_m"][0])


def test_an_area_becomes_a_point_whose_error_contains_it():
    box = shapely.box(39.01, 45.01, 39.03, 45.02)
    area = feature(PLACED, geometry=json.loads(shapely.to_geojson(box)))
    found = guarded(dataset(area), round_to_m=1000).dataset.incidents
    ((lon, lat),) = shapely.get_coordinates(found.geometry.to_numpy()).tolist()
    for east, north in shapely.get_coordinates(box):
        assert Geodesic.WGS84.Inverse(lat, lon, north, east)["s12"] <= found["uncertainty_m"][0]


def test_facilities_and_reported_distances_stay_as_they_are():
    intercepted = {**PLACED, "interception": {"distance_km": 7.125, "facility_id": "f1"}}
    found = guarded(dataset(intercepted), round_to_m=1000).dataset
    assert found.facilities.geometry.tolist() == [shapely.Point(39.1, 45.2)]
    assert found.incidents["interception"].tolist() == [{"distance_km": 7.125, "facility_id": "f1"}]


def test_an_incident_without_a_place_stays_without_one():
    found = guarded(dataset(feature(PLACED, geometry=None)), round_to_m=1000)
    assert found.dataset.incidents.geometry.isna().all()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("at 44.8612, 37.4412", "at [rounded]"),
        ("44.861200°N 37.441200°E", "[rounded]"),
        ("https://example.org/@44.8612,37.4412,12z", "https://example.org/@[rounded],12z"),
        ("https://example.org/?mlat=44.8612&mlon=37.4412", "https://example.org/?mlat=[rounded]"),
        ("44°51'40\" N, 37°26'28\" E", "[rounded], [rounded]"),
        ("north 44.861", "north [rounded]"),
        ("1,250 / 1,300 barrels, 3.5 t, 0.125 km", "1,250 / 1,300 barrels, 3.5 t, 0.125 km"),
    ],
)
def test_texts_tell_no_finer_place(text, left):
    assert coarse_value(text, (37.4412, 44.8612)) == left


def test_no_exact_coordinate_is_left_of_a_rounded_incident():
    place = {"type": "Point", "coordinates": [39.12345, 45.23456]}
    hiding = {
        **PLACED,
        "longitude": 39.12345,
        "located_by": "geolocated at 45.23456, 39.12345",
        "consequences": {"note": "crater at 45.2345", "lat": 45.23456},
        "claims": [{**CLAIM, "what": "hit 45.23456 39.12345", "lat": 45.23456}],
    }
    source = {**SOURCE, "url": "https://example.org/@45.23456,39.12345"}
    changes = [{"version": "2", "was": [39.12345, 45.23456]}]
    found = guarded(
        dataset(feature(hiding, geometry=place), sources=[source], changes=changes), round_to_m=1000
    )
    assert "39.123" not in told(found.dataset)
    assert "45.234" not in told(found.dataset)


@pytest.mark.parametrize(
    ("guard", "message"),
    [
        ({"embargo_days": -1}, "an embargo of -1 days cannot be kept; give 0 to 36525 days"),
        ({"round_to_m": 1}, "cannot be rounded to 1 m; give 10 m to 500 km"),
        ({"round_to_m": math.nan}, "cannot be rounded to nan m"),
    ],
)
def test_a_guard_out_of_range_is_refused(guard, message):
    with pytest.raises(InvalidArgument, match=message):
        Guard(**guard)


def test_a_guard_that_is_off_leaves_the_dataset_itself(sample):
    assert apply_guard(sample, Guard(), today=TODAY).dataset is sample
    assert release(sample).dataset is sample


def test_what_was_held_back_is_among_the_cautions(sample):
    found = release(sample, Guard(embargo_days=7, round_to_m=1000, without_weak=True), today=TODAY)
    assert len(found.sentences) == 3
    assert found.dataset.metadata.cautions[:3] == found.sentences
    assert statements(found.dataset.metadata) == found.sentences
    assert found.today == TODAY


@given(whole=datasets())
@settings(max_examples=20)
def test_any_dataset_can_be_guarded_and_stays_as_it_was(whole):
    before = whole.digest
    found = release(whole, Guard(embargo_days=7, round_to_m=1000, without_weak=True), today=TODAY)
    assert type(whole)(**{name: getattr(whole, name) for name in TABLES}).digest == before
    assert len(found.dataset.incidents) <= len(whole.incidents)
    assert len(found.dataset.digest) == 64
