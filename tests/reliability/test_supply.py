"""What is installed is what was pinned, and what the documents promise has a test of that name."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from tools.lock import FILES, pins

ROOT = Path(__file__).parents[2]
DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@pytest.mark.parametrize("name", FILES)
def test_each_requirement_is_held_to_its_digests(name):
    found = pins((ROOT / name).read_text("utf-8"))
    assert found
    assert [package for package, text in found.items() if not DIGEST.search(text)] == []


def test_all_that_the_code_imports_is_pinned_and_what_is_pinned_is_installed():
    found = pins((ROOT / "requirements.txt").read_text("utf-8"))
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {re.match(r"[\w.-]+", one)[0] for one in asked} <= found.keys()
    usual = {package: text for package, text in found.items() if ";" not in text.splitlines()[0]}
    assert {package: text.split()[0] for package, text in usual.items()} == {
        package: f"{package}=={version(package)}" for package in usual
    }


def test_every_test_that_the_promises_name_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 30
    for file, test in named:
        assert (ROOT / file).exists(), file
        assert not test or f"def {test}(" in (ROOT / file).read_text("utf-8"), test
