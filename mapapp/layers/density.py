"""Density: incidents counted in hexagons. The page counts them from the columns."""

from mapapp.layers.base import DataLayer


class Density(DataLayer):
    """How many incidents were reported where."""

    name, title, group = "density", "Density of reports", "Reports"
    hint = "Reported incidents counted in hexagons; for looking from afar."
    show = False
