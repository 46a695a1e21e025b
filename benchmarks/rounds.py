"""Runs all implementations of a workload in turn, round by round, and collects what they took and found."""

import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.answers import Answer, Errors, NotThere, Truth, errors
from benchmarks.peers import OURS, Peer
from benchmarks.truth import find_truth, sample_size
from benchmarks.worker import Memory, Worker
from benchmarks.workloads import Workload, make_inputs


@dataclass(frozen=True, slots=True)
class Result:
    """One implementation of one workload: a row of the table.

    Parameters
    ----------
    peer : Peer
        The implementation.
    seconds : tuple of float
        Of each round, for all rows.
    rows : int
        On how many rows they were measured; if fewer than all, they are scaled up.
    memory, errors : optional
        As far as they could be taken.
    absent : str, optional
        Why there are no figures.
    """

    peer: Peer
    seconds: tuple[float, ...] = ()
    rows: int = 0
    memory: Memory | None = None
    errors: Errors | None = None
    absent: str | None = None


def rows_of(peer: Peer, workload: Workload) -> int:
    """On how many rows a peer is measured."""
    rows = min(workload.rows, peer.most_rows.get(workload.group, workload.rows))
    if peer.most_pairs is not None:
        rows = min(rows, max(1, peer.most_pairs // workload.facilities))
    return rows


def candidates(peers: Iterable[Peer], workload: Workload) -> list[Peer]:
    """Those that can do this workload."""
    return [
        peer
        for peer in peers
        if workload.group in peer.groups and not (peer.region_only and workload.box.globe)
    ]


def compare(
    workload: Workload,
    peers: Iterable[Peer],
    *,
    rounds: int,
    postgis: str | None,
    say: Callable[[str], None],
) -> list[Result]:
    """Run one workload with all peers; one that fails becomes a row that says so."""
    runs = [_Run(workload, peer, postgis) for peer in candidates(peers, workload)]
    try:
        for run in runs:
            say(f"{workload.key}: loading {run.peer.name}")
            run.attempt(run.start)
        for number in range(rounds):
            say(f"{workload.key}: round {number + 1} of {rounds}")
            for run in runs:
                run.attempt(run.round)
        say(f"{workload.key}: comparing with the truth")
        for run in runs:
            run.attempt(run.examine)
    finally:
        for run in runs:
            run.close()
    sample = sample_size(workload)
    truth = find_truth(workload, make_inputs(workload), sample)
    return [run.result(truth) for run in runs]


class _Run:
    """One implementation on its way through the rounds."""

    def __init__(self, workload: Workload, peer: Peer, postgis: str | None) -> None:
        self.workload, self.peer, self.postgis = workload, peer, postgis
        self.rows = rows_of(peer, workload)
        self.worker: Worker | None = None
        self.seconds: list[float] = []
        self.memory: Memory | None = None
        self.answer: Answer | None = None
        self.absent: str | None = None

    def attempt(self, step: Callable[[], None]) -> None:
        """Take a step, unless an earlier one failed."""
        if self.absent is not None:
            return
        try:
            step()
        except NotThere as error:
            self.absent = str(error)
            self.close()

    def start(self) -> None:
        package = self.peer.package
        if package is not None and importlib.util.find_spec(package) is None:
            raise NotThere(f"{package} is not installed (requirements-bench.txt)")
        self.worker = Worker(self.workload, self.peer, self.postgis)
        self.worker.ready()
        self.worker.warm(self.rows)

    def round(self) -> None:
        assert self.worker is not None
        seconds = self.worker.round_s(self.rows)
        self.seconds.append(seconds * self.workload.rows / self.rows)

    def examine(self) -> None:
        assert self.worker is not None
        self.memory = self.worker.memory()
        self.answer = self.worker.answer(self.sample)

    @property
    def sample(self) -> int:
        """How many rows are compared with the truth: no more than are measured."""
        return min(self.rows, sample_size(self.workload))

    def close(self) -> None:
        if self.worker is not None:
            self.worker.close()
            self.worker = None

    def result(self, truth: Truth) -> Result:
        found = None if self.answer is None else errors(self.answer, truth.first(self.sample))
        return Result(self.peer, tuple(self.seconds), self.rows, self.memory, found, self.absent)


def ours_of(results: Iterable[Result]) -> Result | None:
    """Find the row of ours, where it ran."""
    return next((one for one in results if one.peer.name == OURS and one.seconds), None)
