"""What lies near a border, and how sure that is. Pure: no Streamlit."""

from typing import Final

import numpy as np
import pandas as pd

from geodata.measures import border_distance
from mapapp.table import incident_table
from mapapp.view import View
from mapapp.wording import country_label, distance_with_interval

SURENESS: Final = {
    "sure": "even the greatest distance is within it",
    "likely": "the mapped distance is",
    "possible": "only the least distance is",
}
"""How sure it is that an incident lies within a distance, with what that means."""


def border_pairs(view: View) -> dict[str, str]:
    """Name the land borders under the viewpoint: first those that are nearest to an incident.

    Parameters
    ----------
    view : View
        What is shown.

    Returns
    -------
    dict of str to str
        By pair of codes, the two countries in words.
    """
    lines = view.analysis.borders[view.query.viewpoint].lines
    nearest = view.analysis.measured(view.query.viewpoint)["border_pair"].value_counts()
    order = [*nearest.index, *sorted(set(lines["pair"]) - set(nearest.index))]
    return {pair: " – ".join(map(country_label, pair.split("-"))) for pair in order}


def near_border(view: View, pair: str, within_km: float) -> pd.DataFrame:
    """List the shown incidents that lie, or may lie, within a distance of a border.

    Parameters
    ----------
    view : View
        What is shown.
    pair : str
        The two countries, codes in alphabetical order.
    within_km : float
        Kilometres.

    Returns
    -------
    DataFrame
        The nearest first: ``distance`` (with its interval), ``sureness`` (a key of `SURENESS`), ``metres``,
        and the columns of the table of incidents.

    Raises
    ------
    UnknownName
        If no such border is known under the viewpoint.
    """
    borders = view.analysis.borders[view.query.viewpoint]
    (shown,) = np.nonzero(view.shown)
    measured = border_distance(view.dataset.incidents.iloc[shown], borders, pair=pair)
    metres, low, high = (measured[f"border_distance_m{end}"].to_numpy() for end in ("", "_min", "_max"))
    limit = 1000 * within_km
    (near,) = np.nonzero((metres <= limit) | (low <= limit))
    near = near[np.argsort(metres[near], kind="stable")]
    rows = list(zip(metres[near], low[near], high[near], strict=True))
    table = incident_table(view, rows=shown[near]).set_index("id")
    found: pd.DataFrame = table.loc[view.dataset.incidents["id"].iloc[shown[near]]].reset_index()
    return found.assign(
        distance=[distance_with_interval(*row) for row in rows],
        sureness=[_sureness(at, most, limit) for at, _, most in rows],
        metres=metres[near],
    )


def _sureness(metres: float, most: float, limit: float) -> str:
    return "sure" if most <= limit else "likely" if metres <= limit else "possible"
