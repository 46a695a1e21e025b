"""The page's scripts: their own tests, and that the built file is the one that the sources give."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "mapapp" / "web"


@pytest.fixture(scope="module")
def node() -> str:
    """Node, from the machine or from the environment that `make web` may have put it into."""
    beside = Path(os.sys.executable).parent
    path = shutil.which("node") or shutil.which("node", path=str(beside))
    if path is None or not (WEB / "node_modules").is_dir():
        pytest.skip("the page's scripts were not built on this machine: run `make web`")
    return path


def test_the_scripts_pass_their_own_tests(node):
    files = sorted(str(file) for file in (WEB / "test").glob("*.test.js"))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["document.js", "document.css"])
def test_the_built_file_is_what_the_sources_give(node, name, tmp_path):
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=WEB, check=True, capture_output=True)
    assert (tmp_path / name).read_bytes() == (WEB / "dist" / name).read_bytes(), (
        "run `make web` and commit the result"
    )
