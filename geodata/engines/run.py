"""Measuring a table of any size: look at every row, sort where asked for, measure part by part, finish.

Each step leaves files in the job's work folder; what is there already is not done again. So a run that was
interrupted goes on, and which engine does what makes no difference.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np

from geodata.engines.engine import Engine
from geodata.engines.job import Job, Plan
from geodata.engines.sources import Piece
from geodata.engines.tasks import measure_part, measure_piece, split, survey
from geodata.engines.work import WorkFolder, work_folder
from geodata.errors import WriteFailed
from geodata.files import atomic_write, replace_folder, replacing
from geodata.geodesy.compiled import Mode
from geodata.measures.measure import way_for
from geodata.order import SAMPLE, Order, cuts
from geodata.stores.parts import MANIFEST, write_manifest


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is.

    Parameters
    ----------
    step : str
        ``"Checking"``, ``"Sorting"``, ``"Measuring"`` or ``"Writing"``.
    done, total : int
        Parts.
    resumed : int
        Parts that an earlier run had done.
    rows : int
        Rows that this run has measured.
    """

    step: str
    done: int
    total: int
    resumed: int = 0
    rows: int = 0


Watch = Callable[[Progress], None]


def _unwatched(progress: Progress) -> None:
    pass


def run(job: Job, engine: Engine, *, restart: bool = False, watch: Watch = _unwatched) -> None:
    """Measure a job's incidents and write the target.

    The target appears whole or stays as it was. What is done is kept beside it, in ``<target>.parts``, until
    the target is whole; the same job, run again, goes on from there, with whichever engine.

    Parameters
    ----------
    job : Job
        What to measure.
    engine : Engine
        Where; open.
    restart : bool
        Whether to start anew, dropping what an earlier run or another job has left beside the target.
    watch : callable
        Told of every part that is done.

    Raises
    ------
    InvalidArgument
        For a coordinate or uncertainty that cannot be; the message names file and row.
    UnreadableFile
        When a file of the source is damaged.
    OtherJob
        When what lies beside the target belongs to another job, or another run is at it.
    ClusterFailed
        When the cluster went away.
    PartFailed
        When a part ends every worker that takes it up.
    WriteFailed
        When the disk is full or the target cannot be written; it is as it was.

    Examples
    --------
    >>> import tempfile
    >>> from geodata.engines import FrameSource, Job, LocalEngine
    >>> from geodata.sample import SAMPLE
    >>> from geodata.stores.folder import open_dataset
    >>> sample = open_dataset(SAMPLE)
    >>> folder = tempfile.TemporaryDirectory()
    >>> target = Path(folder.name, "measured")
    >>> with LocalEngine() as engine:
    ...     run(Job(FrameSource(sample.incidents), sample.facilities, target, chunk_rows=20), engine)
    >>> sorted(file.name for file in target.iterdir())
    ['_manifest.json', 'part-00000.parquet', 'part-00001.parquet', 'part-00002.parquet']
    >>> folder.cleanup()
    """
    _check_target(job)
    try:
        with work_folder(job.target, job.identity(), restart=restart) as work:
            engine.see(work.path)
            _Run(job, engine, work, watch).all_steps()
    except WriteFailed as error:
        reason = str(error).removesuffix(" It is as it was before.")
        raise WriteFailed(
            f"{job.target} was not written, and is as it was before: {reason} "
            "When that is mended, run the same again: it goes on."
        ) from error


