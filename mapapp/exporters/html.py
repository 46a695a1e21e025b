"""The map document as one HTML file."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.files import atomic_write
from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    from mapapp.contents import Contents
    from mapapp.outgoing import Outgoing
    from mapapp.view import View


def export_html(view: "View", path: str | Path) -> int:
    """Write the map document, behind the licence gate.

    Parameters
    ----------
    view : View
        What the map shows.
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
    from mapapp.contents import contents_of
    from mapapp.outgoing import outgoing

    return write_page(contents_of(outgoing(view).view), path)


def write_page(contents: "Contents", path: str | Path) -> int:
    """Write one page. It is rendered first, so that a failure leaves the target as it was.

    Parameters
    ----------
    contents : Contents
        What the page holds, of a view that may be handed on.
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
    from mapapp.document import render

    page = render(contents).encode("utf-8")
    atomic_write(Path(path), page)
    return len(page)


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from mapapp.contents import contents_of

    write_page(contents_of(handed.view), path)


HTML: Final = Exporter(
    "html",
    "Map as one HTML file",
    (".html", ".htm"),
    "The map with everything on it; opens in a browser without a network. It holds the whole dataset and "
    "begins with the filters of this moment.",
    "text/html",
    _write,
)
