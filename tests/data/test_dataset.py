import copy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dataset import TABLES, Metadata, empty_dataset, is_missing, to_records
from geodata.fields import read_rows
from geodata.places import LIST, Place
from geodata.schema import SOURCE as SOURCE_RECORD
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, feature, make_dataset

TIDE = 2**53 + 1
EMPTY = empty_dataset()
WHOLE = {
    "facilities": [STATION | {"owners": [{"name": "KMG", "share_pct": 20}]}, STATION | {"id": "f2"}],
    "incidents": [
        PLACED | {"claims": [CLAIM, CLAIM | {"by": "TASS"}], "tide": TIDE},
        PLACED | {"id": "i2"},
    ],
    "sources": [SOURCE, SOURCE | {"id": "s2"}],
    "flows": [FLOW, FLOW | {"id": "w2", "volume": 7.5}],
}


def change(table, row, **properties):
    tables = copy.deepcopy(WHOLE)
    tables[table][row] |= properties
    return make_dataset(**tables).digest


@pytest.fixture(scope="module")
def whole():
    return make_dataset(**WHOLE)


def test_the_digest_is_the_same_for_the_same_content(whole):
    assert make_dataset(**WHOLE).digest == whole.digest


def test_the_digest_does_not_depend_on_the_order_of_rows(whole):
    assert make_dataset(**{name: rows[::-1] for name, rows in WHOLE.items()}).digest == whole.digest


@pytest.mark.parametrize(
    ("table", "row", "properties"),
    [
        ("facilities", 1, {"name": "Kropotkin"}),
        ("facilities", 0, {"owners": [{"name": "KMG", "share_pct": 21}]}),
        ("facilities", 0, {"uncertainty_m": 3000.001}),
        ("incidents", 0, {"tide": TIDE + 1}),
        ("incidents", 0, {"tide": float(TIDE)}),
        ("incidents", 0, {"tide": str(TIDE)}),
        ("incidents", 0, {"claims": [CLAIM, CLAIM | {"by": "RIA"}]}),
        ("incidents", 0, {"claims": [CLAIM | {"by": "TASS"}, CLAIM]}),
        ("incidents", 0, {"claims": [CLAIM | {"contradicts": []}, CLAIM | {"by": "TASS"}]}),
        ("incidents", 0, {"claims": [CLAIM | {"number": 9}, CLAIM | {"by": "TASS"}]}),
        ("incidents", 1, {"affected_countries": []}),
        ("incidents", 1, {"geometry": "a property of that name"}),
        ("sources", 1, {"reliability": "state_media"}),
        ("flows", 1, {"volume": 7.25}),
    ],
)
def test_the_digest_differs_for_any_changed_cell(whole, table, row, properties):
    assert change(table, row, **properties) != whole.digest


def test_the_digest_differs_for_a_moved_point(whole):
    moved = feature(WHOLE["facilities"][1], geometry={"type": "Point", "coordinates": [39.1, 45.2000001]})
    assert make_dataset(**WHOLE | {"facilities": [WHOLE["facilities"][0], moved]}).digest != whole.digest


@pytest.mark.parametrize("table", TABLES)
def test_the_digest_differs_for_a_row_more(whole, table):
    rows = getattr(whole, table)
    assert replace(whole, **{table: rows.iloc[[0, *range(len(rows))]]}).digest != whole.digest


def _with_extra(extra):
    rows, _ = read_rows(SOURCE_RECORD, [SOURCE | {"extra": extra}], Place("sources.json", LIST).note)
    return replace(EMPTY, sources=rows)


@settings(deadline=None)
@given(
    st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), max_size=3),
)
def test_unknown_properties_differ_in_the_digest_as_they_differ(one, other):
    digests = [_with_extra(extra).digest for extra in (one, other)]
    assert (digests[0] == digests[1]) == (one == other)


def test_the_digest_leaves_the_tables_as_they_are(whole):
    before = {name: getattr(whole, name).copy(deep=True) for name in TABLES}
    fresh = replace(whole)
    assert fresh.digest
    assert all(getattr(fresh, name).equals(before[name]) for name in TABLES)


def test_the_digest_does_not_depend_on_what_was_reported(whole):
    assert replace(whole, reports=(), places={}).digest == whole.digest


def test_datasets_are_compared_by_identity_not_cell_by_cell(whole):
    assert whole in [whole]
    assert whole != replace(whole)


def test_records_hold_what_is_stated_and_unknown_properties(whole):
    assert next(to_records(whole.sources)) == SOURCE
    record = next(to_records(whole.incidents))
    assert (record["tide"], record["uncertainty_m"]) == (TIDE, 5000)
    assert isinstance(record["uncertainty_m"], int)
    assert "end" not in record


def test_a_list_that_states_there_is_none_stays_in_the_records():
    claims = make_dataset(incidents=[PLACED | {"claims": [CLAIM | {"contradicts": []}, CLAIM]}]).claims
    first, second = to_records(claims)
    assert first["contradicts"] == []
    assert "contradicts" not in second


def test_a_false_value_is_stated():
    assert not any(map(is_missing, (0, False, "", ())))


def test_an_empty_dataset_has_all_tables_and_a_digest():
    empty = empty_dataset(Metadata(title="New"))
    assert all(len(getattr(empty, name)) == 0 for name in TABLES)
    assert empty.digest == empty_dataset().digest
    assert empty.metadata.title == "New"


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_has_the_columns_and_types_of_a_full_one(whole, table):
    assert getattr(EMPTY, table).dtypes.to_dict() == getattr(whole, table).dtypes.to_dict()
