"""Features as columns: however they come and are looked at, the tables are the same."""

import os
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

import geodata.fields
from geodata.checks import check_dataset
from geodata.dataset import empty_dataset, to_records
from geodata.fields import read_rows
from geodata.gathered import Gathered
from geodata.geojson.table import Feature, Source, batch_of
from geodata.places import Place
from geodata.report import Report
from geodata.schema import FACILITY, INCIDENT
from geodata.tables import facilities_of, incidents_of
from tests.builders import features as read_features

EXAMPLES = int(os.environ.get("EXAMPLES", "60"))

ODD = [None, "", 1, 1.0, True, 0, -0.0, -5, 10**400, 1e300, float("inf"), [], {}, [None], "a", "DE", "De"]
WORDS = ["missile_strike", "mishap", "port", "day", "2025-02", "2025-02-30", "2025-02-17T10:00Z", "\u202eab"]
VALUES = st.sampled_from([*ODD, *WORDS]) | st.text(max_size=2)
NAMES = [
    *("id", "title", "name", "start", "date", "end", "date_precision", "kind", "country", "countries"),
    *("uncertainty_m", "facility_id", "facility_ids", "claims", "note", "operator"),
]
CLAIMS = st.just([{"by": "A", "stance": "confirms", "country": "DE"}, {"value": 7, "low": 9, "high": 8}])
ROWS = st.lists(
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)
    | st.fixed_dictionaries({"title": VALUES, "start": VALUES}, optional={"id": VALUES, "claims": CLAIMS}),
    max_size=9,
)
IDS = st.sampled_from([None, "a", "b", "a~2", 1, 1.5])


def features_of(rows, ids):
    return [Feature(2 * i, ids[i % len(ids)], None, row) for i, row in enumerate(rows)]


def tables_of(rows, count):
    source = Source(Report("a.geojson", (), 2 * count, count), {}, "FeatureCollection")
    if rows.record is FACILITY:
        table, findings = facilities_of(rows, source)
        return rows.record.name, list(to_records(table)), findings
    incidents, claims, findings = incidents_of(rows, source)
    checked = check_dataset(replace(empty_dataset(), incidents=incidents, claims=claims))
    return rows.record.name, list(to_records(incidents)), list(to_records(claims)), findings, checked


@settings(deadline=None, max_examples=EXAMPLES)
@given(ROWS, st.lists(IDS, min_size=1, max_size=4), st.integers(1, 4), st.sampled_from([FACILITY, INCIDENT]))
def test_features_in_batches_give_the_tables_of_all_at_once(rows, ids, size, record):
    features = features_of(rows, ids)
    whole, parts = Gathered(record), Gathered(record)
    whole.add(batch_of(features))
    for begin in range(0, len(features), size):
        parts.add(batch_of(features[begin : begin + size]))
    assert repr(tables_of(whole, len(rows))) == repr(tables_of(parts, len(rows)))
    assert whole.likely is parts.likely
    assert whole.names == parts.names == {name for row in rows for name in row}


@settings(deadline=None, max_examples=EXAMPLES)
@given(ROWS, st.sampled_from([FACILITY, INCIDENT]))
def test_a_column_looked_at_as_one_is_as_if_each_value_were_looked_at(rows, record):
    note = Place("a.geojson").note
    table, findings = read_rows(record, rows, note)
    at_once, geodata.fields._fit_as_they_are = geodata.fields._fit_as_they_are, lambda field, raw: False
    try:
        each, of_each = read_rows(record, rows, note)
    finally:
        geodata.fields._fit_as_they_are = at_once
    assert repr(list(to_records(table))) == repr(list(to_records(each)))
    assert findings == of_each
    assert table.dtypes.tolist() == each.dtypes.tolist()


def test_features_are_left_as_they_are():
    row = {"date": "2025-02", "uncertainty_m": "far"}
    rows = Gathered(INCIDENT)
    rows.add(batch_of([Feature(0, "a", None, row), Feature(1, "b", None, {"start": "2025"})]))
    incidents, _, _ = incidents_of(rows, Source(Report("a.geojson", (), 2, 2), {}, "FeatureCollection"))
    assert row == {"date": "2025-02", "uncertainty_m": "far"}
    assert incidents["extra"].tolist() == [{"uncertainty_m": "far"}, {}]
    assert rows.extras == [{}, {}]


def test_the_first_features_decide_what_they_are_and_all_of_them_whether_that_is_likely():
    source = read_features({"title": "Fire", "start": "2025"}, {"name": "a", "operator": "b"}, {"names": {}})
    rows = Gathered()
    for feature in source.features:
        rows.add(batch_of([feature]))
    assert (rows.record, rows.likely) == (INCIDENT, FACILITY)
