"""No other files for this process: Linux's Landlock, which needs no rights.

References
----------
https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_NO_NEW_PRIVILEGES = 38

_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_FILE, _MAKE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 5, 1 << 8
_TRUNCATE = 1 << 14
_READ = _READ_FILE | _READ_DIR
_KEEP = _READ | _WRITE_FILE | _REMOVE_FILE | _MAKE_FILE | _TRUNCATE

# How many rights over files each version of it knows; and from which on it knows networks and signals.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NETWORK_SINCE, _SCOPE_SINCE = 4, 6


def confine_files(own: Path, readable: Iterable[Path]) -> bool:
    """Let this process open what is in some folders, start no program, and connect to nothing.

    Parameters
    ----------
    own : Path
        The folder in which it may also write.
    readable : iterable of Path
        Folders, and files, that it may read.

    Returns
    -------
    bool
        Whether the system did.
    """
    if not sys.platform.startswith("linux"):
        return False
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_CREATE, None, 0, 1)
    if version < 1:
        return False
    handled = (1 << _RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("=Q", handled)
    if version >= _NETWORK_SINCE:
        attributes += struct.pack("=Q", 0b11)
    if version >= _SCOPE_SINCE:
        attributes += struct.pack("=Q", 0b11)
    rules = call(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        allowed = [(own, _KEEP & handled), *((path, _READ) for path in readable if path.exists())]
        added = all(_allow(call, rules, path, rights) for path, rights in allowed)
        prctl = ctypes.CDLL(None).prctl
        return bool(added and prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and call(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(call: "ctypes._NamedFuncPointer", rules: int, path: Path, rights: int) -> bool:
    handle = os.open(path, os.O_PATH)
    try:
        if not path.is_dir():
            rights &= ~_READ_DIR
        return bool(call(_ADD_RULE, rules, 1, struct.pack("=Qi", rights, handle), 0) == 0)
    finally:
        os.close(handle)
