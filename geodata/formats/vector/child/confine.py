"""What the child process may use: so much memory, so much time, few files, and no network."""

import ctypes
import sys

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
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, max_memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, _MAX_WRITTEN),
        (resource.RLIMIT_NOFILE, _MAX_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(
            what, (most, most) if hard in (-1, resource.RLIM_INFINITY) else (min(most, hard),) * 2
        )


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
