"""From a View to the blocks of a page and back: nothing is lost, nothing is added."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shapely import MultiPoint, Point

import mapapp.payload.columns
import mapapp.payload.texts
from geodata.analysis import analyse
from geodata.dataset import empty_dataset, to_records
from geodata.dates import interval
from geodata.schema import CLAIM, INCIDENT, SOURCE
from mapapp.blocks import decode
from mapapp.errors import UnreadableBlock
from mapapp.payload.blocks import incident_blocks
from mapapp.payload.read import Incidents
from mapapp.records import plain
from mapapp.view import View, bounds_of, point_of
from tests.builders import CLAIM as SAID
from tests.builders import PLACED, STATION, feature, make_dataset
from tests.builders import SOURCE as READ

GOLDEN = Path(__file__).with_name("tiny.json")
STANDING = ["standing", "why", "supporting", "denying", "contested_about", "disagreements", "figures"]


@pytest.fixture(params=[4096, 7])
def text_rows(request, monkeypatch):
    """One block of text, or several."""
    for room in (mapapp.payload.columns, mapapp.payload.texts):
        monkeypatch.setattr(room, "TEXT_ROWS", request.param)
    return request.param


def view_of(*incidents, **tables):
    return View(analyse(make_dataset(incidents=list(incidents), **tables)))


def read(view):
    return Incidents(incident_blocks(view))


def stated(record, table):
    """What each row of a table states, row by row."""
    names = [name for name in record.names if name in table]
    for fields, extra in zip(to_records(table[names]), table["extra"], strict=True):
        yield {**fields, "extra": extra} if extra else fields


def expected(view):
    """The records of all incidents, put together row by row, by id."""
    dataset, analysis = view.dataset, view.analysis
    found = {}
    for row, record in enumerate(stated(INCIDENT, dataset.incidents)):
        shape = dataset.incidents.geometry.iloc[row]
        mark = point_of(shape)
        if mark is not None:
            record |= {"lon": mark[0], "lat": mark[1], "bounds": bounds_of(shape)}
        days = interval(record.get("start"), record.get("end")) or (None, None)
        record |= dict(zip(("first_day", "last_day"), (day and day.isoformat() for day in days), strict=True))
        record |= plain(analysis.standings[STANDING].iloc[row].to_dict())
        record["claims"] = []
        record["measures"] = {name: measured(frame.iloc[row]) for name, frame in analysis.incidents.items()}
        found[record["id"]] = record
    owners = zip(dataset.claims["incident_id"], dataset.claims["number"].tolist(), strict=True)
    for (id_, number), claim in zip(owners, stated(CLAIM, dataset.claims), strict=True):
        found[id_]["claims"].append({"number": number, **claim})
    return json.loads(json.dumps(found))


def coded(column):
    return [getattr(column, name) for name in ("coding", "numbers", "values")]


def measured(row):
    cells = row.drop("id").to_dict()
    return {
        name: plain(value, digits=5 if name.endswith(("_lon", "_lat")) else 3)
        for name, value in cells.items()
    }


def test_the_bundled_incidents_come_back_whole(analysis, text_rows):
    view = View(analysis)
    incidents = read(view)
    assert {record["id"]: record for record in incidents.records()} == expected(view)
    assert [record["id"] for record in incidents.records()] == incidents.ids


def test_the_sources_that_are_named_come_with_the_text(analysis, text_rows):
    found = {source["id"]: source for source in read(View(analysis)).sources()}
    known = {source["id"]: source for source in stated(SOURCE, analysis.dataset.sources)}
    named = {claim["source"] for record in expected(View(analysis)).values() for claim in record["claims"]}
    assert named & known.keys() <= found.keys()
    assert all(known[id_] == source for id_, source in found.items())


def test_the_columns_say_what_the_records_say(analysis):
    incidents = read(View(analysis))
    for row, record in enumerate(incidents.records()):
        assert incidents.days[row] == (record["first_day"], record["last_day"])
        assert incidents.values("kind")[row] == record["kind"]
        assert incidents.values("standing")[row] == record["standing"]
        assert incidents.values("uncertainty_m")[row] == record.get("uncertainty_m")
        assert incidents.values("affected")[row] == record.get("affected_countries", [])
        assert incidents.values("facilities")[row] == record.get("facility_ids", [])
        for viewpoint, told in record["measures"].items():
            assert incidents.values(f"country:{viewpoint}")[row] == told["country"]
        assert abs(incidents.places[0][row] - record["lon"]) <= 0.5e-5
        assert abs(incidents.places[1][row] - record["lat"]) <= 0.5e-5


def test_equal_views_give_equal_blocks(analysis, text_rows):
    assert incident_blocks(View(analysis)) == incident_blocks(View(analysis))


def test_no_incident_makes_empty_columns_and_no_text():
    blocks = incident_blocks(View(analyse(empty_dataset())))
    assert not any(name.startswith("incident-text") for name in blocks)
    incidents = Incidents(blocks)
    assert (len(incidents), incidents.ids, incidents.records(), incidents.sources()) == (0, [], [], [])


def test_one_incident_comes_back():
    view = view_of({**PLACED, "claims": [SAID, {**SAID, "stance": "denies", "by": "Astra"}]}, sources=[READ])
    assert {one["id"]: one for one in read(view).records()} == expected(view)
    assert read(view).sources() == [READ]


def test_incidents_without_a_place_or_a_date_come_last_and_stay_so(text_rows):
    nowhere = [feature({"id": f"n{row}", "title": "Fire"}, geometry=None) for row in range(9)]
    view = view_of(*nowhere, PLACED)
    incidents = read(view)
    assert incidents.header["located"] == 1
    assert incidents.ids == ["i1", *(f"n{row}" for row in range(9))]
    assert incidents.days == [("2025-02-17", "2025-02-17")] + [(None, None)] * 9
    assert {one["id"]: one for one in incidents.records()} == expected(view)


def test_only_incidents_without_a_place():
    view = view_of(feature({"id": "a", "title": "Fire"}, geometry=None))
    assert read(view).places[0].tolist() == []
    assert "lon" not in read(view).records()[0]


HARD = ["</script>", "{{ 7*7 }}", "Жарко 火", 'a",', '"', "\\", "\n", "\x7f", "\x1a", "  ", "!", "😀", ""]


def test_hard_texts_come_back_to_the_last_character(text_rows):
    rows = [{**PLACED, "id": f"{sign}{row}", "title": sign, "note": sign} for row, sign in enumerate(HARD)]
    often = [
        {**PLACED, "id": f"f{row}", "title": f"{sign} fire at depot", "link": "a/b/c"}
        for row, sign in enumerate(HARD)
    ]
    view = view_of(*rows, *often)
    incidents = read(view)
    assert {one["id"]: one for one in incidents.records()} == expected(view)
    assert sorted(incidents.ids) == sorted(view.dataset.incidents["id"])


def test_halves_of_surrogate_pairs_come_back(text_rows):
    view = view_of(*({**PLACED, "id": f"i{row}"} for row in range(9)))
    incidents = view.dataset.incidents.copy()
    for name in ("id", "title"):
        incidents[name] = pd.Series([f"\ud800{row}" for row in range(9)], dtype=object)
    broken = View(replace(view.analysis, dataset=replace(view.dataset, incidents=incidents)))
    assert [one["title"] for one in read(broken).records()] == incidents["title"].tolist()
    assert read(broken).ids == incidents["id"].tolist()


@pytest.mark.parametrize("lon", [-180.0, 180.0, 179.9999951, 0.0])
@pytest.mark.parametrize("lat", [-90.0, 90.0, 89.999999, 0.123456789])
def test_places_at_the_edges_of_the_map_come_back_exactly(analysis, lon, lat):
    incidents = analysis.dataset.incidents.copy()
    incidents.geometry = [Point(lon, lat)] * len(incidents)
    records = read(View(replace(analysis, dataset=replace(analysis.dataset, incidents=incidents)))).records()
    assert {(one["lon"], one["lat"]) for one in records} == {(lon, lat)}
    assert records[0]["bounds"] == [[lat, lon], [lat, lon]]


def test_the_bounds_of_what_is_no_point_come_back(analysis):
    incidents = analysis.dataset.incidents.copy()
    incidents.geometry = [MultiPoint([(10, 50), (12, 51)])] * len(incidents)
    records = read(View(replace(analysis, dataset=replace(analysis.dataset, incidents=incidents)))).records()
    assert records[0]["bounds"] == [[50, 10], [51, 12]]


def test_numbers_that_json_does_not_know_are_missing(analysis):
    incidents = analysis.dataset.incidents.copy()
    incidents["uncertainty_m"] = np.inf
    incidents["extra"] = [{"figure": float("nan")}] * len(incidents)
    incidents = read(View(replace(analysis, dataset=replace(analysis.dataset, incidents=incidents))))
    assert set(incidents.values("uncertainty_m")) == {None}
    assert incidents.records()[0]["extra"] == {"figure": None}


def test_columns_that_are_alike_are_told_apart_by_type():
    rows = [{**PLACED, "id": "a", "flag": 1}, {**PLACED, "id": "b", "flag": True}]
    assert [repr(one["extra"]["flag"]) for one in read(view_of(*rows)).records()] == ["1", "True"]


def test_many_incidents_are_written_as_words(monkeypatch):
    rows = [{**PLACED, "id": f"i{row}", "title": f"Drone strike at depot {row}"} for row in range(40)]
    view = view_of(*rows)
    monkeypatch.setattr(mapapp.payload.texts, "TEXT_ROWS", 30)
    monkeypatch.setattr(mapapp.payload.columns, "TEXT_ROWS", 30)
    blocks = incident_blocks(view)
    assert json.loads(decode(blocks["incident-words"]))["incidents.title"]
    assert json.loads(decode(blocks["incident-text-1"]))["incidents"]["title"]["own"].count("\x7f") == 9
    assert [one["title"] for one in Incidents(blocks).records()] == [row["title"] for row in rows]


def test_a_tiny_dataset_is_written_as_the_golden_file_says():
    view = view_of(
        {**PLACED, "kind": "fire", "facility_ids": ["f1"], "affected_countries": ["KZ"], "claims": [SAID]},
        feature({"id": "i2", "title": "Sabotage", "start": "2025-02", "ship": "Koala"}, geometry=None),
        facilities=[STATION],
        sources=[READ],
    )
    incidents = read(view)
    written = {
        "header": incidents.header,
        "columns": {name: coded(column) for name, column in incidents.columns.items()},
        "ids": incidents.ids,
        "text": incidents.text(0),
    }
    written["text"].pop("measures")  # tests/measures holds them
    assert json.loads(json.dumps(written, default=np.ndarray.tolist)) == json.loads(
        GOLDEN.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", ["incidents", "incidents-more", "incident-ids", "incident-text-0"])
@pytest.mark.parametrize("kept", [0, 0.5, None])
def test_a_block_that_is_cut_off_or_missing_is_refused_in_a_sentence(analysis, name, kept):
    blocks = dict(incident_blocks(View(analysis)))
    text = blocks.pop(name)
    if kept is not None:
        blocks[name] = text[: int(len(text) * kept) // 4 * 4]
    cut = Incidents(blocks)
    with pytest.raises(UnreadableBlock, match="export the map again"):
        _ = cut.records(), cut.ids, cut.columns


def test_a_block_with_an_altered_letter_is_refused(analysis):
    blocks = incident_blocks(View(analysis))
    text = blocks["incident-text-0"]
    altered = text[:800] + ("A" if text[800] != "A" else "B") + text[801:]
    with pytest.raises(UnreadableBlock, match="cut off or altered"):
        Incidents({**blocks, "incident-text-0": altered}).records()


def test_unknown_properties_that_all_incidents_have_come_back_with_their_types():
    odd = ["plain", "", None, 1.0, 1, True, ["a"], {"b": 2.0}, "Жарко"]
    rows = [{**PLACED, "id": f"i{row}", "url": f"a/b-{row}", "odd": value} for row, value in enumerate(odd)]
    view = view_of(*rows)
    found = {one["id"]: one["extra"] for one in read(view).records()}
    stated_ = {row["id"]: row["extra"] for row in view.dataset.incidents.to_dict("records")}
    assert {id_: repr(extra) for id_, extra in found.items()} == {id_: repr(e) for id_, e in stated_.items()}


def test_sources_that_no_record_names_stay_away_and_stop_nothing():
    sources = [{**READ, "id": "s8", "url": "https://a.example"}, {**READ, "id": "s9"}]
    assert read(view_of(PLACED, sources=sources)).sources() == []


def test_a_claim_without_a_source_does_not_name_the_source_without_an_id():
    said = {**PLACED, "claims": [{"by": "CPC", "stance": "asserts"}, SAID]}
    found = read(view_of(said, sources=[{"url": "https://a.example", "title": "A"}, READ])).sources()
    assert [source["id"] for source in found] == [READ["id"]]
