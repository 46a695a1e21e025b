"""Third-party files the whole way: read, checked, analysed, drawn, and taken back from the page.

Here one file of each verdict and category; `tests/soak/soak_corpus.py` takes all. The reader alone is held to
all of them by `tests/geojson/test_cases.py`.
"""

import pytest

from tests.reliability.cases import CASES, MISSING, missed, one_of_each, rows
from tests.reliability.independent import features_of, geometry_of
from tests.reliability.worker import working

needed = pytest.mark.skipif(not rows(), reason=MISSING)
MOST_S, MOST_MB = 5, 500
SOME = one_of_each(rows())
SEEN = [row for row in SOME if row["expected"] == "accept"][::5]


def faults(row, answer):
    """What is wrong with what became of a file, in words."""
    if "crash" in answer:
        return [answer["crash"]]
    given = answer["gives"]
    found = [
        *given["faults"],
        *(f"feature {number} was changed without a word" for number in given["unsaid"]),
    ]
    found += [said] if (said := missed(row, given["findings"])) else []
    if row["expected"] == "accept" and given["kept"] != given["read"]:
        found.append(f"{given['kept']} of {given['read']} features kept")
    found += [f"took {answer['seconds']:.1f} s"] if answer["seconds"] > MOST_S else []
    return found + ([f"took {answer['memory_mb']:.0f} MB"] if answer["memory_mb"] > MOST_MB else [])


def job(row, **more):
    return {"path": str(CASES / row["path"]), "whole": row["expected"] == "accept", **more}


@pytest.fixture(scope="module")
def way():
    with working("tests.reliability.whole_way:through") as worker:
        yield worker


@pytest.fixture(scope="module")
def doors():
    with working("tests.reliability.whole_way:at_the_doors") as worker:
        yield worker


@needed
def test_files_of_each_kind_go_the_whole_way(way):
    found = {row["path"]: faults(row, way.ask(job(row))) for row in SOME}
    assert {path: told for path, told in found.items() if told} == {}


@needed
def test_files_of_each_kind_are_a_dataset_or_a_sentence_at_every_door(doors):
    answers = {row["path"]: (row, doors.ask(job(row))) for row in SOME}
    assert [told["crash"] for _, told in answers.values() if "crash" in told] == []
    refused = [row["path"] for row, told in answers.values() if told["gives"]["upload"]]
    assert [path for path in refused if answers[path][0]["expected"] == "accept"] == []


@needed
@pytest.mark.browser
@pytest.mark.parametrize("row", SEEN, ids=lambda row: row["path"])
def test_valid_files_are_seen_in_a_browser(row, way, visit, tmp_path):
    answer = way.ask(job(row, page=str(tmp_path / "map.html")))
    assert faults(row, answer) == []
    assert look(visit((tmp_path / "map.html").as_uri()), tmp_path / "map.html", is_located(row)) == []


def is_located(row):
    """Whether a file has anything that can be drawn."""
    return any(geometry_of(feature) is not None for feature in features_of(CASES / row["path"]))


def look(seen, page, is_located):
    """What is wrong with a map in the browser: errors, requests, no ground, nothing on it."""
    seen.page.wait_for_selector("html[data-ready]")
    found = list(seen.problems)
    if (state := seen.page.locator("html").get_attribute("data-ready")) != "true":
        found.append(f"the page is {state}")
    if not seen.page.evaluate(PAINTED):
        found.append("the ground is not painted")
    if (
        is_located
        and not seen.page.locator(".facility, path.leaflet-interactive, .leaflet-overlay-pane path").count()
    ):
        found.append("nothing is on the map")
    return found + [address for address in seen.requests if address != page.as_uri()]


PAINTED = """() => {
  const canvas = document.querySelector(".leaflet-ground-pane canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(canvas.width / 2 - 300, canvas.height / 2 - 200, 600, 400);
  for (let i = 3; i < data.length; i += 4 * 211) if (data[i] !== 255) return false;
  return true;
}"""
