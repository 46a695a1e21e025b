"""Memory of processes, as Linux counts it; None elsewhere."""

from collections.abc import Iterable
from pathlib import Path


def forget_peak(processes: Iterable[int]) -> None:
    """Let the peak of these processes begin anew."""
    for process in processes:
        file = Path(f"/proc/{process}/clear_refs")
        if file.exists():
            file.write_text("5")


def current_mb(processes: Iterable[int]) -> float | None:
    """Resident memory of these processes together; what they share counts once for each."""
    return _sum(processes, "VmRSS:")


def peak_mb(processes: Iterable[int]) -> float | None:
    """Sum of the peaks of these processes since they were last forgotten."""
    return _sum(processes, "VmHWM:")


def _sum(processes: Iterable[int], field: str) -> float | None:
    sizes = []
    for process in processes:
        status = Path(f"/proc/{process}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        sizes += [int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(field)]
    # A process that has just ended has no memory to tell of.
    return sum(sizes) if sizes else None
