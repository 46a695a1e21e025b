"""The bundled dataset is what the script makes of the case file, byte by byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CASEFILE = Path(os.environ.get("MAPAPP_CASEFILE", CHECKOUT.parent / "shared" / "casefile"))

needs_casefile = pytest.mark.skipif(
    not (CASEFILE / "incidents.json").exists(),
    reason="the case file is not here; set MAPAPP_CASEFILE to its folder",
)


def run(casefile: Path, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, CHECKOUT / "tools" / "import_casefile.py", casefile, "-o", output]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@needs_casefile
def test_rebuilding_gives_identical_bytes(tmp_path: Path, folder: Path) -> None:
    done = run(CASEFILE, tmp_path)
    assert done.returncode == 0, done.stderr
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    bundled = {path.name: path.read_bytes() for path in folder.glob("*.*json")}
    assert built == bundled


@needs_casefile
def test_a_record_that_is_missing_stops_the_script(tmp_path: Path) -> None:
    casefile, output = tmp_path / "casefile", tmp_path / "output"
    casefile.mkdir()
    for path in CASEFILE.glob("*.json"):
        rows = json.loads(path.read_text("utf-8"))
        kept = rows[1:] if path.stem == "flows" else rows
        (casefile / path.name).write_text(json.dumps(kept), "utf-8")
    done = run(casefile, output)
    assert done.returncode == 1
    assert "flows: 39 written, 40 expected" in done.stderr
    assert not output.exists()
