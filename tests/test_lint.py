"""Style and types, by the tools that the project file configures."""

import subprocess
import sys

import pytest

from tests.house import ROOT

COMMANDS = {
    "style": ["ruff", "check", "--no-cache", "."],
    "layout": ["ruff", "format", "--check", "--no-cache", "."],
    "types": ["mypy"],
}


def run(*command, folder=ROOT):
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_made_up_fault_is_seen(tmp_path, name):
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for package in ("geodata", "mapapp"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("x:int='one'\nimport os\n")
    assert run(*COMMANDS[name], folder=tmp_path)[0] == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_there_is_no_fault(name):
    code, output = run(*COMMANDS[name])
    assert code == 0, output
