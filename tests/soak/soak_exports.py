"""The same data gives the same bytes, in ten processes that differ in all that must not matter."""

import json
import os
import subprocess
import sys

import pytest

from mapapp.chromium import find_chromium
from mapapp.errors import MissingBrowser
from tests.conftest import ROOT
from tests.reliability.test_exports import KILLS

WRITE = """
import hashlib, json, pathlib, sys, tempfile
from geodata.analysis import analyse
from geodata.sample import SAMPLE
from geodata.stores import load
from mapapp.exporters import EXPORTERS
from mapapp.exporters.exporter import Size
from mapapp.outgoing import outgoing
from mapapp.view import View

handed = outgoing(View(analyse(load(SAMPLE))))
found = {}
with tempfile.TemporaryDirectory() as folder:
    for one in EXPORTERS:
        if one.name not in ("png", "pdf"):
            target = pathlib.Path(folder, "out" + one.endings[0])
            one.write(handed, target, Size())
            found[one.name] = hashlib.sha256(target.read_bytes()).hexdigest()
sys.stdout.write(json.dumps(found))
"""
ZONES = ("UTC", "Asia/Almaty", "America/St_Johns", "Pacific/Kiritimati")
LOCALES = ("C", "C.UTF-8", "POSIX")


def test_ten_processes_write_the_same_bytes(tally):
    runs = []
    for number in range(10):
        around = {
            **os.environ,
            "PYTHONHASHSEED": str(number),
            "TZ": ZONES[number % len(ZONES)],
            "LC_ALL": LOCALES[number % len(LOCALES)],
            "OMP_NUM_THREADS": str(1 + number % 2),
        }
        done = subprocess.run(
            [sys.executable, "-c", WRITE], cwd=ROOT, env=around, capture_output=True, text=True, check=True
        )
        runs.append(json.loads(done.stdout))
    differing = [name for name in runs[0] if len({run[name] for run in runs}) > 1]
    tally("differing", sum(run != runs[0] for run in runs), of=10)
    assert differing == []


def killed(name, times):
    command = [sys.executable, "-m", "tests.reliability.killing", name, str(times), "20250217"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["out.png", "out.pdf"])
def test_ten_killed_writers_of_a_picture_leave_the_old_or_the_new_whole(name):
    try:
        find_chromium()
    except MissingBrowser as error:
        pytest.skip(str(error))
    found = killed(name, 10)  # each starts a Chromium, and takes seconds
    assert found["neither"] == 0
    assert found["killed"] > 0


@pytest.mark.parametrize("name", KILLS)
def test_a_hundred_killed_writers_of_each_form_leave_the_old_or_the_new_whole(name):
    assert killed(name, 100)["neither"] == 0
