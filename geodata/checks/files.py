"""Checks of files: reading and checking in one step, for the command line.

Reads files and imports the stores; nothing of `geodata` imports it.
"""

from pathlib import Path

from geodata.checks import check_dataset
from geodata.errors import UnreadableFile
from geodata.report import Report
from geodata.stores import load, store_of
from geodata.stores.folder import read_dataset
from geodata.stores.folder_writer import FOLDER
from geodata.stores.records import refusal


def check_path(path: str | Path) -> tuple[Report, ...]:
    """Check a dataset, wherever it is kept, or one GeoJSON file of facilities or of incidents.

    Whatever it holds, this does not raise: where nothing can be used, the report says why.

    Parameters
    ----------
    path : path or str
        A folder, a file, the address of a database.

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
        # Of a folder, the files that can be used are checked where another cannot.
        dataset = read_dataset(path) if store_of(path) is FOLDER else load(path)
    except UnreadableFile as error:
        refused = refusal(path, error)
        return (Report(refused.file, (refused,)),)
    return check_dataset(dataset)
