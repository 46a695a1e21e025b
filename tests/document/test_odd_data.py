"""Legal data that nobody expects still makes a map that opens: odd ids, every geometry, extremes."""

import json

import pytest

from geodata.analysis import analyse
from geodata.stores.folder import open_dataset
from mapapp.exporters.html import export_html
from mapapp.view import View

LINE = [[30, 50], [32, 51]]
SQUARE = [[[20, 50], [22, 50], [22, 51], [20, 51], [20, 50]]]
EVERYWHERE = {"distance_km": 30_000, "facility_id": "nowhere", "claimed_by": "A"}


def feature(id_, shape, coordinates, **properties):
    geometry = {"type": shape, "coordinates": coordinates} if shape else None
    return {"type": "Feature", "id": id_, "geometry": geometry, "properties": properties}


FACILITIES = [
    feature("__proto__", "Point", [30, 50], name="own prototype"),
    feature("constructor", "Point", [31, 50], name="vast", uncertainty_m=50_000_000),
    feature("a b", "Point", [32, 50]),
    feature("several", "MultiPoint", LINE, name="several points"),
    feature("nowhere", None, None, name="nowhere"),
    feature("area", "Polygon", SQUARE, name="an area"),
    feature("pipe", "MultiLineString", [LINE, [[25, 50], [26, 51]]], name="a pipe", kind="oil_pipeline"),
]
INCIDENTS = [
    feature(
        "__proto__", "Point", [30.5, 50.2], title="x", start="2025-01-01", facility_ids=["__proto__", "zz"]
    ),
    feature("toString", "Point", [30.5, 50.2], title="y", date="17.02.2025", interception=EVERYWHERE),
    feature(7, "Point", [179.99, 70], title="z", kind="weird", interception={"distance_km": 0}),
    feature("pole", "Point", [0, 89.99], title="pole", uncertainty_m=50_000),
    feature("line", "LineString", LINE, title="along a line"),
    feature("area", "MultiPolygon", [SQUARE], title="L" * 20_000),
    feature("bare", None, None),
]


def collection(path, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.mark.browser
def test_odd_but_legal_data_open_record_by_record(visit, tmp_path):
    dataset = open_dataset(
        facilities=collection(tmp_path / "f.geojson", FACILITIES),
        incidents=collection(tmp_path / "i.geojson", INCIDENTS),
    )
    target = tmp_path / "odd.html"
    export_html(View(analyse(dataset)), target)
    seen = visit(target.as_uri())
    page = seen.page
    page.wait_for_selector('html[data-ready="true"]')
    assert page.locator(".panel .row").count() == len(INCIDENTS)
    for number in range(len(INCIDENTS)):
        page.locator(".panel .row").nth(number).click()
        assert page.locator(".panel h2").inner_text()
        page.click("text=← All incidents")
    for name in [row["id"] for row in FACILITIES]:
        page.fill("input[type=search]", name)
        page.keyboard.press("Enter")
        assert page.locator(".panel .record-id").inner_text()
    assert seen.problems == []


@pytest.mark.parametrize("kept", ["facilities", "incidents"])
def test_one_kind_of_file_alone_makes_a_map(kept, tmp_path):
    features = FACILITIES if kept == "facilities" else INCIDENTS
    dataset = open_dataset(**{kept: collection(tmp_path / "one.geojson", features)})
    assert export_html(View(analyse(dataset)), tmp_path / "map.html") > 500_000


@pytest.mark.browser
def test_incidents_at_one_point_are_drawn_and_all_listed(visit, tmp_path):
    names = ["a b", "constructor", "plain"]
    features = [feature(name, "Point", [40, 45], title=name, kind="constructor") for name in names]
    target = tmp_path / "one.html"
    export_html(View(analyse(open_dataset(collection(tmp_path / "i.geojson", features)))), target)
    seen = visit(target.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    box = seen.page.locator(".pin").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert sorted(seen.page.locator(".panel .row-title").all_inner_texts()) == names
    assert seen.page.evaluate("map_atlas.getZoom()") <= 9
    assert "native code" not in seen.page.locator("body").inner_text()
    assert seen.problems == []
