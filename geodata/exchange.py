"""Two folders that change names in one step, where the system can do that. Knows no data."""

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any, Final

_HERE: Final = -100
"""AT_FDCWD: names count from where the process is."""

_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of renameat2(2)."""


@cache
def _renameat2() -> Any:
    """Find the system's call; None where it has none, as outside Linux."""
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None


def exchange(one: Path, other: Path) -> bool:
    """Let two files or folders of one file system change names, so that neither name is ever missing.

    Parameters
    ----------
    one, other : Path
        Both must exist.

    Returns
    -------
    bool
        False where the system or the file system cannot do it; nothing has changed then.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as around:
    ...     one, other = Path(around, "one"), Path(around, "other")
    ...     one.mkdir()
    ...     _ = other.write_text("words")
    ...     exchange(one, other), one.is_file() or "not on this system"
    (True, True)
    """
    call = _renameat2()
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
