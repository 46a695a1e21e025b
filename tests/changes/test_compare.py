"""What changed between two versions: nothing too much, nothing too little, the same both ways."""

import os
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.changes import ADDED, CHANGED, NOT_STATED, REMOVED, compare
from geodata.dataset import TABLES
from geodata.jsontext import to_json
from geodata.schema import CLAIM as CLAIM_RECORD
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, feature, make_dataset
from tests.stores.datasets import anything, datasets, rows

EXAMPLES = int(os.environ.get("EXAMPLES", "15"))

DENIAL = {"by": "Ministry", "stance": "denies", "about": "event", "what": "no fire", "source": "s2"}


def incident(*claims, **properties):
    return {**PLACED, "claims": list(claims), **properties}


def told(old, new):
    """The changes from one dataset of some tables to another, as table, what and field."""
    return [(one.table, one.what, one.field) for one in compare(made(old), made(new)).changes]


def made(tables):
    return make_dataset(**{"incidents": [], "dataset": {"title": "T"}, **tables})


@st.composite
def shuffled(draw, dataset):
    """The same rows in another order."""
    tables = {name: getattr(dataset, name) for name in TABLES}
    orders = {name: draw(st.permutations(range(len(table)))) for name, table in tables.items()}
    return replace(dataset, **{name: tables[name].iloc[orders[name]] for name in TABLES})


@st.composite
def versions(draw):
    """A dataset, and the same with one cell set to something else, or one row left out."""
    old = draw(datasets())
    name = draw(st.sampled_from([name for name in TABLES if len(getattr(old, name))] or ["flows"]))
    table = getattr(old, name)
    if table.empty or draw(st.booleans()):
        return old, replace(old, **{name: table.iloc[1:]})
    column = draw(st.sampled_from([name for name in table.columns if name != "geometry"]))
    cells = table[column].tolist()
    row = draw(st.integers(0, len(cells) - 1))
    if table[column].dtype.kind in "fi":
        cells[row] = draw(st.sampled_from([0.0, -0.0, 1.0, np.nan] if column != "number" else [7, 8]))
    elif column == "extra":
        cells[row] = draw(st.dictionaries(st.text(max_size=2), anything, max_size=1))
    else:
        cells[row] = draw(st.none() | st.text(max_size=2))
    changed = table.copy()
    changed[column] = np.array(cells) if table[column].dtype.kind in "fi" else objects(cells)
    return old, replace(old, **{name: changed})


def objects(cells):
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


@given(dataset=datasets(), data=st.data())
@settings(max_examples=EXAMPLES)
def test_a_dataset_does_not_differ_from_itself_whatever_the_order_of_its_rows(dataset, data):
    found = compare(dataset, data.draw(shuffled(dataset)))
    assert (found.changes, found.standings, found.reordered) == ((), (), ())


@given(pair=versions() | st.tuples(datasets(), datasets()))
@settings(max_examples=EXAMPLES)
def test_something_changed_exactly_where_the_digests_differ(pair):
    old, new = pair
    found = compare(old, replace(new, metadata=old.metadata))
    assert bool(found.changes or found.reordered) == (old.digest != new.digest)


def turned(change):
    what = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}[change.what]
    return what, change.after, change.before


def written(table, id_, what, field, before, after):
    sides = [None if side is NOT_STATED else to_json(side, sort_keys=True) for side in (before, after)]
    return table, id_, what, field, *sides


@given(pair=versions() | st.tuples(datasets(), datasets()))
@settings(max_examples=EXAMPLES)
def test_the_way_back_is_the_way_there_turned_round(pair):
    old, new = pair
    there, back = compare(old, new).changes, compare(new, old).changes
    ways = Counter(written(c.table, c.id, c.what, c.field, c.before, c.after) for c in there)
    turned_back = (written(c.table, c.id, t[0], c.field, t[1], t[2]) for c in back for t in [turned(c)])
    assert ways == Counter(turned_back)


@given(claims=st.lists(rows(CLAIM_RECORD), min_size=1, max_size=4), data=st.data())
@settings(max_examples=EXAMPLES)
def test_claims_in_another_order_are_no_change(claims, data):
    kept = [{**claim, "contradicts": []} for claim in claims]
    lists = kept, data.draw(st.permutations(kept))
    old, new = (made({"incidents": [incident(*said)]}) for said in lists)
    assert compare(old, new).changes == ()
    assert bool(compare(old, new).reordered) == (old.digest != new.digest)


