"""The exceptions of `mapapp`, on top of those of `geodata`. Everyone in `mapapp` may import it.

::

    GeoDataError
    └── MapAppError
        ├── UnknownLayer    (UnknownName)  a layer that the document does not have
        └── MissingAsset    (OSError)      a script of the page is not there
"""

from geodata.errors import GeoDataError, UnknownName


class MapAppError(GeoDataError):
    """Any error that `mapapp` raises on purpose."""


class UnknownLayer(MapAppError, UnknownName):
    """A layer that the document does not have."""


class MissingAsset(MapAppError, OSError):
    """A script or style of the page is not there."""
