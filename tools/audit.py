"""Asks databases of known faults for what is pinned: of Python, and of what the page is built from.

Exits with 1 where there is a known fault, and says of what nothing could be learned: where no database can be
reached, that is all.

``python tools/audit.py``, with pip-audit in the same environment, and npm.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
PINNED: Final = ("requirements.txt", "requirements-test.txt", "requirements-bench.txt")
PAGES: Final = ("mapapp/web", "benchmarks/rendering")


@dataclass(frozen=True)
class Answer:
    """What a database said.

    Parameters
    ----------
    faults : tuple of str
        Known faults, a line each.
    asked, unknown : int
        How many packages were asked for, and of how many of them nothing could be learned.
    """

    faults: tuple[str, ...]
    asked: int
    unknown: int


def python_answer(told: str, asked: int) -> Answer:
    """Read what pip-audit says as JSON.

    Examples
    --------
    >>> said = '{"dependencies": [{"name": "a", "skip_reason": "?"}, {"name": "b", "version": "1", "vulns": ['
    >>> python_answer(said + '{"id": "PYSEC-1", "fix_versions": ["2"]}]}]}', 2)
    Answer(faults=('b 1: PYSEC-1, mended in 2',), asked=2, unknown=1)
    """
    content = _json(told)
    if content is None:
        return Answer((), asked, asked)
    packages = content["dependencies"]
    faults = (
        f"{one['name']} {one['version']}: {fault['id']}, mended in {' '.join(fault['fix_versions']) or '–'}"
        for one in packages
        for fault in one.get("vulns", ())
    )
    return Answer(tuple(faults), len(packages), sum("vulns" not in one for one in packages))


def npm_answer(told: str, asked: int) -> Answer:
    """Read what ``npm audit --json`` says.

    Examples
    --------
    >>> npm_answer('{"vulnerabilities": {"a": {"severity": "high", "range": "<2"}}}', 3)
    Answer(faults=('a <2: high',), asked=3, unknown=0)
    >>> npm_answer('{"message": "405 Method Not Allowed"}', 3).unknown
    3
    """
    found = (_json(told) or {}).get("vulnerabilities")
    if found is None:
        return Answer((), asked, asked)
    return Answer(tuple(f"{name} {one['range']}: {one['severity']}" for name, one in found.items()), asked, 0)


def answers() -> Iterator[tuple[str, Answer]]:
    """Ask for each list of pins."""
    for name in PINNED:
        asked = len(re.findall(r"(?m)^[\w.-]+==", (ROOT / name).read_text("utf-8")))
        options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        yield name, python_answer(_said("pip-audit", "--requirement", name, *options, folder=ROOT), asked)
    for name in PAGES:
        lock = json.loads((ROOT / name / "package-lock.json").read_text("utf-8"))
        asked = len(lock["packages"]) - 1
        yield (
            f"{name}/package-lock.json",
            npm_answer(_said("npm", "audit", "--json", folder=ROOT / name), asked),
        )


def main() -> None:
    """Say what is known of each list."""
    has_faults = False
    for name, answer in answers():
        has_faults |= bool(answer.faults)
        known = answer.asked - answer.unknown
        print(f"{name}: {len(answer.faults)} known faults in {known} of {answer.asked} packages")
        for fault in answer.faults:
            print(f"  {fault}")
        if answer.unknown:
            print(f"  NOT AUDITED: of {answer.unknown}, no database that can be reached here knows anything.")
    sys.exit(has_faults)


def _said(*command: str, folder: Path) -> str:
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def _json(told: str) -> Any:
    try:
        return json.loads(told)
    except ValueError:
        return None


if __name__ == "__main__":
    main()