@dataclass(frozen=True)
class _Run:
    """The steps of one run."""

    job: Job
    engine: Engine
    work: WorkFolder
    watch: Watch

    @cached_property
    def pieces(self) -> list[Piece]:
        """The source, cut as it comes."""
        size = self.job.chunk_rows
        return [self.job.incidents.piece(at * size, (at + 1) * size) for at in range(self.job.parts)]

    def all_steps(self) -> None:
        if not self.work.cuts.exists():
            self.check()
        if self.job.format is None:
            self.sort()
        parts = self.measure()
        self.finish(parts)

    def check(self) -> None:
        """Look at every row before any is measured, and decide where to cut the curve."""
        step = max(1, self.job.incidents.rows // SAMPLE)
        items = {f"{number}": (piece, step) for number, piece in enumerate(self.pieces)}
        found: dict[str, Order] = {}
        for name, ranks in self.engine.run(survey, items):
            found[name] = ranks
            self.watch(Progress("Checking", len(found), len(items)))
        data = io.BytesIO()
        np.save(data, cuts(np.concatenate([found[name] for name in items]), self.job.parts))
        atomic_write(self.work.cuts, data.getvalue())

    def sort(self) -> None:
        """Write each piece of the source sorted along the curve."""
        files = [self.work.split(number) for number in range(self.job.parts)]
        items = {file: (piece, file) for file, piece in zip(files, self.pieces, strict=True)}
        self.each("Sorting", split, items, lambda: (np.load(self.work.cuts),))

    def measure(self) -> list[Path]:
        """Measure every part: of the curve, or of the source where the target is a file."""
        numbers = range(self.job.parts)
        if self.job.format is None:
            files = [self.work.part(number) for number in numbers]
            splits = [self.work.split(number) for number in numbers]
            items = {file: (number, splits, file) for number, file in enumerate(files)}
            self.each("Measuring", measure_part, items, self.plan)
        else:
            files = [self.work.part(number, self.job.format.ending) for number in numbers]
            pieces = {file: (piece, file) for file, piece in zip(files, self.pieces, strict=True)}
            self.each("Measuring", measure_piece, pieces, self.plan)
        return files

    def plan(self) -> tuple[Plan]:
        """Index what is measured to; the way of the searches is that of the run that began the job."""
        if not self.work.way.exists():
            atomic_write(self.work.way, way_for(self.job.incidents.rows).encode())
        return (self.job.plan(cast("Mode", self.work.way.read_text())),)

    def each(
        self,
        step: str,
        task: Callable[..., int | None],
        items: Mapping[Path, tuple[Any, ...]],
        shared: Callable[[], tuple[Any, ...]],
    ) -> None:
        """Run a task for every file that is not there yet."""
        missing = {file.name: item for file, item in items.items() if not file.exists()}
        resumed = len(items) - len(missing)
        rows = 0
        self.watch(Progress(step, resumed, len(items), resumed))
        if missing:
            results = self.engine.run(task, missing, *shared())
            for done, (_, measured) in enumerate(results, start=resumed + 1):
                rows += measured or 0
                self.watch(Progress(step, done, len(items), resumed, rows))

    def finish(self, parts: list[Path]) -> None:
        """Make the target of the parts."""
        if self.job.format is None:
            for stray in set(self.work.parts.iterdir()) - set(parts):
                stray.unlink()
            write_manifest(self.work.parts, parts, {"order": "hilbert", **self.job.quantity.options})
            replace_folder(self.work.parts, self.job.target)
        else:
            with replacing(self.job.target) as temporary:
                self.job.format.join(self.watched(parts), temporary)

    def watched(self, parts: list[Path]) -> Iterable[Path]:
        for done, part in enumerate(parts):
            self.watch(Progress("Writing", done, len(parts)))
            yield part
        self.watch(Progress("Writing", len(parts), len(parts)))


def _check_target(job: Job) -> None:
    """Refuse a target that could not be written, before the work and not after it."""
    target = job.target
    if not target.absolute().parent.is_dir():
        raise WriteFailed(
            f"{target} could not be written: its folder does not exist. Create the folder first."
        )
    if job.format is not None and target.is_dir():
        raise WriteFailed(f"{target} could not be written: it is a folder. Name a file in it.")
    if job.format is None and target.exists():
        if not target.is_dir():
            raise WriteFailed(f"{target} could not be written: it is a file. Name a folder.")
        if any(target.iterdir()) and not (target / MANIFEST).exists():
            raise WriteFailed(
                f"{target} could not be written: it is a folder that holds something else. Name a new one."
            )
