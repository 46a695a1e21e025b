"""The map document as one HTML file."""

from pathlib import Path

from geodata.files import atomic_write
from mapapp.contents import Contents
from mapapp.document import render
from mapapp.view import View


def export_html(view: View | Contents, path: str | Path) -> int:
    """Write the map document. It is rendered first, so that a failure leaves the target as it was.

    Parameters
    ----------
    view : View or Contents
        What the map shows; or what the page holds, where that was chosen before.
    path : path
        The file to write.

    Returns
    -------
    int
        Size of the file in bytes.

    Raises
    ------
    WriteFailed
        If the target cannot be written; it is as it was.
    MissingAsset
        If the document's own scripts are not there.
    """
    page = render(view).encode("utf-8")
    atomic_write(Path(path), page)
    return len(page)
