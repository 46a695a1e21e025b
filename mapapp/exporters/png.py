"""The map as a picture, through the document's print layout."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.files import atomic_write
from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing

_WIDTH: Final = 2400
_HEIGHT: Final = 1600
_MARGIN_PX: Final = 36
_PAGE_PX: Final = 1200
"""How wide the sheet is laid out: letters then have the size that they have on paper."""


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from mapapp.chromium import browsing
    from mapapp.exporters.sheet import check_size, lay_out

    width = size.width or _WIDTH
    height = size.height or round(width * _HEIGHT / _WIDTH)
    check_size(width, height, least=600, most=8000, unit="pixels")
    scale = max(1.0, min(width, height * 1.5) / _PAGE_PX)
    with browsing() as tab:
        lay_out(tab, handed, width=width / scale, height=height / scale, scale=scale, margin=_MARGIN_PX)
        picture = tab.send("Page.captureScreenshot", format="png")["data"]
    atomic_write(path, base64.b64decode(picture))


PNG: Final = Exporter(
    "png",
    "Picture of the map (PNG)",
    (".png",),
    "The map on one sheet with title, legend, scale, sources and digest. Drawn by Chromium, which must be "
    "installed.",
    "image/png",
    _write,
    takes_long=True,
    sizes="pixels",
)
