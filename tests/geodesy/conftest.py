"""What tests of distances share."""

from tests.geodesy.paths import path

__all__ = ["path"]
