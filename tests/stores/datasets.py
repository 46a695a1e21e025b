"""Datasets of all shapes for the round trips of stores and exports, as Hypothesis makes them up."""

from typing import Any

from hypothesis import strategies as st

from geodata.dataset import Dataset
from geodata.schema import FACILITY, FLOW, INCIDENT, SOURCE, Field, Record, Type
from tests.builders import feature, make_dataset

HARD_TEXTS = ["", "Завод «Оренбург»", "a\0b", "\ud800", "{{ 7*7 }}", "=1+1", "NaN", "null", "[]", "{", "1"]
TAKEN = [
    *("geometry", "extra", "bbox", "type", "properties", "features", "coordinates", "id~2"),  # of files
    *("incident_id", "number", "fid", "first_day", "last_day", "row", "lon", "lat", "bounds"),  # of tables
    *("measured", "computed_under", "standing", "dataset"),  # of exports
]
"""Names of properties that are no fields, and that stores and exports use for themselves."""

HARD_NUMBERS = [2**53 + 1, -(2**63), 2**64, 0.1, -0.0, 5.0, 1e300]

texts = st.text(max_size=8) | st.sampled_from(HARD_TEXTS)
numbers = st.one_of(
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(HARD_NUMBERS),
)
names = texts | st.sampled_from(TAKEN)
dates = st.dates().map(str) | st.sampled_from(["2025", "2025-02", "2025-02-17T03:40Z"])
anything: Any = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
_ONE = {
    Type.TEXT: texts,
    Type.NUMBER: numbers,
    Type.BOOLEAN: st.booleans(),
    Type.DATE: dates,
    Type.COUNTRY: st.sampled_from(["RU", "KZ", "HU", "SK"]),
    Type.OBJECT: st.dictionaries(names, anything, max_size=2),
    Type.ANY: anything,
}

_longitudes = st.floats(-180, 180).map(lambda value: round(value, 7))
_latitudes = st.floats(-90, 90).map(lambda value: round(value, 7))
_positions = st.tuples(_longitudes, _latitudes).map(list)
_corners = st.tuples(st.integers(-170, 160), st.integers(-80, 70))
geometries = st.one_of(
    st.none(),
    _positions.map(lambda position: {"type": "Point", "coordinates": position}),
    _positions.map(lambda position: {"type": "Point", "coordinates": [*position, 12.5]}),
    st.lists(_corners.map(list), min_size=2, max_size=4, unique_by=tuple).map(
        lambda line: {"type": "LineString", "coordinates": line}
    ),
    _corners.map(lambda corner: {"type": "Polygon", "coordinates": [_box(*corner)]}),
)


def _box(west: int, south: int) -> list[list[int]]:
    east, north = west + 9, south + 9
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _values(field: Field) -> st.SearchStrategy[Any]:
    """Values of a field: mostly what it expects, now and then anything."""
    one = _ONE[field.type]
    return (st.lists(one, max_size=2) if field.many else one) | anything


@st.composite
def rows(draw: st.DrawFn, record: Record) -> dict[str, Any]:
    """Properties of one record: some of its fields, and some that the schema does not know."""
    fields = draw(st.lists(st.sampled_from(record.fields), max_size=4, unique_by=lambda field: field.name))
    stated = {field.name: draw(_values(field)) for field in fields}
    return {**draw(st.dictionaries(names, anything, max_size=2)), **stated}


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A dataset, as it is read from a folder of whatever."""
    tables: dict[str, Any] = {
        name: [
            feature(properties, geometry=draw(geometries))
            for properties in draw(st.lists(rows(record), max_size=2))
        ]
        for name, record in (("facilities", FACILITY), ("incidents", INCIDENT))
    }
    for name, record in (("sources", SOURCE), ("flows", FLOW)):
        tables[name] = draw(st.lists(rows(record), max_size=2))
    about = st.fixed_dictionaries(
        {"title": texts, "licence": texts, "attribution": st.lists(texts, max_size=2)}
    )
    return make_dataset(**tables, dataset=draw(about), changes=draw(st.lists(_ONE[Type.OBJECT], max_size=2)))
