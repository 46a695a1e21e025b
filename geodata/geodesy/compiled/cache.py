"""What numba has kept of the compiled searches on the disk, and whether it still fits their source. Pure.

Numba itself only looks at the file that holds a function, not at those that it calls. So what is older than
any source here is thrown away before the searches are loaded.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_KERNELS: Final = Path(__file__).parent / "kernels"
_GEODESY: Final = _KERNELS.parents[1]


def is_kept() -> bool:
    """Whether compiled searches are kept that are no older than their source."""
    changed = _last_change()
    return any(index.stat().st_mtime >= changed for index in _indexes())


def drop_stale() -> None:
    """Throw away what is older than the source."""
    changed = _last_change()
    for index in _indexes():
        with suppress(OSError):  # another process was quicker, or the folder is not ours
            if index.stat().st_mtime < changed:
                index.unlink()


def _last_change() -> float:
    return max(file.stat().st_mtime for file in _GEODESY.rglob("*.py"))


def _indexes() -> list[Path]:
    """Numba's lists of what it has kept, one for each function."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    folders = list(Path(chosen).glob("kernels_*")) if chosen else [_KERNELS / "__pycache__"]
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    names = [f"{file.stem}.*.{version}.nbi" for file in _KERNELS.glob("*.py")]
    return [index for folder in folders for name in names for index in folder.glob(name)]
