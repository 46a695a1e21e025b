"""A database gives the incidents of a selection, found by its indexes, exactly as `cut` gives them."""

import os
from dataclasses import replace

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from geodata.stores import load, save
from geodata.stores.postgis.location import location_of
from geodata.stores.postgis.queries import rows_of
from geodata.stores.postgis.session import transaction
from geodata.stores.postgis.tables import DATASET_TABLES
from geodata.stores.selection import Selection, cut
from tests.builders import CLAIM, feature, make_dataset

EXAMPLES = int(os.environ.get("EXAMPLES", "20"))

DATES = ["2024", "2025", "2025-02", "2025-02-17", "2025-02-17T03:40Z", "2025-12-31", None]
KINDS = ["drone_strike", "fire", "other", "\ud800", "a\0b", None]
SHAPES = [
    None,
    {"type": "Point", "coordinates": []},
    {"type": "Point", "coordinates": [179.9, 51]},
    {"type": "Point", "coordinates": [-179.9, 51, 7]},
    {"type": "Point", "coordinates": [50.1, 51.1]},
    {"type": "LineString", "coordinates": [[40, 40], [60, 60]]},
    {"type": "Polygon", "coordinates": [[[170, 40], [180, 40], [180, 60], [170, 60], [170, 40]]]},
]

_days = st.none() | st.sampled_from(["2024", "2025-01", "2025-02", "2025-02-17", "2025-02-18", "2026"])
_longitudes = st.sampled_from([-180, -179.9, -170, 40, 50.1, 50.10000001, 60, 170, 179.9, 180])
_latitudes = st.sampled_from([-90, 40, 51, 51.1, 51.10000001, 60, 90])
selections = st.builds(
    Selection,
    start=_days,
    end=_days,
    kinds=st.none()
    | st.lists(st.sampled_from(["fire", "other", "\ud800", "a\0b", "x"]), max_size=3).map(tuple),
    bbox=st.none() | st.tuples(_longitudes, _latitudes, _longitudes, _latitudes),
)


@pytest.fixture(scope="module")
def everything(server):
    """Incidents of all dates, kinds and shapes, each with a claim, and where they are kept."""
    stated = [(date, kind, shape) for date in DATES for kind in KINDS for shape in SHAPES]
    incidents = [
        feature(
            {"title": "t", "start": date, "kind": kind, "end": "2025-03" if number % 3 == 0 else None}
            | {"id": f"{number}" if number % 5 else f"{number}\0", "claims": [{**CLAIM, "by": f"{number}"}]},
            geometry=shape,
        )
        for number, (date, kind, shape) in enumerate(stated)
    ]
    dataset, place = make_dataset(incidents=incidents), server.address("everything")
    save(dataset, place)
    return dataset, place


@given(selection=selections)
@settings(max_examples=EXAMPLES)
def test_a_selection_reads_what_cut_leaves(everything, selection):
    dataset, place = everything
    read, expected = load(place, selection), cut(dataset, selection)
    assert read.digest == expected.digest
    assert read.incidents["id"].tolist() == expected.incidents["id"].tolist()
    assert read.claims["incident_id"].tolist() == expected.claims["incident_id"].tolist()


def asked(place, name, selection):
    """The rows that the database itself gives, before anything is left out here."""
    with transaction(location_of(place), writing=False) as connection:
        columns = {name: {column.name for column in table.columns} for name, table in DATASET_TABLES.items()}
        query, _ = rows_of(name, selection, columns)
        return connection.execute(query).all()


@pytest.mark.parametrize(
    "selection",
    [
        Selection(start="2025-02-17", end="2025-02-17"),
        Selection(kinds=("fire",)),
        Selection(bbox=(179, 50, -179, 52)),
    ],
    ids=["days", "kinds", "box"],
)
@pytest.mark.parametrize("name", ["incidents", "claims"])
def test_the_database_leaves_out_what_is_not_asked_for(everything, name, selection):
    dataset, place = everything
    given, wanted = asked(place, name, selection), getattr(cut(dataset, selection), name)
    # A kind that the database cannot hold stands elsewhere, and is judged here.
    assert len(wanted) <= len(given) < len(getattr(dataset, name)) * 0.7
    if selection.kinds is None:
        assert len(wanted) == len(given)


@pytest.fixture(scope="module")
def many(server):
    """A grid of 10,000 points a quarter of a degree apart, and where they are kept."""
    one = make_dataset(incidents=[{"id": "0", "title": "t", "start": "2025-01-01"}])
    table = pd.concat([one.incidents] * 10_000, ignore_index=True)
    x, y = (table.index % 100) / 4, (table.index // 100) / 4
    days = pd.Series(pd.date_range("2000-01-01", periods=10_000).strftime("%Y-%m-%d"), dtype="object")
    table = table.assign(id=pd.Series(table.index.astype(str), dtype="object"), start=days)
    place = server.address("many")
    save(replace(one, incidents=table.set_geometry(shapely.points(x, y), crs=table.crs)), place)
    server.run("ANALYZE many.incidents")
    return place


@pytest.mark.parametrize(
    ("selection", "index"),
    [
        (Selection(bbox=(3, 3, 4, 4)), "incidents_geometry"),
        (Selection(bbox=(24, 3, -179, 4)), "incidents_geometry"),
        (Selection(start="2001-05", end="2001-05"), "incidents_days"),
    ],
    ids=["box", "two boxes", "days"],
)
def test_an_index_finds_what_is_asked_for(many, selection, index):
    with transaction(location_of(many), writing=False) as connection:
        columns = {name: {column.name for column in table.columns} for name, table in DATASET_TABLES.items()}
        query, _ = rows_of("incidents", selection, columns)
        compiled = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = "\n".join(connection.scalars(text("EXPLAIN " + str(compiled).replace(":", "\\:"))))
    assert f"Index Scan on {index}" in plan or f"Index Scan using {index}" in plan
    assert "Seq Scan" not in plan


def test_a_row_that_others_have_added_is_found_by_its_dates(everything, server):
    _, place = everything
    server.run(
        "INSERT INTO everything.incidents (id, title, start, geometry)"
        " VALUES ('from QGIS', 't', '1999-05-05', ST_Point(50, 50, 4326))"
    )
    try:
        assert load(place, Selection(end="2000")).incidents["id"].tolist() == ["from QGIS"]
        assert len(load(place, Selection(end="1998")).incidents) == 0
        assert load(place).incidents["id"].iloc[-1] == "from QGIS"
    finally:
        server.run("DELETE FROM everything.incidents WHERE id = 'from QGIS'")
