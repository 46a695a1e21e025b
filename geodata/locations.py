"""Where a dataset is kept, as users write it: a path, or the address of a database. Pure."""

from pathlib import Path


def is_address(location: str | Path) -> bool:
    """Tell whether a location is an address rather than a path.

    Parameters
    ----------
    location : str or path
        As a user writes it.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_address("postgresql://localhost/strikes"), is_address("my-dataset/")
    (True, False)
    """
    return "://" in str(location)


def absolute(location: str | Path) -> str:
    """Give a path from the root on; an address stays as it is.

    Parameters
    ----------
    location : str or path
        As a user writes it.

    Returns
    -------
    str
        The same place, also for a process that runs elsewhere.

    Examples
    --------
    >>> absolute("postgresql://localhost/strikes")
    'postgresql://localhost/strikes'
    >>> Path(absolute("my-dataset/")).is_absolute()
    True
    """
    return str(location) if is_address(location) else str(Path(location).resolve())
