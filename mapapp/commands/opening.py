"""Opening what a command names, and saying on standard error what was left out or changed."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mapapp.commands.options import VIEWPOINTS
from mapapp.commands.printing import print_summary

if TYPE_CHECKING:
    from geodata.dataset import Dataset


def opened(
    dataset: str | Path | None, *, facilities: Path | None = None, incidents: Path | None = None
) -> "Dataset":
    """Open a dataset; the bundled one where nothing is named.

    Parameters
    ----------
    dataset : str, Path or None
        A folder, a file, the address of a database.
    facilities, incidents : Path, optional
        GeoJSON files that stand in for those of the dataset.

    Returns
    -------
    Dataset
    """
    from geodata.checks import check_dataset
    from geodata.sample import SAMPLE

    if dataset is None and facilities is None and incidents is None:
        dataset = SAMPLE
    found = _read(dataset, facilities, incidents)
    for report in check_dataset(found):
        print_summary(report)
    return found


def _read(dataset: str | Path | None, facilities: Path | None, incidents: Path | None) -> "Dataset":
    """Read a dataset, with what was named beside it in the place of its own."""
    from geodata.stores import load, store_of
    from geodata.stores.folder import open_dataset
    from geodata.stores.folder_writer import FOLDER

    if dataset is None or store_of(dataset) is FOLDER:
        return open_dataset(dataset, facilities=facilities, incidents=incidents)
    found = load(dataset)
    if facilities is None and incidents is None:
        return found
    other = open_dataset(facilities=facilities, incidents=incidents)
    given = {"facilities": other.facilities} if facilities else {}
    if incidents:
        given |= {"incidents": other.incidents, "claims": other.claims}
    places = {name: place for name, place in found.places.items() if name not in given}
    reports = (*found.reports, *other.reports)
    return replace(found, **given, reports=reports, places=places | dict(other.places))


def viewpoint_of(dataset: "Dataset") -> str:
    """Give the viewpoint that a dataset is meant for.

    Parameters
    ----------
    dataset : Dataset
        As opened.

    Returns
    -------
    str
        ``"un"`` where it names none that there is.
    """
    return dataset.metadata.viewpoint if dataset.metadata.viewpoint in VIEWPOINTS else "un"
