"""What the reading process cannot do, even if a file made it do what its author wants."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.formats.vector import process
from tests.formats.vector.watching import Canary, Listener

ROOT = Path(process.__file__).parents[3]
TRY = """
import json, os, runpy, socket, subprocess, sys
runpy.run_path(sys.argv[3])["keep_out"]()
from geodata.formats.vector.child import confine

stands = [confine.leave_network(), confine.leave_files()]
confine.limit_resources(1_000_000_000, 10)
def outcome(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"
canary, port = sys.argv[1], int(sys.argv[2])
print(json.dumps([stands, {
    "read": outcome(lambda: open(canary).read()),
    "list": outcome(lambda: os.listdir(os.path.dirname(canary))),
    "write": outcome(lambda: open(canary + ".new", "w")),
    "remove": outcome(lambda: os.unlink(canary)),
    "connect": outcome(lambda: socket.create_connection(("127.0.0.1", port), 1)),
    "start": outcome(lambda: subprocess.run(["/bin/true"])),
    "own": outcome(lambda: open("own", "w").write("x")),
    "large": outcome(lambda: open("large", "wb").write(bytes(150_000_000))),
    "many": outcome(lambda: [os.dup(0) for _ in range(100)]),
}]))
"""


def attempt(tmp_path, *arguments):
    own = tmp_path / "own"
    own.mkdir()
    return subprocess.run(
        [sys.executable, "-P", "-s", "-B", "-c", TRY, *arguments],
        cwd=own,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    ).stdout


def test_the_fences_hold(tmp_path):
    canary, listener = Canary(tmp_path / "canary"), Listener()
    port = listener.address.rpartition(":")[2].partition("/")[0]
    (network, files), outcomes = json.loads(attempt(tmp_path, str(canary.path), port, str(process._START)))
    if not (network and files):
        pytest.skip("this system offers no network namespaces or no Landlock without rights")
    assert outcomes["own"] == "done"
    assert {name: what for name, what in outcomes.items() if what == "done"} == {"own": "done"}
    assert (canary.opens, listener.calls) == (0, 0)
    assert canary.path.exists()
    canary.close()
    listener.close()


SOURCE = '<OGRVRTLayer name="canary"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer>'
VRT = f"<OGRVRTDataSource>{SOURCE}</OGRVRTDataSource>"


@pytest.mark.parametrize("kind", ["KML", "GPX", "GeoPackage", "FlatGeobuf", "Shapefile", "GeoParquet"])
def test_the_reading_process_opens_one_kind_of_file_only(tmp_path, kind):
    """Even where all that comes before it had let the file through."""
    canary = Canary(tmp_path / "canary.geojson")
    for content in (VRT.format(canary.path), '{"type": "Point", "coordinates": [1, 2]}'):
        Path(tmp_path / "data.vrt").write_text(content)
        limits = {"max_rows": 10, "max_memory": 10**9, "seconds": 10}
        job = {"kind": kind, "file": "data.vrt", "layer": None, "encoding": None, "name": "a", **limits}
        command = [sys.executable, "-P", "-s", "-B", str(process._START), json.dumps(job)]
        environment = {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
        assert "refused" in json.loads(done.stdout)["end"]
    assert canary.opens == 0
    canary.close()


def test_gdal_is_left_one_driver():
    code = (
        "from geodata.formats.vector.child import gdal; gdal._start('GPX'); "
        "import pyogrio; print(list(pyogrio.list_drivers()))"
    )
    command = [sys.executable, "-P", "-s", "-c", code]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "['GPX']"


def test_the_reading_process_imports_nothing_that_it_does_not_need():
    code = (
        "import sys; from pathlib import Path; path = sys.argv[1]\n"
        "text = Path(path).read_text().replace('run(sys.argv[1])', 'print(*sys.modules)')\n"
        "exec(compile(text, path, 'exec'), {'__name__': '__main__', '__file__': path})"
    )
    command = [sys.executable, "-P", "-s", "-B", "-c", code, str(process._START)]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "geodata.formats.vector.child.work" in loaded
    assert loaded.isdisjoint({"pandas", "geopandas", "numpy", "shapely", "pyproj", "pyarrow", "pyogrio"})
