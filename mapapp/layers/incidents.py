"""Incidents: shape by kind, colour and filling by standing. Their columns are a block of their own."""

from mapapp.layers.base import DataLayer


class Incidents(DataLayer):
    """Reported incidents."""

    name, title, group = "incidents", "Incidents", "Reports"
    hint = "One pin per reported incident; a ring with a number where several share a place."
