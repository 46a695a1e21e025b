"""The map on a sheet: the document's print layout, drawn by Chromium in any size."""

import math
from typing import TYPE_CHECKING, Final

from geodata.errors import InvalidArgument
from geodata.temporary import temporary_folder
from mapapp.chromium import Tab

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing

_PX_PER_MM: Final = 96 / 25.4

_LAY_OUT: Final = """
(async () => {
  const { style } = document.body;
  Object.assign(style, { boxSizing: "border-box", padding: "%(margin)dpx" });
  Object.assign(style, { width: "%(width)dpx", height: "%(height)dpx" });
  dispatchEvent(new Event("beforeprint"));
  map_atlas.fitBounds(%(bounds)s, { animate: false, padding: [60, 60] });
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 350));
    await atlas.painted();
  }
  return true;
})()
"""


def check_size(width: int, height: int, *, least: int, most: int, unit: str) -> None:
    """Refuse a size that cannot be had.

    Parameters
    ----------
    width, height : int
        Of the sheet.
    least, most : int
        What either may be.
    unit : str
        Of all of them.

    Raises
    ------
    InvalidArgument
        When it is refused.
    """
    for name, side in (("width", width), ("height", height)):
        if not least <= side <= most:
            raise InvalidArgument(f"a {name} of {side} {unit} cannot be had; give {least} to {most} {unit}")


def lay_out(
    tab: Tab, handed: "Outgoing", *, width: float, height: float, scale: float, margin: int = 0
) -> None:
    """Open the map in a tab and lay it out as a sheet.

    Parameters
    ----------
    tab : Tab
        An empty page.
    handed : Outgoing
        What is handed on.
    width, height : float
        Of the sheet, in pixels of the page.
    scale : float
        Pixels of the picture for each of them.
    margin : int
        Kept free on each side, in pixels of the page.

    Raises
    ------
    BrowserFailed
        If the map could not be drawn.
    """
    from mapapp.contents import contents_of
    from mapapp.exporters.exporter import Size
    from mapapp.exporters.html import HTML

    tab.send(
        "Emulation.setDeviceMetricsOverride",
        width=round(width),
        height=round(height),
        deviceScaleFactor=scale,
        mobile=False,
    )
    with temporary_folder() as folder:
        page = folder / "map.html"
        HTML.write(handed, page, Size())
        tab.send("Page.enable")
        tab.send("Page.navigate", url=page.as_uri())
        tab.wait_for('document.documentElement?.dataset.ready && location.protocol === "file:"')
        west, south, east, north = contents_of(handed.view).extent
        # A pixel less than the paper, so that rounding makes no second page.
        sides = {"width": math.floor(width) - 1, "height": math.floor(height) - 1, "margin": margin}
        tab.run(_LAY_OUT % {**sides, "bounds": [[south, west], [north, east]]})


def pixels(millimetres: float) -> float:
    """Give the pixels of a page that a length on paper takes.

    Examples
    --------
    >>> round(pixels(25.4))
    96
    """
    return millimetres * _PX_PER_MM
