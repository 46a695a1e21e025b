"""The child process that opens a file of others, and sentences about how it can end."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from geodata.errors import GeoDataError, UnknownName
from geodata.formats.vector.intake import Intake
from geodata.formats.vector.task import Task, shown, size
from geodata.processes import environment, name_of_end, signals

_START: Final = Path(__file__).with_name("child") / "start.py"
_MAX_LINE: Final = 4_000_000


class Answer:
    """What the child process writes, as it comes.

    Parameters
    ----------
    pipe : BinaryIO
        What it writes to.
    task : Task
        The file.
    """

    def __init__(self, pipe: BinaryIO, task: Task) -> None:
        self._pipe = pipe
        self._task = task
        self._left = task.limits.max_expanded
        self.closed = False

    def read(self, count: int = -1) -> bytes:
        """Read what Arrow asks for, up to what the child process may hand back.

        Parameters
        ----------
        count : int
            Bytes.

        Returns
        -------
        bytes

        Raises
        ------
        UnreadableFile
            There is more than the limits allow.
        """
        if count > self._left:
            most = size(self._task.limits.max_expanded)
            raise self._task.fault(f"its rows fill more than {most}. Split the file.")
        data = self._pipe.read(count)
        self._left -= len(data)
        return data

    def line(self) -> dict[str, Any]:
        """Read a line of JSON.

        Returns
        -------
        dict
            Empty where the child process ended before it wrote one.
        """
        text = self._pipe.readline(_MAX_LINE)
        with suppress(ValueError):
            content = json.loads(text)
            if isinstance(content, dict):
                return content
        return {}


@contextmanager
def answered(intake: Intake, folder: Path, task: Task) -> Iterator[tuple[dict[str, Any], Iterator[Any]]]:
    """Let a child process open a file, and give what it writes.

    Parameters
    ----------
    intake : Intake
        The file.
    folder : Path
        The private folder that it is in.
    task : Task
        How it is named, and what it may cost.

    Yields
    ------
    tuple of dict and iterator of RecordBatch
        What is said of the layer, and its rows.

    Raises
    ------
    UnreadableFile
        It cannot be read, or the child process crashed on it, or used more than it may.
    UnknownName
        It has no layer of that name.
    """
    task.check_time()
    try:
        process = subprocess.Popen(
            _command(intake, task),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment(folder),
        )
    except OSError as error:
        raise task.fault(f"no process could be started to read it ({error.strerror}). Try again.") from None
    stop = threading.Timer(task.seconds_left, process.kill)
    stop.daemon = True  # else it would hold up the end of this process
    stop.start()
    try:
        answer = Answer(cast(BinaryIO, process.stdout), task)
        header = answer.line()
        if not _is_header(header):
            raise _failure(header, process, task)
        yield header, _batches(answer, process, task)
    finally:
        stop.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _is_header(line: dict[str, Any]) -> bool:
    """Tell whether a line says of a layer what it should; the process that wrote it may not be itself."""
    texts = [line.get("layer"), line.get("encoding"), line.get("geometry") or ""]
    for name in ("layers", "notes"):
        texts += line[name] if isinstance(line.get(name), list) else [None]
    return all(isinstance(text, str) for text in texts) and isinstance(line.get("crs"), str | dict | None)


def _command(intake: Intake, task: Task) -> list[str]:
    job = {
        "kind": "KML" if intake.kind == "KMZ" else str(intake.kind),
        "file": intake.file,
        "layer": None if intake.layers else intake.layer,
        "encoding": intake.encoding,
        "name": Path(task.name).stem,
        "max_rows": task.limits.max_features,
        "max_memory": task.limits.max_memory,
        "seconds": int(task.seconds_left) + 1,
    }
    return [sys.executable, "-P", "-s", "-B", str(_START), json.dumps(job)]


def _batches(answer: Answer, process: "subprocess.Popen[bytes]", task: Task) -> Iterator[Any]:
    import pyarrow as pa

    try:
        with pa.ipc.open_stream(answer) as stream:
            for batch in stream:
                # Whatever happened to the child process, what it wrote cannot lead out of its own bytes.
                batch.validate(full=True)
                yield batch
    except (pa.ArrowException, OSError, EOFError):
        raise _failure({}, process, task) from None
    line = answer.line()
    end = _end(line)
    if not end.get("done"):
        raise _failure(line, process, task)
    for note in end.get("notes", []):
        task.note(shown(note))
    for fence, stands in end.get("fences", {}).items():
        if not stands:
            task.note(f"this system cannot keep the reading process from {fence}; it was not told of any")


def _end(line: dict[str, Any]) -> dict[str, Any]:
    end = line.get("end")
    if not isinstance(end, dict):
        return {}
    is_sound = isinstance(end.get("notes", []), list) and isinstance(end.get("fences", {}), dict)
    return end if is_sound else {}


def _failure(line: dict[str, Any], process: "subprocess.Popen[bytes]", task: Task) -> GeoDataError:
    """Say why there are no rows: what the child process wrote, or how it ended."""
    end = _end(line)
    if "refused" in end:
        return task.fault(shown(end["refused"], 600))
    if isinstance(end.get("layers"), list):
        return UnknownName.among("layer", end.get("name"), [shown(name) for name in end["layers"]])
    most = size(task.limits.max_memory)
    if "memory" in end:
        return task.fault(f"it needs more than {most} of memory. Split it, or save it as FlatGeobuf.")
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    code = process.poll()
    if not task.seconds_left or code in signals("SIGXCPU"):
        return task.too_slow()
    if code in (1, *signals("SIGABRT", "SIGKILL")):
        return task.fault(
            f"the process that read it was stopped ({name_of_end(code)}), most likely because it needs more "
            f"than {most} of memory. Split the file, or save it as FlatGeobuf."
        )
    return task.fault(
        f"the process that read it crashed ({name_of_end(code)}); nothing else was touched. The file is "
        "damaged, or made to do harm. Save it anew with the tool that made it."
    )
