"""The map as a sheet of paper, through the document's print layout."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.files import atomic_write
from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing

_A4_MM: Final = (297, 210)
_MARGIN_MM: Final = 10
"""As the document's own style has it."""

_INCH_MM: Final = 25.4


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from mapapp.chromium import browsing
    from mapapp.exporters.sheet import check_size, lay_out, pixels

    width = size.width or _A4_MM[0]
    height = size.height or round(width * _A4_MM[1] / _A4_MM[0])
    check_size(width, height, least=150, most=1200, unit="millimetres")
    edges = 2 * _MARGIN_MM
    with browsing() as tab:
        lay_out(tab, handed, width=pixels(width - edges), height=pixels(height - edges), scale=2.0)
        sheet = tab.send(
            "Page.printToPDF",
            paperWidth=width / _INCH_MM,
            paperHeight=height / _INCH_MM,
            printBackground=True,
            preferCSSPageSize=False,
            **{f"margin{side}": _MARGIN_MM / _INCH_MM for side in ("Top", "Bottom", "Left", "Right")},
        )["data"]
    atomic_write(path, base64.b64decode(sheet))


PDF: Final = Exporter(
    "pdf",
    "Sheet of paper (PDF)",
    (".pdf",),
    "The map on one page of A4, or of another size, with title, legend, scale, sources and digest. Drawn by "
    "Chromium, which must be installed.",
    "application/pdf",
    _write,
    takes_long=True,
    sizes="millimetres",
)
