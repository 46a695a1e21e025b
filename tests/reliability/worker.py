"""A process that takes jobs one after the other, so that its time and memory are known, and its end survived.

``python -m tests.reliability.worker MODULE:FUNCTION`` reads a job in JSON from each line, calls the function
and writes what it gives. The peak is that of this process alone: what `resource` tells of a child counts the
memory of its parent at the moment of the start.
"""

import importlib
import json
import os
import select
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
"""Seconds after which a job is given up, with the process that has it."""


class Worker:
    """A process of its own for jobs; it is started anew where a job ended it.

    Parameters
    ----------
    function : str
        ``module:function``, from a job to an answer, both ready for JSON.
    """

    def __init__(self, function: str) -> None:
        self._function = function
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """Have a job done: ``{"gives": …}`` or ``{"crash": …}``, with ``seconds`` and ``memory_mb``."""
        if self._process is None:
            self._process = _started(self._function)
        process = self._process
        assert process.stdin
        assert process.stdout
        began = time.perf_counter()
        try:
            process.stdin.write(json.dumps(job).encode() + b"\n")
            process.stdin.flush()
            if select.select([process.stdout], [], [], PATIENCE_S)[0] and (line := process.stdout.readline()):
                answer: dict[str, Any] = json.loads(line)
                return answer
        except BrokenPipeError:
            pass
        seconds = time.perf_counter() - began
        self.close()
        why = f"no answer in {PATIENCE_S} s" if seconds >= PATIENCE_S else "the process ended"
        return {"crash": why, "seconds": seconds, "memory_mb": 0}

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


@contextmanager
def working(function: str) -> Iterator[Worker]:
    """Have a worker, which ends with the block."""
    worker = Worker(function)
    try:
        yield worker
    finally:
        worker.close()


def _started(function: str) -> subprocess.Popen[bytes]:
    # A warning about a number is a fault here, as in the tests themselves.
    command = [sys.executable, "-W", "error::RuntimeWarning", "-m", __spec__.name, function]
    folder = {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def peak_mb() -> float:
    """The most memory that this process ever had resident, in millions of bytes."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


def main(function: str) -> None:
    """Take jobs until there are no more; what is printed meanwhile goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, _, name = function.partition(":")
    act = getattr(importlib.import_module(module), name)
    for line in sys.stdin.buffer:
        began = time.perf_counter()
        try:
            answer = {"gives": act(json.loads(line))}
        except Exception:  # noqa: BLE001 (whatever it is, it is a fault, and is told)
            answer = {"crash": traceback.format_exc(limit=-6)}
        answer |= {"seconds": time.perf_counter() - began, "memory_mb": peak_mb()}
        out.write(json.dumps(answer).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1])
