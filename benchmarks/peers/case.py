"""What an implementation is given, and what it gives back."""

from dataclasses import dataclass
from typing import Protocol

from benchmarks.answers import Answer
from benchmarks.workloads import Inputs, Workload


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One workload for one implementation.

    Parameters
    ----------
    workload, inputs
        What is asked, and the data.
    variant : str
        As in the row of the peer.
    postgis : str, optional
        How to reach the server, where one runs.
    """

    workload: Workload
    inputs: Inputs
    variant: str = ""
    postgis: str | None = None


class Solver(Protocol):
    """An implementation with the data at hand."""

    def run(self, rows: int) -> object:
        """Solve for the first rows; this is what is timed."""

    def answer(self, rows: int) -> Answer:
        """Solve for the first rows and give what was found, to be compared with the truth."""

    def processes(self) -> list[int]:
        """List the processes whose memory counts."""
