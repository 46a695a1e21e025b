"""What every exporter does: it goes through gate and guard, says so, and writes whole files or none."""

import datetime as dt
import struct

import pytest

from geodata.dataset import empty_dataset
from geodata.errors import UnknownName, WriteFailed
from geodata.publication import Guard
from geodata.query import Query
from geodata.release import Release
from geodata.stores.folder import open_dataset
from mapapp.exporters import EXPORTERS, export, exporter_of
from mapapp.exporters.html import HTML
from mapapp.exporters.kml import KML
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.exporters.handing import FAST, SECRETS, unpacked, with_secrets, write
from tests.hostile import hostile_sample

TODAY = dt.date(2025, 3, 10)
FULL = Guard(embargo_days=7, round_to_m=1000, without_weak=True)

each = pytest.mark.parametrize("exporter", FAST, ids=lambda one: one.name)


def said(file):
    return b"\n".join(unpacked(file.read_bytes()))


def forms(secret):
    """A secret as it may stand in a file: as text, and a number as eight bytes, too."""
    yield secret.encode()
    if secret.replace(".", "").isdigit():
        yield struct.pack("<d", float(secret))


@each
def test_nothing_that_is_held_back_is_in_any_byte(exporter, tmp_path):
    found = said(write(with_secrets(), exporter, tmp_path, FULL, today=TODAY))
    assert [secret for secret in SECRETS for form in forms(secret) if form in found] == []


@each
def test_without_gate_and_guard_the_secrets_would_be_found(exporter, tmp_path, monkeypatch):
    """The test above can fail: what it looks for is in the files where nothing is held back."""
    monkeypatch.setattr("mapapp.outgoing.release", lambda dataset, guard, today: Release(dataset))
    found = said(write(with_secrets(), exporter, tmp_path))
    wanted = "gated-2025" if exporter.name == "facilities" else "late-2025-03"
    assert wanted.encode() in found
    assert b"Secretword" in found


@each
def test_what_was_held_back_is_said(exporter, tmp_path):
    found = said(write(with_secrets(), exporter, tmp_path, FULL, today=TODAY)).decode("utf-8", "replace")
    for start in ("by an embargo of 7 days", "by rounding", "without weak sources", ": 1 incident"):
        assert f"Held back{start}" in found or f"Held back {start}" in found


@each
def test_the_gate_needs_no_guard(exporter, tmp_path):
    found = said(write(with_secrets(), exporter, tmp_path))
    assert b"closed-2025" not in found
    assert b"gated-2025" not in found


@each
def test_equal_input_gives_equal_bytes(exporter, sample, tmp_path):
    one, two = (
        write(sample, exporter, tmp_path / name) for name in ("a", "b") if not (tmp_path / name).mkdir()
    )
    assert one.read_bytes() == two.read_bytes()


@each
def test_an_empty_dataset_is_written(exporter, tmp_path):
    assert write(empty_dataset(), exporter, tmp_path).stat().st_size > 0


@pytest.mark.parametrize("exporter", [HTML, KML], ids=lambda one: one.name)
def test_texts_that_would_run_elsewhere_are_written_as_text(exporter, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    file = write(open_dataset(hostile_sample(folder)), exporter, tmp_path)
    assert b"<script>alert(1)" not in file.read_bytes()


@each
def test_a_folder_that_does_not_exist_is_a_sentence(exporter, sample, tmp_path):
    with pytest.raises(WriteFailed, match="its folder does not exist"):
        write(sample, exporter, tmp_path / "nowhere")


def test_the_longest_ending_decides():
    assert exporter_of("a.b.facilities.geojson").name == "facilities"
    assert exporter_of("facilities.geojson").name == "geojson"


def test_an_unknown_ending_lists_the_choices():
    with pytest.raises(UnknownName, match=r"unknown ending '\.shp'.*Choose from: .*\.csv.*\.html"):
        exporter_of("map.shp")


def test_no_two_exporters_share_an_ending():
    endings = [ending for one in EXPORTERS for ending in one.endings]
    assert len(endings) == len({*endings})


def test_nothing_is_measured_anew_where_nothing_is_held_back(analysis):
    assert outgoing(View(analysis)).view.analysis is analysis


def test_what_is_shown_alone_is_the_dataset_of_an_export(analysis, tmp_path):
    handed = export(View(analysis, Query(start="2025-10", end="2025-10")), tmp_path / "october.csv")
    assert set(handed.dataset.incidents["start"].str[:7]) == {"2025-10"}
    assert set(handed.dataset.claims["incident_id"]) <= set(handed.dataset.incidents["id"])
