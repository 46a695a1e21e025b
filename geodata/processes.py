"""Processes beside this one: what they are told, what they may use, how they ended. Knows nothing of ours."""

import contextlib
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_KEPT: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PROJ_DATA", "GDAL_DATA")
"""What such a process keeps of our environment: where this system has its libraries and their data."""


def environment(folder: Path) -> dict[str, str]:
    """Give the environment of a process: nothing of ours but what it needs to start, and one thread.

    Parameters
    ----------
    folder : Path
        Its home, and the place of its temporary files.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> environment(Path("/tmp/private"))["TMPDIR"]
    '/tmp/private'
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def bound(most: Mapping[str, int]) -> None:
    """Bound what this process may use, and those that it starts, for good; where the system can do that.

    Parameters
    ----------
    most : mapping of str to int
        By the name of a resource without its ``RLIMIT_``: ``"AS"``, ``"CPU"``.
    """
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for name, value in most.items():
        what = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(what)
        allowed = value if hard in (-1, resource.RLIM_INFINITY) else min(value, hard)
        resource.setrlimit(what, (allowed, allowed))


def signals(*names: str) -> list[int]:
    """Give the exit codes of processes that these signals ended, as `subprocess` has them.

    Examples
    --------
    >>> signals("SIGINT")
    [-2]
    """
    return [-getattr(signal, name) for name in names if hasattr(signal, name)]


def name_of_end(code: int | None) -> str:
    """Write how a process ended.

    Examples
    --------
    >>> name_of_end(-2), name_of_end(1)
    ('SIGINT', 'exit code 1')
    """
    with contextlib.suppress(ValueError, TypeError):
        return signal.Signals(-(code or 0)).name
    return f"exit code {code}"
