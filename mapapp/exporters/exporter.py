"""What an exporter is: a form in which what is shown can be handed on. Pure; every exporter imports it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture or a sheet is.

    Parameters
    ----------
    width, height : int, optional
        Pixels of a PNG, millimetres of a PDF; the exporter's own where not given.
    """

    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form in which what is shown can be handed on.

    Parameters
    ----------
    name : str
        Short and stable.
    title : str
        What it is called where it is chosen.
    endings : tuple of str
        Endings of names by which it is chosen, the usual one first.
    meaning : str
        What one gets, in a sentence.
    media_type : str
        What a browser is told that it is.
    write : callable
        (outgoing, path, size) → None: writes the file whole or not at all.
    takes_long : bool
        Whether it takes seconds for a small dataset already.
    sizes : str
        In what unit a size is given; empty where there is none.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    meaning: str
    media_type: str
    write: "Callable[[Outgoing, Path, Size], None]"
    takes_long: bool = False
    sizes: str = ""
