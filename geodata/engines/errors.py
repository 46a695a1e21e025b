"""The exceptions of the engines, on top of those of `geodata`.

::

    GeoDataError
    ├── ClusterFailed   (ConnectionError)  nobody answers at the address, or the cluster went away
    ├── PartFailed      (RuntimeError)     a part that ends every worker that takes it up
    └── OtherJob        (FileExistsError)  what is kept beside the target belongs to another job
"""

from geodata.errors import GeoDataError


class ClusterFailed(GeoDataError, ConnectionError):
    """Nobody answers at the address of the cluster, or it went away."""


class PartFailed(GeoDataError, RuntimeError):
    """A part that ends every worker that takes it up."""


class OtherJob(GeoDataError, FileExistsError):
    """What is kept beside the target belongs to another job, or another run is at it."""
