"""Checks of files: reading and checking in one step, for the command line and for uploads.

Reads files and imports the folder store; nothing of `geodata` imports it.
"""

from pathlib import Path

from geodata.checks import check_dataset
from geodata.errors import UnreadableFile
from geodata.report import Report
from geodata.stores.folder import read_dataset
from geodata.stores.records import refusal


def check_path(path: str | Path) -> tuple[Report, ...]:
    """Check a dataset folder, or one GeoJSON file of facilities or of incidents.

    Whatever it holds, this does not raise: where nothing can be used, the report says why.

    Parameters
    ----------
    path : path
        The folder or file.

    Returns
    -------
    tuple of Report
        One report for each file, with what reading and all checks found.

    Examples
    --------
    >>> (report,) = check_path("nowhere.geojson")
    >>> print(report.verdict.value, "|", report.findings[0])
    reject | nowhere.geojson: does not exist. Check the name and the folder.
    """
    try:
        dataset = read_dataset(path)
    except UnreadableFile as error:
        refused = refusal(Path(path), error)
        return (Report(refused.file, (refused,)),)
    return check_dataset(dataset)
