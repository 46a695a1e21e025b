"""Large files take turns: so many are read at a time, the others wait. Imports only how many."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Final

from mapapp.app.beside.limits import AT_ONCE

Waiting = Callable[[], AbstractContextManager[object]]
"""Gives what surrounds a wait, as something that tells the reader of it."""

_TURNS: Final = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def turn(waiting: Waiting) -> Iterator[None]:
    """Have a turn, once there is one.

    Parameters
    ----------
    waiting : callable
        What surrounds the wait, where there is any.

    Yields
    ------
    None
    """
    with ExitStack() as ends:
        if _TURNS.acquire(blocking=False):
            ends.callback(_TURNS.release)
        else:
            with waiting():
                _TURNS.acquire()
                # Noted before the wait is left, which ends the run where the reader has gone.
                ends.callback(_TURNS.release)
        yield
