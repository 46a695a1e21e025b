"""What the child process does, in the private folder: one file, read and written to the pipe."""

import errno
import json
import os
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

from geodata.formats.vector.child import confine, gdal, parquet
from geodata.formats.vector.child.answer import NoSuchLayer, Refused, write_line, write_rows
from geodata.formats.vector.task import shown


def main(job: dict[str, Any], out: BinaryIO) -> None:
    """Read a file and write it to the pipe, or why it cannot be read.

    Parameters
    ----------
    job : dict
        ``kind``, ``file``, ``layer``, ``encoding``, ``name``, ``max_rows``, ``max_memory`` and ``seconds``.
    out : BinaryIO
        The pipe.
    """
    fences = {"network": confine.leave_network(), "other files": confine.leave_files()}
    confine.limit_resources(job["max_memory"], job["seconds"])
    try:
        with _opened(job) as (header, schema, batches):
            notes = write_rows(out, header, schema, batches, job["max_rows"])
        end: dict[str, Any] = {"done": True, "fences": fences, "notes": notes}
    except Refused as error:
        end = {"refused": str(error)}
    except NoSuchLayer as error:
        end = {"layers": error.args[0], "name": job["layer"]}
    except MemoryError:
        end = {"memory": True}
    except ModuleNotFoundError as error:
        end = {"refused": f"a part of this program is missing ({shown(error)}). Install it anew."}
    except ImportError:  # a library that found no room
        end = {"memory": True}
    except OSError as error:
        end = {"memory": True} if error.errno == errno.ENOMEM else {"refused": _unknown(error)}
    except Exception as error:  # noqa: BLE001 (whatever a foreign file brings about becomes a sentence)
        end = {"refused": _unknown(error)}
    write_line(out, {"end": end})


def _unknown(error: Exception) -> str:
    return f"it could not be read ({type(error).__name__}: {shown(error)}). Export it again."


def _opened(job: dict[str, Any]) -> AbstractContextManager[tuple[Any, Any, Any]]:
    if job["kind"] == "GeoParquet":
        return parquet.opened(job["file"], job["name"], job["layer"], job["max_rows"])
    return gdal.opened(job["kind"], job["file"], job["layer"], job["encoding"])


def run(job: str) -> None:
    """Do the work and end this process.

    Parameters
    ----------
    job : str
        As JSON.
    """
    # What a library prints must not come between the rows.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(json.loads(job), pipe)
    pipe.flush()
    # Nothing is left to be done, and what foreign code would do at the end is not wanted.
    os._exit(0)
