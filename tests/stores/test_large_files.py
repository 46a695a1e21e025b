"""Files of several batches: opened as the same features are that were read one by one."""

import json

from geodata.geojson import Limits
from geodata.geojson.reader import FeatureList, read_strictly
from geodata.geojson.reading import Reading
from geodata.stores import load
from geodata.stores.folder import open_features

FACILITY = {"name": "Station", "operator": "CPC", "kind": "pump_station"}
INCIDENT = {"title": "Fire", "start": "2025-02-17", "uncertainty_m": 500, "kind": "mishap"}


def feature(number, properties, **members):
    point = {"type": "Point", "coordinates": [number / 100, 50]}
    return {"type": "Feature", "id": f"f{number}", "geometry": point, "properties": properties, **members}


def opened_both_ways(features, folder):
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    file = folder / "a.geojson"
    file.write_bytes(data)
    each = FeatureList()
    source = read_strictly(lambda: data, Reading(str(file), Limits(), each))
    return load(file), open_features(each.table(source))


def test_incidents_of_which_some_are_unusual(tmp_path):
    features = [feature(number, INCIDENT) for number in range(3_000)]
    features[400] |= {"geometry": {"type": "Point", "coordinates": [0, 0]}, "source": "a"}
    features[1_500]["geometry"] = {"type": "Point", "coordinates": [50, 95]}
    features[1_501] |= {"id": "f7", "properties": {"date": "2025-02-30", "uncertainty_m": -1, "place": "A"}}
    batches, whole = opened_both_ways(features, tmp_path)
    assert batches.digest == whole.digest
    assert batches.reports == whole.reports
    assert batches.places == whole.places
    assert len(batches.incidents) == 2_999


def test_incidents_after_many_features_that_look_like_facilities(tmp_path):
    features = [feature(number, FACILITY if number < 1_000 else INCIDENT) for number in range(3_000)]
    batches, whole = opened_both_ways(features, tmp_path)
    assert len(batches.incidents) == 3_000
    assert batches.digest == whole.digest
    assert batches.reports == whole.reports
