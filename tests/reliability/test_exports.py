"""Exports are the old or the new file, whole; and nothing in them runs in a spreadsheet."""

import base64
import contextlib
import csv
import io
import json
import math
import re
import resource
import subprocess
import sys
import zipfile
import zlib

import pytest

from geodata.analysis import analyse
from geodata.errors import WriteFailed
from geodata.stores.folder import open_dataset
from mapapp.errors import BrowserFailed
from mapapp.exporters.csv import CSV
from mapapp.exporters.exporter import Size
from mapapp.exporters.pdf import PDF
from mapapp.exporters.png import PNG
from mapapp.table import incident_table, to_csv
from mapapp.view import View
from tests.conftest import ROOT
from tests.exporters.handing import FAST, write
from tests.hostile import hostile_sample
from tests.reliability.killing import WHOLE

KILLS = {
    "out.csv": 12,
    "out.geojson": 12,
    "out.facilities.geojson": 8,
    "out.kml": 12,
    "out.parquet": 12,
    "out.gpkg": 12,
    "out.html": 10,
    "out.zip": 6,
    "folder": 16,
}
"""How often a writer of each form is killed: a hundred times in all."""

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]\d+)?")
RUNS = re.compile(r"\s*[=+@|%＝＋－＠]|\s*-(?!\d)")

each_form = pytest.mark.parametrize("exporter", FAST, ids=lambda one: one.name)


@pytest.mark.parametrize(("name", "times"), KILLS.items())
def test_a_writer_that_is_killed_leaves_the_old_or_the_new_whole(name, times, tally):
    command = [sys.executable, "-m", "tests.reliability.killing", name, str(times), "20251019"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    tally("killed", found["neither"], of=times)
    assert found["neither"] == 0
    assert found["old"] > 0
    assert found["killed"] > 0


@contextlib.contextmanager
def no_room():
    """Let no file grow, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@each_form
def test_a_full_disk_leaves_what_was_there(exporter, sample, tmp_path, tally):
    target = write(sample, exporter, tmp_path)
    before = target.read_bytes()
    with no_room(), pytest.raises(WriteFailed, match="It is as it was before"):
        write(sample, exporter, tmp_path)
    touched = target.read_bytes() != before or len(list(tmp_path.iterdir())) > 1
    tally("full-disk", touched)
    assert not touched


BROKEN = {
    "html": "mapapp.document.render",
    "csv": "mapapp.exporters.csv.incident_rows",
    "geojson": "mapapp.exporters.geojson.to_json",
    "facilities": "mapapp.exporters.facilities.write_collection",
    "kml": "mapapp.exporters.placemarks.incident_marks",
    "geopackage": "geodata.stores.geopackage._add_indices",
    "geoparquet": "mapapp.exporters.geoparquet._claims",
    "bundle": "mapapp.bundle.report.incident_lines",
}


@each_form
def test_an_export_whose_making_fails_leaves_what_was_there(exporter, sample, tmp_path, tally, monkeypatch):
    target = write(sample, exporter, tmp_path)
    before = target.read_bytes()

    def broken(*given, **named):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(BROKEN[exporter.name], broken)
    with pytest.raises(RuntimeError, match="on purpose"):
        write(sample, exporter, tmp_path)
    touched = target.read_bytes() != before or len(list(tmp_path.iterdir())) > 1
    tally("broken-render", touched)
    assert not touched


NOTHING = None
"""What is handed on, where nothing is drawn."""


class DrawnTab:
    """A tab that draws at once, or breaks: no Chromium is needed to see what becomes of the file."""

    data = base64.b64encode(b"drawn " * 1000).decode()
    breaks = False

    def send(self, method, **named):
        if self.breaks:
            raise BrowserFailed("Chromium ended on purpose.")
        return {"data": self.data}


@pytest.fixture
def tab(monkeypatch):
    tab = DrawnTab()
    monkeypatch.setattr("mapapp.chromium.browsing", lambda: contextlib.nullcontext(tab))
    monkeypatch.setattr("mapapp.exporters.sheet.lay_out", lambda *given, **named: None)
    return tab


@pytest.mark.parametrize("exporter", [PNG, PDF], ids=lambda one: one.name)
def test_a_picture_that_fails_leaves_what_was_there(exporter, tmp_path, tab, tally):
    target = tmp_path / f"map{exporter.endings[0]}"
    exporter.write(NOTHING, target, Size())
    before = target.read_bytes()
    with no_room(), pytest.raises(WriteFailed, match="It is as it was before"):
        exporter.write(NOTHING, target, Size())
    found = [target.read_bytes() != before or len(list(tmp_path.iterdir())) > 1]
    tab.breaks = True
    with pytest.raises(BrowserFailed, match="on purpose"):
        exporter.write(NOTHING, target, Size())
    found.append(target.read_bytes() != before or len(list(tmp_path.iterdir())) > 1)
    tally("full-disk", found[0])
    tally("broken-render", found[1])
    assert found == [False, False]


@pytest.mark.parametrize("ending", WHOLE)
def test_a_picture_that_is_cut_off_is_told_from_a_whole_one(ending):
    chunk = b"\0\0\0\0IEND" + zlib.crc32(b"IEND").to_bytes(4)
    whole = {
        ".png": b"\x89PNG\r\n\x1a\n" + chunk,
        ".pdf": b"%PDF-1.4\nxref\ntrailer\nstartxref\n9\n%%EOF\n",
    }[ending]
    assert WHOLE[ending](whole)
    assert not any(WHOLE[ending](whole[:end]) for end in range(len(whole) - 1))
    assert not WHOLE[ending](whole + b"old")


def cells(text, separator=","):
    """All cells of a text as a spreadsheet cuts it, and again where it expects other separators."""
    return [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]


def test_no_cell_runs_in_a_spreadsheet_wherever_it_is_cut(tmp_path, tally):
    folder = tmp_path / "hostile"
    folder.mkdir()
    dataset = open_dataset(hostile_sample(folder))
    bundle = next(one for one in FAST if one.name == "bundle")
    with zipfile.ZipFile(write(dataset, bundle, tmp_path)) as archive:
        texts = [archive.read(name).decode("utf-8-sig") for name in ("incidents.csv", "sources.csv")]
    texts += [
        write(dataset, CSV, tmp_path).read_text("utf-8-sig"),
        to_csv(incident_table(View(analyse(dataset))), viewpoint="un").decode("utf-8-sig"),
    ]
    found = [cell for text in texts for separator in ",;\t" for cell in cells(text, separator)]
    running = [cell for cell in found if RUNS.match(cell)]
    tally("cells", len(running), of=len(found))
    assert running == []


def test_numbers_stay_numbers(sample, analysis, tmp_path, tally):
    with write(sample, CSV, tmp_path).open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    measured = analysis.measured("un")
    names = [
        name for name in next(iter(rows.values())) if name in measured and measured[name].dtype.kind == "f"
    ]
    cells_of = [
        (measured.at[index, name], rows[id_][name])
        for index, id_ in zip(measured.index, sample.incidents["id"], strict=True)
        for name in names
    ]
    stated = [(value, cell) for value, cell in cells_of if not math.isnan(value)]
    lost = [
        cell for value, cell in stated if not NUMBER.fullmatch(cell) or float(cell) != pytest.approx(value)
    ]
    tally("numbers", len(lost), of=len(stated))
    assert len(stated) > 300
    assert lost == []
