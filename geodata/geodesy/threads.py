"""Work on slices of arrays in threads. Pure; for functions that release the interpreter."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from geodata.errors import InvalidArgument

LEAST_ROWS: Final = 4_096
"""A slice with fewer rows is not worth a thread."""
SLICES_PER_THREAD: Final = 8
"""Rows differ in how long they take; smaller slices even that out."""

_limit: ContextVar[int | None] = ContextVar("_limit", default=None)


def thread_count() -> int:
    """Count the threads that large searches use: one per processor, or as set by `using_threads`."""
    limit = _limit.get()
    return limit if limit is not None else len(os.sched_getaffinity(0))


@contextmanager
def using_threads(count: int) -> Iterator[None]:
    """Hold large searches to a number of threads while the context lasts.

    Parameters
    ----------
    count : int
        1 or more.

    Raises
    ------
    InvalidArgument
        When it is less than 1.

    Examples
    --------
    >>> with using_threads(1):
    ...     thread_count()
    1
    """
    if count < 1:
        raise InvalidArgument(f"count: got {count}, expected 1 thread or more")
    before = _limit.set(count)
    try:
        yield
    finally:
        _limit.reset(before)


def over_slices(function: Callable[[int, int], object], count: int, least: int = LEAST_ROWS) -> None:
    """Call a function for slices that together cover all rows, in threads.

    Parameters
    ----------
    function : callable
        Takes the first row and the row after the last.
    count : int
        Number of rows.
    least : int
        Rows in a slice that is worth a thread.
    """
    threads = thread_count()
    size = max(least, -(-count // (threads * SLICES_PER_THREAD)))
    starts = range(0, count, size)
    if threads == 1 or len(starts) < 2:
        for start in starts:
            function(start, min(start + size, count))
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda start: function(start, min(start + size, count)), starts):
            pass
