"""The exceptions of `mapapp`, on top of those of `geodata`. Everyone in `mapapp` may import it.

::

    GeoDataError
    └── MapAppError
        ├── UnknownLayer    (UnknownName)  a layer that the document does not have
        ├── MissingAsset    (OSError)      a script of the page is not there
        ├── UnreadableBlock (ValueError)   a data block that is cut off or altered
        ├── MissingBrowser  (OSError)      there is no Chromium to draw with
        └── BrowserFailed   (OSError)      Chromium did not do what it was asked
"""

from geodata.errors import GeoDataError, UnknownName


class MapAppError(GeoDataError):
    """Any error that `mapapp` raises on purpose."""


class UnknownLayer(MapAppError, UnknownName):
    """A layer that the document does not have."""


class MissingAsset(MapAppError, OSError):
    """A script or style of the page is not there."""


class UnreadableBlock(MapAppError, ValueError):
    """A data block of a page is cut off, altered or of a version that is not known."""


class MissingBrowser(MapAppError, OSError):
    """There is no Chromium to draw a picture with."""


class BrowserFailed(MapAppError, OSError):
    """Chromium did not do what it was asked."""
