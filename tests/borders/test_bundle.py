import gzip
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from geodata.borders import border_arcs

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "mapapp/web/node_modules/world-atlas"
FOLDER = Path(str(files("geodata"))) / "borders_data"


def test_the_bundle_stays_below_four_megabytes():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 4_000_000


@pytest.mark.skipif(
    not SOURCE.is_dir(), reason="world-atlas 2.0.2 is not in mapapp/web/node_modules; run npm ci there"
)
def test_building_again_gives_the_committed_files(tmp_path):
    command = [sys.executable, "-m", "tools.build_borders", "--from", str(SOURCE), "--to", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert len(list(tmp_path.iterdir())) == 4
    for path in tmp_path.iterdir():
        built, committed = path.read_bytes(), (FOLDER / path.name).read_bytes()
        if path.suffix == ".gz":  # another zlib may pack the same content differently
            built, committed = gzip.decompress(built), gzip.decompress(committed)
        assert built == committed, path.name


@pytest.mark.parametrize("scale", ["10m", "50m"])
def test_rings_close_and_their_arcs_meet(scale):
    arcs = border_arcs(scale)
    grid = arcs.grid()
    first, last = grid[arcs.arc_offsets[:-1]], grid[arcs.arc_offsets[1:] - 1]
    forward = arcs.ring_arcs >= 0
    index = np.where(forward, arcs.ring_arcs, ~arcs.ring_arcs)
    begins = np.where(forward[:, None], first[index], last[index])
    ends = np.where(forward[:, None], last[index], first[index])
    following = np.arange(1, len(index) + 1)
    following[arcs.ring_offsets[1:] - 1] = arcs.ring_offsets[:-1]
    assert (ends == begins[following]).all()


@pytest.mark.parametrize("scale", ["10m", "50m"])
def test_every_shared_array_is_read_only(scale):
    arcs = border_arcs(scale)
    for name in ("starts", "deltas", "arc_offsets", "arc_units", "ring_arcs", "disputed", "seam"):
        assert not getattr(arcs, name).flags.writeable, name


@pytest.mark.parametrize("scale", ["10m", "50m"])
def test_seams_lie_on_the_antimeridian_or_at_the_pole(scale):
    arcs = border_arcs(scale)
    degrees = arcs.degrees()
    for index in np.flatnonzero(arcs.seam):
        place = degrees[arcs.arc_offsets[index] : arcs.arc_offsets[index + 1]]
        assert ((np.abs(place[:, 0]) == 180) | (place[:, 1] == -90)).all()


def test_the_readme_lists_every_unit_whose_owner_was_decided_here():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    header = json.loads((FOLDER / "borders-10m.json").read_text(encoding="utf-8"))
    for unit in header["units"]:
        if unit["un"] != unit["de_facto"] or not unit["un"]:
            word = unit["name"].replace("N. Cyprus", "Northern Cyprus").split()[0]
            assert word in readme, unit
