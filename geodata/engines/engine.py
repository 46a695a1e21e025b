"""What an engine is, and the one that needs nothing: this process, one task after another."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result", covariant=True)


class Engine(AbstractContextManager[Any], Protocol):
    """Runs tasks that do not depend on each other. Open within its ``with`` block."""

    def see(self, folder: Path) -> None:
        """Make sure that every process sees a folder, or raise."""

    def run(
        self, task: Callable[..., Result], items: Mapping[str, tuple[Any, ...]], *shared: Any
    ) -> Iterator[tuple[str, Result]]:
        """Call a task once for each item and yield name and result, in whatever order they come.

        Parameters
        ----------
        task : callable
            A function of a module; it may be called more than once for an item.
        items : mapping of str to tuple
            By name, the arguments of each call.
        *shared : object
            Arguments that follow and are the same for all; sent to each process once.
        """


class LocalEngine:
    """The process itself. The distances are measured on all its cores.

    Examples
    --------
    >>> with LocalEngine() as engine:
    ...     dict(engine.run(pow, {"four": (2,), "nine": (3,)}, 2))
    {'four': 4, 'nine': 9}
    """

    def __enter__(self) -> "LocalEngine":
        return self

    def __exit__(self, *raised: object) -> None:
        """Leave nothing open."""

    def see(self, folder: Path) -> None:
        """See every folder that this process sees."""

    def run(
        self, task: Callable[..., Result], items: Mapping[str, tuple[Any, ...]], *shared: Any
    ) -> Iterator[tuple[str, Result]]:
        """Call a task once for each item, in order.

        Parameters
        ----------
        task : callable
            A function.
        items : mapping of str to tuple
            By name, the arguments of each call.
        *shared : object
            Arguments that follow and are the same for all.

        Yields
        ------
        tuple of str and object
            Name and result.
        """
        for name, item in items.items():
            yield name, task(*item, *shared)
