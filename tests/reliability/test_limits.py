"""Every limit is met with its own sentence, and the document of limits has them as the code has."""

import re
from pathlib import Path

import pytest

from geodata.geojson import parse_features
from geodata.jsontext import DEEPEST
from geodata.report import MOST_LISTED
from mapapp.app import settings
from mapapp.app.beside.limits import AT_ONCE, LARGE
from mapapp.blocks import block_tag, encode
from tests.formats.vector import making
from tests.reliability import limits, meeting
from tests.reliability.limits import SECTIONS
from tests.reliability.meeting import told
from tests.reliability.worker import working

LIMITS = [(section, limit) for section, found in SECTIONS.items() for limit in found]
DEPTH = 100_000
MOST_S, MOST_MB = 1, 100


@pytest.mark.parametrize(
    ("section", "limit"), LIMITS, ids=[f"{section}-{limit.what}" for section, limit in LIMITS]
)
def test_a_limit_is_met_with_its_own_sentence(section, limit, tmp_path, tally):
    said = told(limit, tmp_path)
    is_said = limit.said.format(limit.small) in said
    tally("unlimited", not is_said)
    assert is_said, said
    if section in ("tables", "vector", "beside", "pages"):
        assert re.search(r"\ba\.\w+|/a\b|\brows?\b|\bline\b|\ball geometries\b|\bblock\b", said), "where?"


def test_no_limit_is_without_a_line():
    assert limits.unnamed() == []


def test_a_file_within_all_limits_meets_none(tmp_path):
    within = [meeting.geojson(limits._THREE), meeting.table(limits._CSV), meeting.vector(".gpkg", 3)]
    assert [meet(tmp_path) for meet in within] == ["", "", ""]


def test_the_document_has_the_limits_as_they_are():
    text = limits.DOCUMENT.read_text("utf-8")
    assert limits.written(text) == text, "python -m tests.reliability.limits writes them"


def test_the_document_has_the_limits_of_the_app_as_they_are():
    text = limits.DOCUMENT.read_text("utf-8")
    config = Path(settings.__file__).parent / ".streamlit" / "config.toml"
    (most,) = re.findall(r"^maxUploadSize = (\d+)", config.read_text("utf-8"), re.MULTILINE)
    assert f"| {most} MB |" in text
    assert f"{LARGE / 1e6:g} MB" in text
    assert f"{AT_ONCE} at a time" in text
    assert f"more than {settings._MOST['server.maxUploadSize'][0]} MB" in text
    assert f"depth {DEPTH:,} is refused" in text
    assert limits.Limits().max_nesting == DEEPEST


DEEP = {
    "arrays": b"[" * DEPTH,
    "objects": b'{"a":' * DEPTH,
    "closed": b"[" * DEPTH + b"]" * DEPTH,
    "property": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
    + b'"properties":{"a":'
    + b"[" * DEPTH
    + b"]" * DEPTH
    + b"}}]}",
    "coordinates": b'{"type":"Polygon","coordinates":' + b"[" * DEPTH + b"1" + b"]" * DEPTH + b"}",
    "collections": b'{"type":"GeometryCollection","geometries":[' * DEPTH + b"]}" * DEPTH,
}
"""JSON that is nested 100,000 deep in each place where it can be."""


@pytest.mark.parametrize("door", ["reader", "upload", "import"])
def test_depth_100_000_is_refused_at_once(door, tmp_path, tally):
    with working("tests.reliability.depth:at_a_door") as worker:
        for name, content in DEEP.items():
            (tmp_path / "a.geojson").write_bytes(content)
            answer = worker.ask({"door": door, "path": str(tmp_path / "a.geojson")})
            tally.peak("depth-seconds", answer["seconds"])
            tally.peak("depth-memory", answer["gives"]["grown_mb"])
            assert "nested" in answer["gives"]["said"], (name, answer)
            assert answer["seconds"] < MOST_S, name
            assert answer["gives"]["grown_mb"] < MOST_MB, name


def test_depth_100_000_is_refused_in_files_other_than_geojson(tmp_path):
    kml = making.kml("<Folder>" * DEPTH + "</Folder>" * DEPTH)
    (tmp_path / "a.kml").write_text(kml)
    (tmp_path / "a.toml").write_text("a = " + "[" * DEPTH)
    (tmp_path / "a.html").write_text(block_tag("document", encode(b"[" * DEPTH)) + block_tag("records", ""))
    jobs = {
        "upload": {"path": str(tmp_path / "a.kml")},
        "mapping": {"path": str(tmp_path / "a.kml"), "mapping": str(tmp_path / "a.toml")},
        "page": {"path": str(tmp_path / "a.html")},
    }
    with working("tests.reliability.depth:at_a_door") as worker:
        for door, job in jobs.items():
            answer = worker.ask({"door": door, **job})
            assert re.search(r"nested|deep in one another", answer["gives"]["said"]), (door, answer)
            assert answer["gives"]["grown_mb"] < MOST_MB


def test_a_report_lists_ten_thousand_findings_of_a_rule_and_counts_the_others():
    text = limits.DOCUMENT.read_text("utf-8")
    assert f"{MOST_LISTED:,} findings of a rule" in text
    data = b'{"type":"FeatureCollection","features":[' + b",".join([b"1"] * (MOST_LISTED + 7)) + b"]}"
    table = parse_features(data, name="a.geojson")
    *listed, last = table.report.findings
    assert (len(listed), {item.rule for item in listed}) == (MOST_LISTED, {"not-an-object"})
    assert str(last) == "a.geojson: 7 more findings of the rule not-an-object are counted and not listed."
    assert last.stands_for == 7
    assert (table.report.features_read, table.report.features_kept) == (MOST_LISTED + 7, 0)


def test_a_small_file_at_fault_everywhere_does_not_fill_the_memory(tmp_path):
    faulty = b'{"type":"Feature","geometry":null,"properties":{"start":5,"claims":[1]}}'
    good = b'{"type":"Feature","geometry":null,"properties":{"id":"a"}}'
    features = b",".join([good, *[faulty] * 60_000, *[b"1"] * 60_000])
    (tmp_path / "a.geojson").write_bytes(b'{"type":"FeatureCollection","features":[' + features + b"]}")
    with working("tests.reliability.depth:at_a_door") as worker:
        answer = worker.ask({"door": "upload", "path": str(tmp_path / "a.geojson")})
    assert answer["gives"]["said"] == ""
    assert answer["gives"]["grown_mb"] < MOST_MB
