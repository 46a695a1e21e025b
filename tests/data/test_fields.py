import copy
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.fields import fits, is_number, read_rows
from geodata.places import LIST, Place
from geodata.schema import FACILITY, FLOW, INCIDENT, RECORDS, SOURCE, Type

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def read(record, *rows):
    place = Place("a.json", LIST)
    return read_rows(record, rows, place.note)


def row_of(record):
    """Rows with any values under the record's own names and under others."""
    return st.dictionaries(st.sampled_from(record.names) | st.text(max_size=5), JSON, max_size=5)


def rules(findings):
    return [(item.rule, item.pointer) for item in findings]


@settings(deadline=None)
@given(st.sampled_from(RECORDS).flatmap(lambda record: st.tuples(st.just(record), st.lists(row_of(record)))))
def test_no_value_is_lost_and_no_row_changed(case):
    record, rows = case
    before = copy.deepcopy(rows)
    table, _ = read(record, *rows)
    assert repr(rows) == repr(before)
    assert list(table.columns) == [*record.names, "extra"]
    for row, (_, read_row) in zip(rows, table.iterrows(), strict=True):
        for name, value in row.items():
            is_known = name in record.names and name not in read_row["extra"]
            assert value is None or (is_known or read_row["extra"][name] is value)


@settings(deadline=None)
@given(st.integers() | st.floats())
def test_a_number_is_finite_in_a_table(value):
    table, _ = read(FLOW, {"volume": value})
    assert is_number(value) == math.isfinite(table["volume"][0])


def test_an_unfitting_value_is_kept_as_extra_and_named_with_what_was_expected():
    table, findings = read(FLOW, {"id": "w", "from": "a", "to": "b"}, {"id": "w2", "from": "a", "to": 7})
    assert (table["to"][1], table["extra"][1]) == (None, {"to": 7})
    assert str(findings[0]) == (
        "a.json, record 1, /1/to: to is 7; expected text. The value is kept and shown as text, but not used."
    )


OBJECTS = [(record, field) for record in RECORDS for field in record.fields if field.members]


@settings(deadline=None)
@given(st.data())
def test_no_member_of_an_object_is_lost(data):
    record, field = data.draw(st.sampled_from(OBJECTS))
    names = st.sampled_from([member.name for member in field.members]) | st.text("ab", max_size=2)
    objects = data.draw(st.lists(st.dictionaries(names, JSON, max_size=4), min_size=1, max_size=3))
    value = objects if field.many else objects[0]
    table, _ = read(record, {field.name: value})
    kept, extra = table[field.name][0], table["extra"][0]
    if field.name in extra:
        assert extra == {field.name: value}
        return
    items = enumerate(objects) if field.many else [("", value)]
    for at, item in items:
        held = (kept[at] if field.many else kept) or {}
        path = f"{field.name}/{at}/" if field.many else f"{field.name}/"
        assert {**held, **{name: extra[path + name] for name in item if path + name in extra}} == item
        assert all(fits(member, held.get(member.name)) for member in field.members if field.name != "claims")


def test_an_unknown_property_is_kept():
    table, _ = read(SOURCE, {"id": "s", "url": "u", "tide": {"high": True}})
    assert table["extra"][0] == {"tide": {"high": True}}


def test_a_missing_required_field_is_named_with_its_meaning():
    _, findings = read(SOURCE, {"id": "s"})
    assert str(findings[0]) == "a.json, record 0, /0/url: has no url (address of the publication). Add 'url'."


def test_an_empty_required_text_counts_as_missing():
    assert rules(read(SOURCE, {"id": "s", "url": ""})[1]) == [("missing-field", "/0/url")]


def test_an_unknown_word_is_kept_and_the_nearest_one_offered():
    table, findings = read(INCIDENT, {"id": "i", "title": "t", "start": "2025", "kind": "uav_strik"})
    assert table["kind"][0] == "uav_strik"
    assert "did you mean 'uav_strike'?" in str(findings[0])


def test_one_value_in_the_place_of_a_list_is_read_as_a_list():
    table, findings = read(FLOW, {"id": "w", "from": "a", "to": "b", "via": "c"})
    assert (table["via"][0], findings) == (("c",), [])


def test_an_empty_list_is_not_the_same_as_no_list():
    table, _ = read(FLOW, {"via": []}, {})
    assert table["via"].tolist() == [(), None]


def test_a_list_with_one_bad_item_is_kept_whole():
    table, findings = read(FACILITY, {"id": "f", "name": "n", "countries": ["KZ", "Russia"]})
    assert (table["countries"][0], table["extra"][0]["countries"]) == (None, ["KZ", "Russia"])
    assert rules(findings) == [("field-type", "/0/countries")]


def test_a_negative_uncertainty_is_not_used():
    table, findings = read(FACILITY, {"id": "f", "name": "n", "uncertainty_m": -5})
    assert math.isnan(table["uncertainty_m"][0])
    assert "expected a number (m), not negative" in findings[0].message


@pytest.mark.parametrize("value", [True, "7", 10**400, math.nan, math.inf, None])
def test_what_is_no_number_in_a_table_is_none(value):
    assert not is_number(value)


@pytest.mark.parametrize("value", [0, -7, 0.5, 10**200])
def test_a_finite_value_is_a_number_in_a_table(value):
    assert is_number(value)
    assert read(FLOW, {"volume": value})[0]["volume"][0] == value


def test_a_table_without_rows_has_the_types_of_a_full_one():
    empty, full = read(FACILITY)[0], read(FACILITY, {"id": "f", "name": "n", "uncertainty_m": 5})[0]
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (Type.TEXT, "a", 1),
        (Type.NUMBER, 1.5, "1.5"),
        (Type.BOOLEAN, False, 0),
        (Type.DATE, "2025-02", "February"),
        (Type.COUNTRY, "KZ", "kz"),
        (Type.OBJECT, {}, []),
    ],
)
def test_each_type_tells_a_fitting_value_from_another(type_, good, bad):
    field = next(item for record in RECORDS for item in record.fields if item.type is type_ and not item.many)
    assert (fits(field, good), fits(field, bad), fits(field, None)) == (True, False, True)
