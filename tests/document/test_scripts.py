"""The page's scripts: their own tests and types, and that the built file is the one that the sources give."""

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


def check_types(node: str, *arguments: str) -> subprocess.CompletedProcess:
    tsc = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    assert tsc.is_file(), "TypeScript is not installed: run `make web`"
    return subprocess.run([node, str(tsc), *arguments], cwd=WEB, capture_output=True, text=True, check=False)


def test_a_made_up_wrong_type_is_seen(node, tmp_path):
    script = tmp_path / "wrong.js"
    script.write_text("/** @param {number} metres */\nconst far = (metres) => metres.trim();\n", "utf-8")
    done = check_types(
        node, "--ignoreConfig", "--skipLibCheck", "--allowJs", "--checkJs", "--noEmit", str(script)
    )
    assert "Property 'trim' does not exist on type 'number'" in done.stdout


def test_the_scripts_keep_to_their_types(node):
    done = check_types(node)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["document.js", "document.css"])
def test_the_built_file_is_what_the_sources_give(node, name, tmp_path):
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=WEB, check=True, capture_output=True)
    assert (tmp_path / name).read_bytes() == (WEB / "dist" / name).read_bytes(), (
        "run `make web` and commit the result"
    )
