"""The store: a GeoPackage."""

from pathlib import Path

from benchmarks.stores.measure import figures
from geodata.dataset import Dataset


def run(dataset: Dataset, folder: Path, rounds: int) -> str:
    """Measure it in an empty folder."""
    return figures(dataset, folder / "strikes.gpkg", rounds)
