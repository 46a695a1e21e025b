"""Compile the searches and keep them on the disk: ``python -m geodata.geodesy.compiled.warm``."""

import numpy as np
import shapely

from geodata.geodesy import nearest, radius_join, within
from geodata.geodesy.compiled import using


def warm() -> None:
    """Run each compiled search once; what is kept already is only loaded.

    Raises
    ------
    ImportError
        When numba is not installed.
    """
    points = np.array([[55.0, 51.8], [55.1, 51.8], [10.0, -30.0]])
    line = np.array([shapely.LineString([(54, 51), (56, 52)]), shapely.Point(55, 51.9)])
    with using("always"):
        for targets in (points, line):
            nearest(points, targets)
            within(points, targets, radius_m=50_000)
        radius_join(points, points, radius_m=50_000, distances=True)


if __name__ == "__main__":
    warm()
