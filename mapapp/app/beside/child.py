"""What the process beside the server does: one file, read and written to the pipe as a dataset or an error.

``python -m mapapp.app.beside.child``, in the private folder that the file is in; the server writes the job.
"""

import errno
import json
import os
import pickle
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from geodata.dataset import Dataset
from geodata.errors import GeoDataError, UnreadableFile
from geodata.processes import bound
from mapapp.app.beside.process import COPY, NO_ROOM
from mapapp.app.log import rule_of
from mapapp.app.one_file import read_upload


def main() -> None:
    """Read the file that the server names, write the answer, and end."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come into the answer
    job = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    _stand_back(job["max_memory"])
    try:
        write(answer(job["name"]), out)
    except MemoryError:
        os._exit(NO_ROOM)
    os._exit(0)


def answer(name: str) -> Dataset | GeoDataError:
    """Read the file in this folder.

    Parameters
    ----------
    name : str
        How findings and sentences name it.

    Returns
    -------
    Dataset or GeoDataError
        What there is to hand back: an error knows the rule that a log names.

    Raises
    ------
    MemoryError
        If there is no room for it.
    """
    copy = Path(COPY).absolute()
    try:
        return read_upload(copy.read_bytes(), name, copy=copy)
    except GeoDataError as error:
        return type(error)(str(error), rule_of(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, it becomes a sentence)
        if _lacks_room(error):
            raise MemoryError from None
        return _unforeseen(name, error)


def write(found: Dataset | GeoDataError, out: BinaryIO) -> None:
    """Write an answer; its first byte says that it begins.

    Parameters
    ----------
    found : Dataset or GeoDataError
        The answer.
    out : BinaryIO
        The pipe.
    """
    out.write(b"\n")
    pickle.dump(found, out, protocol=5)
    out.flush()


def _lacks_room(error: Exception) -> bool:
    """Tell whether an error comes of too little memory: a library may find no room to be loaded in."""
    no_room = isinstance(error, OSError) and error.errno == errno.ENOMEM
    return no_room or (isinstance(error, ImportError) and not isinstance(error, ModuleNotFoundError))


def _unforeseen(name: str, error: Exception) -> UnreadableFile:
    text = f"it could not be read, and why was not foreseen ({type(error).__name__}). Export it again."
    return UnreadableFile(f"{name}: {text}", rule_of(error))


def _stand_back(max_memory: int) -> None:
    """Bound the memory, and be the first to go where the machine has none left."""
    bound({"AS": max_memory, "CORE": 0})
    with suppress(OSError):  # Linux alone has it
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _end_with_the_server() -> None:
    """Wait until the server's end of the pipe closes, however that comes; end all that was started, too."""
    with suppress(OSError):
        while os.read(0, 1):
            pass
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main()
