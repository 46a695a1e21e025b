"""Where the child process begins: it is run by its path, and keeps out what the packages around it import.

Those import pandas and more, which the child process has no use for: it would start slower, and with more
that could go wrong.
"""

import sys
from pathlib import Path
from types import ModuleType
from typing import Final

_AROUND: Final = ("geodata.formats", "geodata.formats.vector")


def keep_out() -> None:
    """Put empty packages in the place of those around the child's own."""
    folder = Path(__file__).resolve().parents[1]
    for name, place in zip(_AROUND, (folder.parent, folder), strict=True):
        package = ModuleType(name)
        package.__path__ = [str(place)]
        sys.modules[name] = package


if __name__ == "__main__":
    keep_out()
    from geodata.formats.vector.child.work import run

    run(sys.argv[1])