def test_a_denial_of_the_same_claim_under_another_number_is_no_change():
    old = {"incidents": [incident(CLAIM, {**DENIAL, "contradicts": [1]})]}
    new = {"incidents": [incident({**DENIAL, "contradicts": [2]}, CLAIM)]}
    assert told(old, new) == []
    assert compare(made(old), made(new)).reordered == ("i1",)


def test_a_denial_of_another_claim_is_a_change():
    other = {**CLAIM, "what": "a strike"}
    old = {"incidents": [incident(CLAIM, other, {**DENIAL, "contradicts": [1]})]}
    new = {"incidents": [incident(CLAIM, other, {**DENIAL, "contradicts": [2]})]}
    assert told(old, new) == [("claims", CHANGED, "contradicts")]


@pytest.mark.parametrize(
    "mended", [{"what": "a large fire"}, {"source": "s9"}, {"by": "Pipeline Consortium"}, {"about": "damage"}]
)
def test_a_claim_that_was_mended_is_changed_not_removed_and_added(mended):
    old = {"incidents": [incident(CLAIM, DENIAL)]}
    new = {"incidents": [incident(DENIAL, {**CLAIM, **mended})]}
    assert told(old, new) == [("claims", CHANGED, *mended)]


def test_a_claim_put_before_the_others_is_the_only_one_added():
    old, new = [CLAIM, DENIAL], [{**CLAIM, "by": "Astra", "what": "heard", "source": "s3"}, CLAIM, DENIAL]
    found = compare(made({"incidents": [incident(*old)]}), made({"incidents": [incident(*new)]}))
    assert [(one.what, one.title, one.number) for one in found.changes] == [(ADDED, "Astra: heard", 1)]


def test_each_field_that_changed_is_told_once_with_what_it_was():
    old = made({"incidents": [incident(tide=2**53 + 1, uncertainty_m=5)]})
    new = made({"incidents": [incident(tide=2**53 + 2, uncertainty_m=6, title="Fire")]})
    found = [(one.field, one.before, one.after) for one in compare(old, new).changes]
    assert sorted(found) == [
        ("extra.tide", 2**53 + 1, 2**53 + 2),
        ("title", "Fire reported", "Fire"),
        ("uncertainty_m", 5, 6),
    ]


def test_what_was_not_stated_is_told_from_a_null():
    (change,) = compare(made({"incidents": [incident()]}), made({"incidents": [incident(tide=None)]})).changes
    assert (change.before, change.after) == (NOT_STATED, None)
    assert "before" not in change.to_json()
    assert change.to_json()["after"] is None


def test_a_field_that_is_stated_for_the_first_time_was_not_stated():
    old, new = made({"incidents": [incident()]}), made({"incidents": [incident(end="2025-02-18")]})
    (change,) = compare(old, new).changes
    assert (change.field, change.before, change.after) == ("end", NOT_STATED, "2025-02-18")


def test_a_place_that_moved_is_told_as_geojson():
    moved = feature(PLACED, geometry={"type": "Point", "coordinates": [39.5, 45.2]})
    (change,) = compare(made({"incidents": [PLACED]}), made({"incidents": [moved]})).changes
    assert (change.field, change.before["coordinates"], change.after["coordinates"]) == (
        "geometry",
        [39.1, 45.2],
        [39.5, 45.2],
    )


def test_every_table_and_the_metadata_are_looked_at():
    old = {"facilities": [STATION], "flows": [FLOW], "sources": [SOURCE], "dataset": {"title": "A"}}
    new = {"flows": [{**FLOW, "volume": 7}], "sources": [SOURCE, {"id": "s2"}], "dataset": {"title": "B"}}
    assert told(old, new) == [
        ("dataset", CHANGED, "title"),
        ("facilities", REMOVED, None),
        ("sources", ADDED, None),
        ("flows", CHANGED, "volume"),
    ]


def test_an_incident_whose_claims_change_its_standing_says_so():
    old, new = made({"incidents": [incident(CLAIM)]}), made({"incidents": [incident(CLAIM, DENIAL)]})
    (change,) = compare(old, new).standings
    assert (change.id, change.before, change.after) == ("i1", "single_source", "contested")


def test_two_sources_that_prove_to_be_of_one_publisher_change_the_standing_of_what_rests_on_them():
    claims = [CLAIM, {**CLAIM, "by": "Astra", "source": "s2"}]
    old = [{**SOURCE, "publisher": "A"}, {"id": "s2", "publisher": "B"}]
    new = [{**SOURCE, "publisher": "A"}, {"id": "s2", "publisher": "A"}]
    found = compare(*(made({"incidents": [incident(*claims)], "sources": said}) for said in (old, new)))
    assert [(one.before, one.after) for one in found.standings] == [("corroborated", "single_source")]
