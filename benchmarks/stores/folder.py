"""The store: a folder of GeoJSON and JSON files."""

from pathlib import Path

from benchmarks.stores.measure import figures
from geodata.dataset import Dataset


def run(dataset: Dataset, folder: Path, rounds: int) -> str:
    """Measure it in an empty folder."""
    return figures(dataset, folder / "strikes", rounds)
