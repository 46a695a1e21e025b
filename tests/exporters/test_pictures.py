"""Pictures and sheets, drawn by a real Chromium through the document's print layout."""

import datetime as dt
import re
import shutil
import struct

import pytest

from geodata.analysis import analyse
from geodata.errors import InvalidArgument
from geodata.publication import Guard
from mapapp.chromium import browsing, find_chromium
from mapapp.errors import BrowserFailed, MissingBrowser
from mapapp.exporters.exporter import Size
from mapapp.exporters.pdf import PDF
from mapapp.exporters.png import PNG
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.exporters.handing import with_secrets

TODAY = dt.date(2025, 3, 10)


@pytest.fixture(scope="module")
def handed():
    try:
        find_chromium()
    except MissingBrowser as error:
        pytest.skip(str(error))
    return outgoing(View(analyse(with_secrets())), Guard(embargo_days=7), today=TODAY)


@pytest.mark.browser
def test_a_picture_has_the_size_that_was_asked_for_and_something_on_it(handed, tmp_path):
    target = tmp_path / "map.png"
    PNG.write(handed, target, Size(1200, 900))
    data = target.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1200, 900)
    assert len(data) > 30_000  # an empty sheet of that size takes a tenth of it


@pytest.mark.browser
def test_a_sheet_is_one_page_of_the_size_that_was_asked_for(handed, tmp_path):
    target = tmp_path / "map.pdf"
    PDF.write(handed, target, Size(210, 297))
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", target.read_bytes())
    assert [tuple(round(float(side)) for side in box) for box in boxes] == [(596, 842)]


@pytest.mark.parametrize(
    ("exporter", "size", "message"),
    [
        (PNG, Size(10), "a width of 10 pixels cannot be had; give 600 to 8000 pixels"),
        (PDF, Size(210, 5000), "a height of 5000 millimetres cannot be had; give 150 to 1200 millimetres"),
    ],
)
def test_a_size_that_cannot_be_had_is_a_sentence(exporter, size, message, tmp_path):
    with pytest.raises(InvalidArgument, match=message):
        exporter.write(None, tmp_path / "x", size)


def test_without_chromium_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingBrowser, match=r"Install it .*apt install chromium"):
        find_chromium()


def test_a_browser_that_ends_at_once_is_a_sentence(monkeypatch):
    monkeypatch.setenv("CHROMIUM", shutil.which("true"))
    with pytest.raises(BrowserFailed, match="Chromium ended before it was done"), browsing():
        pass


def test_a_browser_that_does_not_answer_is_ended(monkeypatch, tmp_path):
    mute = tmp_path / "mute"
    mute.write_text("#!/bin/sh\nexec sleep 600\n")
    mute.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(mute))
    monkeypatch.setattr("mapapp.chromium._GRACE_S", 0.1)
    with pytest.raises(BrowserFailed, match="did not finish in time"), browsing(timeout_s=0.5):
        pass
