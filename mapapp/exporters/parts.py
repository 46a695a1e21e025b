"""The map document as a folder: an index that counts all incidents, and a page for each stretch of time."""

import os
from collections.abc import Callable
from pathlib import Path

from geodata.errors import GeoDataError, InvalidArgument
from geodata.files import replacing_folder
from mapapp.blocks import blocks_in, decode_block
from mapapp.contents import INDEX, index_of, page_of_part
from mapapp.exporters.html import write_page
from mapapp.outgoing import outgoing
from mapapp.payload.parts import parts_of
from mapapp.view import View

Told = Callable[[str, str, int, int], None]
"""Is told of each page: its file, its time in words, incidents, bytes."""


def export_parts(view: View, folder: str | Path, *, told: Told | None = None) -> int:
    """Write the map document as a folder of pages, behind the licence gate, whole or not at all.

    Parameters
    ----------
    view : View
        What the map shows; the parts hold what its query leaves.
    folder : path
        A folder that is new, empty, or as this function wrote it; what is in it is replaced.
    told : callable, optional
        Is told of each page once it is written.

    Returns
    -------
    int
        How many parts there are.

    Raises
    ------
    InvalidArgument
        If the folder holds anything else.
    WriteFailed
        If the target cannot be written; it is as it was.
    MissingAsset
        If the document's own scripts are not there.
    """
    target = Path(os.path.realpath(folder))
    if target.exists() and not target.is_dir():
        raise InvalidArgument(f"{folder} is a file; a map in parts is written to a folder: name another")
    if strangers := _strangers(target):
        raise InvalidArgument(
            f"{folder} holds {strangers[0]!r}, which is no page of a map in parts; name a new or empty folder"
        )
    view = outgoing(view).view
    parts = parts_of(view)
    with replacing_folder(target) as temporary:
        for part in parts:
            contents = page_of_part(view, parts, part)
            size = write_page(contents, temporary / f"{part.name}.html")
            if told:
                told(f"{part.name}.html", part.label, len(part.rows), size)
        size = write_page(index_of(view, parts), temporary / INDEX)
        if told:
            told(INDEX, "all, as counts", len(view.dataset.incidents), size)
    return len(parts)


def _strangers(folder: Path) -> list[str]:
    """Name what lies in a folder beside the pages that its index links to."""
    found = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    return sorted(found - _pages(folder / INDEX)) if found else []


def _pages(index: Path) -> set[str]:
    """Give the names of the pages of a folder, as its index says; none where it is no index."""
    try:
        about = decode_block(blocks_in(index.read_text(encoding="utf-8"))["document"])
        return {INDEX, *(part["file"] for part in about["holds"]["parts"])}
    except (OSError, ValueError, LookupError, TypeError, GeoDataError):
        return set()
