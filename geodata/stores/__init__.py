"""Where datasets are kept: folders, files and databases.

A new store is a file here, a line in `STORES`, and a test.
"""

from pathlib import Path
from typing import Final

from geodata.dataset import Dataset
from geodata.stores.folder_writer import FOLDER
from geodata.stores.geopackage import GEOPACKAGE
from geodata.stores.geopackage_reader import is_ours
from geodata.stores.geoparquet_dataset import GEOPARQUET
from geodata.stores.postgis import POSTGIS
from geodata.stores.selection import WHOLE, Selection
from geodata.stores.store import Store

STORES: Final[tuple[Store, ...]] = (POSTGIS, GEOPACKAGE, GEOPARQUET, FOLDER)
"""All stores. The first that takes a location has it; the last takes what no other does."""


def store_of(location: str | Path) -> Store:
    """Give the store that has a location.

    Parameters
    ----------
    location : str or path
        As a user writes it: a folder, a file, the address of a database.

    Returns
    -------
    Store

    Examples
    --------
    >>> store_of("my-dataset/").name
    'folder'
    """
    return next(store for store in STORES if store.takes(str(location)))


def is_stored(location: str | Path) -> bool:
    """Tell whether a location is one of our stores, rather than a file of another tool.

    Parameters
    ----------
    location : str or path
        As a user writes it.

    Returns
    -------
    bool
        True for addresses of databases, for folders, and for GeoPackages that hold a dataset.

    Examples
    --------
    >>> is_stored("postgresql://localhost/strikes"), is_stored("fields.csv")
    (True, False)
    """
    path = Path(location)
    return "://" in str(location) or path.is_dir() or (GEOPACKAGE.takes(str(location)) and is_ours(path))


def load(location: str | Path, selection: Selection = WHOLE) -> Dataset:
    """Read a dataset from where it is kept.

    Parameters
    ----------
    location : str or path
        A folder, a file, the address of a database.
    selection : Selection
        Which incidents are read, with their claims; the rest is read whole.

    Returns
    -------
    Dataset
        What could be read. Its ``reports`` say what was left out, changed or missing.

    Raises
    ------
    UnreadableFile
        If nothing there can be used.
    """
    return store_of(location).read(str(location), selection)


def save(dataset: Dataset, location: str | Path) -> None:
    """Write a dataset to where it is to be kept: the whole of it or, where that fails, nothing.

    Parameters
    ----------
    dataset : Dataset
        What to write; unchanged.
    location : str or path
        A folder, a file, the address of a database.

    Raises
    ------
    InvalidArgument
        If something else is kept there.
    WriteFailed
        If it cannot be written; what is there is as it was.
    """
    store_of(location).write(dataset, str(location))
