"""How far a long measurement is, as a bar on standard error for each of its steps."""

import sys
import time
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from geodata.engines import Progress


class Bars(AbstractContextManager["Bars"]):
    """Draws a bar for each step: parts done, rows in a second, and when it will be done.

    A step of one part is over before anybody could read of it, and has none.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._step = ""
        self._begun = 0.0
        self._bar: Any = None

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def __call__(self, progress: "Progress") -> None:
        """Draw how far it is.

        Parameters
        ----------
        progress : Progress
            As `geodata.engines.run` tells.
        """
        if progress.step != self._step:
            self._begin(progress)
        rate = progress.rows / max(time.monotonic() - self._begun, 1e-3)
        told = f"{progress.done}/{progress.total}" + (f"  {rate:,.0f} rows/s" if progress.rows else "")
        self._bar.update(progress.done - self._bar.pos, told)

    def _begin(self, progress: "Progress") -> None:
        self._open.close()
        if progress.resumed:
            done = f"{progress.resumed} of {progress.total} parts"
            click.echo(f"resuming: {done} are done ({progress.step.lower()}).", err=True)
        self._step, self._begun = progress.step, time.monotonic()
        self._bar = self._open.enter_context(
            click.progressbar(
                length=progress.total,
                label=f"{progress.step:<10}",
                item_show_func=lambda told: told,
                show_percent=False,
                hidden=progress.total < 2,
                file=sys.stderr,
            )
        )
        # What was done before says nothing of how long the rest will take.
        self._bar.pos = progress.resumed
