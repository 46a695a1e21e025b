"""One implementation of one workload, in a process of its own that answers one question at a time."""

import gc
import importlib
import multiprocessing
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from benchmarks.answers import Answer, NotThere
from benchmarks.memory import current_mb, forget_peak, peak_mb
from benchmarks.peers import OURS, Peer
from benchmarks.peers.case import Case, Solver
from benchmarks.workloads import Workload, make_inputs

PATIENCE_S: Final = 1_200.0
"""An implementation that takes longer for one round is given up."""
WARM_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes: before the first round with the data loaded, and at most."""

    before_mb: float | None
    peak_mb: float | None


class Worker:
    """The near end: starts the process and puts the questions.

    Raises
    ------
    NotThere
        From every method, when the implementation cannot be run, fails or takes too long.
    """

    def __init__(self, workload: Workload, peer: Peer, postgis: str | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, workload, peer, postgis), daemon=True)
        self._process.start()
        far.close()

    def ready(self) -> None:
        """Wait until the data is loaded."""
        self._ask("ready", 0)

    def warm(self, rows: int) -> None:
        """Run once untimed."""
        self._ask("warm", rows)

    def round_s(self, rows: int) -> float:
        """Run once and give the wall seconds."""
        return float(self._ask("round", rows))

    def memory(self) -> Memory:
        """Memory of all rounds so far."""
        found: Memory = self._ask("memory", 0)
        return found

    def answer(self, rows: int) -> Answer:
        """Give what is found for the first rows."""
        found: Answer = self._ask("answer", rows)
        return found

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.terminate()
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()

    def _ask(self, what: str, rows: int) -> Any:
        try:
            self._pipe.send((what, rows))
            if not self._pipe.poll(PATIENCE_S):
                raise NotThere(f"given up after {PATIENCE_S:.0f} s")
            went_well, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(10)
            raise NotThere(f"its process ended with code {self._process.exitcode}") from error
        if not went_well:
            raise NotThere(value)
        return value


def _serve(pipe: Connection, workload: Workload, peer: Peer, postgis: str | None) -> None:
    """Answer until the pipe is closed. Ctrl+C is the business of the near end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    far_end: _FarEnd | None = None
    while True:
        try:
            what, rows = pipe.recv()
        except EOFError:
            return
        try:
            far_end = far_end or _FarEnd(workload, peer, postgis)
            pipe.send((True, getattr(far_end, what)(rows)))
        except NotThere as error:
            pipe.send((False, str(error)))
        except Exception as error:  # noqa: BLE001 (whatever a peer fails of becomes a row of the table)
            traceback.print_exc(file=sys.stderr)
            pipe.send((False, f"failed with {type(error).__name__}: {str(error).splitlines()[0][:120]}"))


class _FarEnd:
    """The far end: does what it is asked for; its methods are the questions."""

    def __init__(self, workload: Workload, peer: Peer, postgis: str | None) -> None:
        module = importlib.import_module(f"benchmarks.peers.{peer.module}")
        case = Case(workload, make_inputs(workload), peer.variant, postgis)
        self.solver: Solver = module.prepare(case)
        self.is_ours = peer.name == OURS
        gc.collect()
        self.before_mb = current_mb(self.solver.processes())

    def ready(self, rows: int) -> None:
        del rows

    def warm(self, rows: int) -> None:
        # Ours compiles or loads what it compiled for the size at hand; a peer only wakes up.
        self.solver.run(rows if self.is_ours else min(rows, WARM_ROWS))
        forget_peak(self.solver.processes())

    def round(self, rows: int) -> float:
        gc.collect()
        begun = time.perf_counter()
        found = self.solver.run(rows)
        seconds = time.perf_counter() - begun
        del found
        return seconds

    def memory(self, rows: int) -> Memory:
        del rows
        return Memory(self.before_mb, peak_mb(self.solver.processes()))

    def answer(self, rows: int) -> Answer:
        return self.solver.answer(rows)
