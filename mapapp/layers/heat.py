"""Observed heat near incidents: thermal anomalies as satellites saw them, drawn as what they are."""

from typing import Any

import numpy as np

from mapapp.layers.base import DataLayer
from mapapp.view import View


class Heat(DataLayer):
    """Thermal anomalies that the incidents list as observed near them."""

    name, title, group = "heat", "Observed heat", "Reports"
    hint = "Thermal anomalies that satellites saw near incidents. No proof: flares are hot every day."

    @classmethod
    def applies(cls, view: View) -> bool:
        """Tell whether any incident lists observed heat."""
        return bool(view.dataset.incidents["observed_heat"].notna().any())

    def payload(self, view: View) -> list[dict[str, Any]]:
        """Give a mark per anomaly, with the page's row of its incident."""
        cells = view.dataset.incidents["observed_heat"].to_numpy(dtype=object)
        page_rows = view.order.page_rows()
        return [
            {
                "row": int(page_rows[row]),
                "lat": round(float(one["latitude"]), 5),
                "lon": round(float(one["longitude"]), 5),
                "time": str(one.get("time", "")),
            }
            for row in np.flatnonzero([bool(cell) for cell in cells]).tolist()
            for one in cells[row]
            if isinstance(one, dict) and _is_placed(one)
        ]


def _is_placed(one: dict[str, Any]) -> bool:
    lon, lat = one.get("longitude"), one.get("latitude")
    if isinstance(lon, bool) or isinstance(lat, bool):
        return False
    if not (isinstance(lon, int | float) and isinstance(lat, int | float)):
        return False
    return abs(lon) <= 180 and abs(lat) <= 90
