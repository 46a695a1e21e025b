"""What the child process may use: so much memory, so much time, its own files, and no network."""

import ctypes
import os
import sys
from pathlib import Path

from geodata.formats.vector.child.landlock import confine_files
from geodata.processes import bound

_NEW_USER = 0x10000000
_NEW_NET = 0x40000000
_MAX_WRITTEN = 100_000_000
_MAX_FILES = 64


def limit_resources(max_memory: int, seconds: int) -> None:
    """Bound the memory, the processor time and the files of this process.

    Parameters
    ----------
    max_memory : int
        Address space, in bytes.
    seconds : int
        Of the processor.
    """
    bound(
        {
            "AS": max_memory,
            "CPU": seconds,
            "FSIZE": _MAX_WRITTEN,
            "NOFILE": _MAX_FILES,
            "CORE": 0,
        }
    )


def leave_files() -> bool:
    """Give up all files but those of this folder, of Python's packages and of the system's libraries.

    It has to come after the imports of our own modules.

    Returns
    -------
    bool
        Whether the system did.
    """
    ours = os.environ.get("PYTHONPATH", "")
    packages = [path for path in sys.path if path and path != ours]
    homes = [sys.prefix, sys.base_prefix]
    system = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/localtime"]
    return confine_files(Path.cwd(), [Path(path) for path in dict.fromkeys([*packages, *homes, *system])])


def leave_network() -> bool:
    """Go where there is no network, if the system lets a process without rights do that.

    It has to come before any thread is started.

    Returns
    -------
    bool
        Whether the system did.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NET) == 0)
    except (OSError, AttributeError):
        return False
