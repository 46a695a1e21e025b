"""A map document → the dataset that it carries. Nothing of the page is run."""

from pathlib import Path
from typing import Final

from geodata.errors import UnreadableFile
from mapapp.blocks import blocks_in
from mapapp.errors import UnreadableBlock
from mapapp.payload.read_dataset import Extracted, dataset_of
from mapapp.wording import number

ENDINGS: Final = (".html", ".htm")
MOST_BYTES: Final = 1_000_000_000
"""Bytes of a page that are read: many times those of the largest map."""


def is_page(location: str) -> bool:
    """Tell whether a location is that of a page rather than of a dataset.

    Examples
    --------
    >>> is_page("map.html"), is_page("my-dataset/")
    (True, False)
    """
    return location.lower().endswith(ENDINGS) and not Path(location).is_dir()


def extract(path: str | Path) -> Extracted:
    """Read the dataset that an exported map carries.

    Parameters
    ----------
    path : path
        A page, as ``mapapp export`` wrote it.

    Returns
    -------
    Extracted
        The dataset, and what of it the page does not carry.

    Raises
    ------
    UnreadableFile
        If there is no such page, it is none of ours, or was damaged.
    """
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableFile(f"{path} does not exist. Check the name.") from None
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read ({error.strerror}). Name a map that was exported."
        ) from None
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            f"{path} has more than {number(MOST_BYTES)} bytes; no map is so large. "
            "Name a map that was exported."
        )
    blocks = blocks_in(content.decode("utf-8", "replace"))
    if not blocks:
        raise UnreadableFile(
            f"{path} carries no data: it is no map that mapapp exported. Name such a page, or a dataset."
        )
    try:
        return dataset_of(blocks)
    except UnreadableBlock as error:
        raise UnreadableFile(f"{path}: {error}") from error


def lacking(found: Extracted) -> tuple[str, ...]:
    """Say what a page does not carry of the dataset that it was exported from.

    Parameters
    ----------
    found : Extracted
        What was read from it.

    Returns
    -------
    tuple of str
        A sentence each; none where it carries all.
    """
    held, of = number(len(found.dataset.incidents)), number(found.total)
    told = {
        "incidents": f"The page holds {held} of {of} incidents one by one; of the others, at most counts.",
        "sources": "{} sources that no record of the page names are not in it.",
        "shapes": "{} lines and areas were too large for the page; these records have no place.",
        "claims": "{} claims of incidents that the dataset does not have are not in it.",
        "rest": "The page was written by an earlier version, which left away the revision log, sources that "
        "no record names, and the course of lines and areas.",
    }
    return tuple(told[name].format(number(count)) for name, count in found.left_out.items() if name in told)


def is_as_stated(found: Extracted) -> bool:
    """Tell whether what was read has the digest that the page states; of a part, nothing can be told.

    Parameters
    ----------
    found : Extracted
        What was read from a page.

    Returns
    -------
    bool
        False where a page that carries all was altered.
    """
    return not found.is_whole or found.dataset.digest == found.stated_digest
