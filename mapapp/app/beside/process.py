"""The process beside the server: a file in, its dataset out, and sentences about how it can end."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, Any, Final

from geodata.collector import collector_paused
from geodata.dataset import Dataset
from geodata.errors import UnreadableFile
from geodata.formats.vector.task import size
from geodata.processes import environment, name_of_end, signals
from geodata.temporary import temporary_folder
from mapapp.app.beside.limits import DEFAULT, ReadingLimits
from mapapp.app.beside.turns import Waiting, turn

COPY: Final = "upload"
"""Under which name the file stands in the private folder."""

NO_ROOM: Final = 77
"""Exit code of a process that had too little memory."""

_COMMAND: Final = (sys.executable, "-P", "-s", "-B", "-m", "mapapp.app.beside.child")


def read_beside(
    content: bytes, name: str, *, limits: ReadingLimits = DEFAULT, waiting: Waiting = nullcontext
) -> Dataset:
    """Have a file read by a process of its own, which ends with it, or with the server.

    Parameters
    ----------
    content : bytes
        Of the file.
    name : str
        How findings and sentences name it.
    limits : ReadingLimits
        What reading it may cost.
    waiting : callable
        What surrounds the wait where others are read first.

    Returns
    -------
    Dataset
        As `read_upload` gives it.

    Raises
    ------
    UnreadableFile
        If nothing of it can be used, or reading it took more memory or time than it may, or the process was
        ended by the system.
    WriteFailed
        If there is no place for a private copy.
    """
    with turn(waiting), temporary_folder() as folder, _started(folder, name) as process:
        end = time.monotonic() + limits.max_seconds
        stop = threading.Timer(limits.max_seconds, _kill, (process,))
        stop.daemon = True  # else it would hold up the end of the server
        stop.start()
        try:
            answer = _asked(process, folder, content, {"name": name, "max_memory": limits.max_memory})
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            is_late = time.monotonic() >= end
            raise _failure(name, _ended(process), limits, is_late=is_late) from None
        finally:
            stop.cancel()
    if isinstance(answer, Dataset):
        return answer
    raise answer


@contextmanager
def _started(folder: Path, name: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the process, and leave nothing of it."""
    try:
        process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment(folder),
            start_new_session=True,  # with what it starts in turn, it is one group
        )
    except OSError as error:
        text = f"no process could be started to read it ({error.strerror}). Try again."
        raise UnreadableFile(f"{name}: {text}", "beside-start") from None
    try:
        yield process
    finally:
        _ended(process)
        for pipe in _pipes(process):
            with suppress(OSError):
                pipe.close()


def _asked(process: "subprocess.Popen[bytes]", folder: Path, content: bytes, job: dict[str, object]) -> Any:
    """Hand a file over and wait for the answer; while the process starts, the copy is written."""
    try:
        (folder / COPY).write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        text = f"it could not be copied for reading ({reason})."
        raise UnreadableFile(f"{job['name']}: {text}", "beside-copy") from None
    into, out = _pipes(process)
    into.write(json.dumps(job).encode() + b"\n")
    into.flush()  # it stays open: where it closes, the server has ended
    out.read(1)
    with collector_paused():
        # From a pipe, piece by piece, and the lock is let go of between them.
        return pickle.load(out)  # what our own code wrote


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    return process.stdin, process.stdout


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process that was not waited for yet, with those that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """End a process, if it has not ended, and give its exit code."""
    if process.returncode is None:
        _kill(process)
    return process.wait()


def _failure(name: str, code: int, limits: ReadingLimits, *, is_late: bool) -> UnreadableFile:
    """Say why there is no answer."""
    most = size(limits.max_memory)
    if is_late:
        rule = "beside-time"
        text = f"reading it took longer than {limits.max_seconds:,g} s and was stopped. Split the file."
    elif code == NO_ROOM:
        rule, text = "beside-memory", f"reading it needs more than {most} of memory. Split the file."
    elif code in signals("SIGKILL", "SIGABRT", "SIGSEGV", "SIGBUS"):
        rule = "beside-stopped"
        text = (
            f"the process that read it was stopped ({name_of_end(code)}), most likely for lack of memory. "
            "Split the file, or try again later."
        )
    else:
        rule = "beside-ended"
        text = f"the process that read it ended before it was done ({name_of_end(code)}). Try again."
    return UnreadableFile(f"{name}: {text}", rule)
