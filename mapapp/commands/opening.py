"""Opening what a command names, and saying on standard error what was left out or changed."""

from pathlib import Path
from typing import TYPE_CHECKING

from mapapp.commands.options import VIEWPOINTS
from mapapp.commands.printing import print_summary

if TYPE_CHECKING:
    from geodata.dataset import Dataset


def opened(
    dataset: Path | None, *, facilities: Path | None = None, incidents: Path | None = None
) -> "Dataset":
    """Open a dataset; the bundled one where nothing is named.

    Parameters
    ----------
    dataset : Path or None
        A folder or GeoJSON file.
    facilities, incidents : Path, optional
        GeoJSON files that stand in for those of the dataset.

    Returns
    -------
    Dataset
    """
    from geodata.checks import check_dataset
    from geodata.sample import SAMPLE
    from geodata.stores.folder import open_dataset

    if dataset is None and facilities is None and incidents is None:
        dataset = SAMPLE
    found = open_dataset(dataset, facilities=facilities, incidents=incidents)
    for report in check_dataset(found):
        print_summary(report)
    return found


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
