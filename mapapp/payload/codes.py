"""Numbers as byte planes, and values as codes into a dictionary. Pure.

The bytes of a column lie plane by plane: all lowest bytes, then all second bytes, and so on. High planes are
nearly constant, so gzip takes them to nothing.
"""

import json
from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]


def to_planes(numbers: Numbers) -> tuple[int, bytes]:
    r"""Split numbers into as many byte planes as the greatest needs.

    Parameters
    ----------
    numbers : array of uint64, shape (n,)
        The numbers.

    Returns
    -------
    tuple of int and bytes
        How many planes, none where all numbers are 0, and their bytes, lowest plane first.

    Examples
    --------
    >>> to_planes(np.array([1, 258], dtype=np.uint64))
    (2, b'\x01\x02\x00\x01')
    """
    count = (int(numbers.max(initial=0)).bit_length() + 7) // 8
    octets = np.ascontiguousarray(numbers, dtype="<u8").view(np.uint8).reshape(-1, 8)
    return count, octets.T[:count].tobytes()


def from_planes(content: bytes, planes: int) -> Numbers:
    r"""Join byte planes to numbers.

    Parameters
    ----------
    content : bytes
        The planes, lowest first, all of the same length.
    planes : int
        How many they are, at least one.

    Returns
    -------
    array of uint64, shape (n,)
        The numbers.

    Examples
    --------
    >>> from_planes(b"\x01\x02\x00\x01", 2).tolist()
    [1, 258]
    """
    octets = np.frombuffer(content, dtype=np.uint8).reshape(planes, -1)
    wide = np.zeros((octets.shape[1], 8), dtype=np.uint8)
    wide[:, :planes] = octets.T
    return wide.view("<u8").ravel().astype(np.uint64)


def to_dictionary(values: Iterable[Hashable]) -> tuple[Numbers, list[Any]]:
    """Give each value as the number of its place in a list of the values that occur.

    Parameters
    ----------
    values : iterable
        Values that JSON knows; tuples are its lists.

    Returns
    -------
    tuple of array of uint64, shape (n,), and list
        Codes, and the values: the most frequent first, equally frequent ones by their JSON text.

    Examples
    --------
    >>> to_dictionary(["fire", "other", "other"])
    (array([1, 0, 0], dtype=uint64), ['other', 'fire'])
    """
    first_seen: dict[Hashable, int] = {}
    place = first_seen.setdefault
    seen = np.array([place(value, len(first_seen)) for value in values], dtype=np.int64)
    counts = np.bincount(seen, minlength=len(first_seen))
    found = list(first_seen)
    order = sorted(range(len(found)), key=lambda code: (-counts[code], json.dumps(found[code])))
    code = np.empty(len(found), dtype=np.uint64)
    code[order] = np.arange(len(found), dtype=np.uint64)
    return code[seen], [found[one] for one in order]
