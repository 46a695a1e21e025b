"""What a store is: a place where datasets are kept. Pure; every store imports it."""

from collections.abc import Callable
from dataclasses import dataclass

from geodata.dataset import Dataset
from geodata.stores.selection import Selection


@dataclass(frozen=True, slots=True)
class Store:
    """One kind of place that datasets are read from and written to.

    Parameters
    ----------
    name : str
        Short and stable; also the name of its file here.
    title : str
        What it is called in help texts.
    example : str
        A location as a user writes it.
    takes : callable
        Tells whether a location, as a user wrote it, is of this kind.
    read : callable
        (location, selection) → Dataset; raises UnreadableFile where nothing can be used.
    write : callable
        (dataset, location) → None: the whole dataset or, where it fails, none of it.
    """

    name: str
    title: str
    example: str
    takes: Callable[[str], bool]
    read: Callable[[str, Selection], Dataset]
    write: Callable[[Dataset, str], None]
