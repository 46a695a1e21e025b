"""Pins all requirements from pyproject.toml, with the SHA-256 of every file that may be installed for them.

What the product needs, and what tests and benchmarks need on top. Pins that are there stay; with
``--upgrade`` they move to what is newest.

``python tools/lock.py [--upgrade]``, with uv in the same environment.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FILES: Final = {
    "requirements.txt": (
        None,
        "# Everything the product runs with, pinned. Made from pyproject.toml by `make lock`; "
        "docs/dependencies.md says why each is there.",
    ),
    "requirements-test.txt": (
        "test",
        "# What the tests and checks need on top of requirements.txt, pinned. Made by `make lock`.",
    ),
    "requirements-bench.txt": (
        "bench",
        "# What the benchmarks compare with, on top of requirements.txt, pinned. Made by `make lock`.",
    ),
    "requirements-audit.txt": (
        "audit",
        "# What `make audit` needs on top of requirements.txt, pinned. Made by `make lock`.",
    ),
}
"""By file, the group of pyproject.toml that it holds, and its first line. Each builds on the first."""

_OPTIONS: Final = (
    "--quiet",
    "--no-header",
    "--no-annotate",
    "--generate-hashes",
    "--universal",
    "--python-version=3.11",
)
_PIN: Final = re.compile(r"^([\w.-]+)==\S+")


def pins(text: str) -> dict[str, str]:
    r"""Take a file of requirements apart: by package, its line with those of its digests.

    Examples
    --------
    >>> pins("# head\na==1 \\\n    --hash=sha256:00\nb==2\n")
    {'a': 'a==1 \\\n    --hash=sha256:00\n', 'b': 'b==2\n'}
    """
    found: dict[str, str] = {}
    name = None
    for line in text.splitlines(keepends=True):
        if start := _PIN.match(line):
            name = start[1]
        if name is not None:
            found[name] = found.get(name, "") + line
    return found


def compiled(extra: str | None, known: str) -> dict[str, str]:
    """Resolve the requirements of a group, with `known` pins where they fit."""
    group = ["--extra", extra] if extra else []
    constraint = ["--constraint", "-"] if known else []
    command = ["uv", "pip", "compile", *_OPTIONS, *group, *constraint, "pyproject.toml"]
    done = subprocess.run(command, cwd=ROOT, input=known, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return pins(done.stdout)


def main() -> None:
    """Write the files."""
    keeps = "--upgrade" not in sys.argv
    base: dict[str, str] = {}
    for name, (extra, head) in FILES.items():
        place = ROOT / name
        before = pins(place.read_text("utf-8")) if keeps and place.exists() else {}
        fixed = [_PIN.match(text)[0] for text in {**before, **base}.values()]
        whole = compiled(extra, "\n".join(fixed))
        own = {package: text for package, text in whole.items() if package not in base}
        place.write_text("\n".join([head, "".join(own.values())]), encoding="utf-8")
        base = base or whole
        print(f"{name}: {len(own)} packages")


if __name__ == "__main__":
    main()
