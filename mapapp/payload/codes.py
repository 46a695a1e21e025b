"""Numbers as byte planes, and values as codes into a dictionary. Pure.

The bytes of a column lie plane by plane: all lowest bytes, then all second bytes, and so on. High planes are
nearly constant, so gzip takes them to nothing.
"""

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

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


def to_dictionary(values: Any) -> tuple[Numbers, list[Any]]:
    """Give each value as the number of its place in a list of the values that occur.

    Parameters
    ----------
    values : Series or array, shape (n,)
        Values that JSON knows; tuples are its lists, what is missing is None.

    Returns
    -------
    tuple of array of uint64, shape (n,), and list
        Codes, and the values: the most frequent first, equally frequent ones by their JSON text.

    Examples
    --------
    >>> to_dictionary(pd.Series(["fire", "other", None, "other"]))
    (array([1, 0, 2, 0], dtype=uint64), ['other', 'fire', None])
    """
    codes, distinct = pd.factorize(values)
    found = [*distinct.tolist(), None]  # the code of what is missing is -1: the last
    counts = np.bincount(codes + 1, minlength=len(found))
    counts = np.append(counts[1:], counts[0])
    order = sorted(np.flatnonzero(counts), key=lambda code: (-counts[code], json.dumps(found[code])))
    place = np.zeros(len(found), dtype=np.uint64)
    place[order] = np.arange(len(order), dtype=np.uint64)
    return place[codes], [found[one] for one in order]
