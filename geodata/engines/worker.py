"""What runs in the processes of a cluster, around the tasks themselves."""

import signal
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar

from geodata.geodesy.threads import using_threads

Result = TypeVar("Result")

PROGRAM: Final = "energy-strike-map"


def dask_setup(worker: Any) -> None:
    """Let Ctrl+C end the process that was started by hand, which then ends its workers.

    Parameters
    ----------
    worker : distributed.Worker
        The one that starts; Dask finds this function by its name.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def greet(folder: Path) -> tuple[str, bool]:
    """Give the version of this program, and whether a folder is seen.

    Parameters
    ----------
    folder : Path
        Absolute.

    Returns
    -------
    tuple of str and bool
    """
    return version(PROGRAM), folder.is_dir()


def alone(task: Callable[..., Result], *arguments: Any) -> Result:
    """Run a task in one thread: the cluster sees to it that every core has a task.

    Parameters
    ----------
    task : callable
        A function.
    *arguments : object
        What it is called with.

    Returns
    -------
    object
        What it gives.
    """
    with using_threads(1):
        return task(*arguments)
