"""The folder beside the target that keeps what is done, so that an interrupted job can go on."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.engines.errors import OtherJob
from geodata.files import atomic_write, make_folder

try:
    import fcntl
except ImportError:  # on Windows, where two runs for one target are not told apart
    fcntl = None  # type: ignore[assignment]  # a module cannot be None otherwise


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """Where the files of a job lie until the target is whole.

    Parameters
    ----------
    path : Path
        ``<target>.parts``, absolute.
    """

    path: Path

    @property
    def lock(self) -> Path:
        """The file that a run holds while it is at work."""
        return self.path / "lock"

    @property
    def job(self) -> Path:
        """Which job it is."""
        return self.path / "job.json"

    @property
    def cuts(self) -> Path:
        """Where the curve is cut; written once every row has been looked at."""
        return self.path / "cuts.npy"

    @property
    def way(self) -> Path:
        """Which way the searches take, so that a run that goes on takes the same."""
        return self.path / "way.txt"

    @property
    def split_files(self) -> Path:
        """The folder of the source's pieces, sorted along the curve."""
        return self.path / "split"

    def split(self, number: int) -> Path:
        """Name the file of a piece."""
        return self.split_files / f"piece-{number:05d}.arrow"

    @property
    def parts(self) -> Path:
        """The folder of measured parts."""
        return self.path / "parts"

    def part(self, number: int, ending: str = ".parquet") -> Path:
        """Name the file of a measured part."""
        return self.parts / f"part-{number:05d}{ending}"

    @property
    def holds_anything(self) -> bool:
        """Whether there is something to go on with."""
        return any(any(folder.glob("[!.]*")) for folder in (self.split_files, self.parts))

    def empty(self) -> None:
        """Drop what is done."""
        for folder in (self.split_files, self.parts):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (self.cuts, self.way):
            file.unlink(missing_ok=True)

    def remove(self) -> None:
        """Drop what is done and the folder, unless somebody has put a file of their own there."""
        self.empty()
        self.job.unlink(missing_ok=True)
        self.lock.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.path.rmdir()


@contextlib.contextmanager
def work_folder(target: Path, identity: dict[str, Any], *, restart: bool = False) -> Iterator[WorkFolder]:
    """Open the folder of a job, or make it; while the block runs, no other run may use it.

    Where the block ends well the folder is removed. Where it does not, what is done stays.

    Parameters
    ----------
    target : Path
        What the job writes.
    identity : dict
        All that the result depends on.
    restart : bool
        Whether to drop what another job, or an earlier run of this one, has left.

    Yields
    ------
    WorkFolder

    Raises
    ------
    OtherJob
        When what is there belongs to another job, or another run is at it.
    WriteFailed
        When the folder cannot be made.
    """
    work = WorkFolder(target.absolute().with_name(f"{target.name}.parts"))
    _refuse_foreign(work)
    make_folder(work.path)
    with _alone_in(work.path):
        _claim(work, identity, restart=restart)
        try:
            yield work
        except BaseException:
            if not work.holds_anything:
                work.remove()
            raise
        work.remove()


def _refuse_foreign(work: WorkFolder) -> None:
    """Keep away from a folder that a job did not make."""
    if (
        work.path.is_dir()
        and not work.job.exists()
        and any(file != work.lock for file in work.path.iterdir())
    ):
        raise OtherJob(f"{work.path} holds files of yours: move them, or choose another target.")


def _claim(work: WorkFolder, identity: dict[str, Any], *, restart: bool) -> None:
    """Make sure that what is there belongs to this job, and that there is room for what is to come."""
    left = json.loads(work.job.read_bytes()) if work.job.exists() else identity
    differing = sorted(name for name in {*left, *identity} if left.get(name) != identity.get(name))
    if differing and not restart:
        raise OtherJob(
            f"{work.path} keeps what another job has done (it differs in: {', '.join(differing)}). "
            "Finish that job with its own command, or drop what it has done with --restart."
        )
    if restart:
        work.empty()
    atomic_write(work.job, json.dumps(identity, indent=1).encode())
    make_folder(work.split_files)
    make_folder(work.parts)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of when the process ends, however it ends."""
    with (folder / "lock").open("w") as stream:
        if fcntl is not None:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise OtherJob(f"{folder}: another run is at work there. Wait for it, or end it.") from None
        yield
