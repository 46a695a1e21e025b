"""The incidents that are shown as CSV, with distances and intervals; safe to open in a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata.files import atomic_write
from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    import pandas as pd

    from mapapp.outgoing import Outgoing
    from mapapp.view import View

_STATED: Final = ("start", "end", "date_precision", "uncertainty_m", "located_by", "facility_ids")
_MEASURED: Final = (
    "interception_facility_id",
    "interception_claimed_by",
    "interception_km",
    "interception_km_low",
    "interception_km_high",
    "border_disputed",
)
_ORDER: Final = (
    *("id", "title", "date", "start", "end", "date_precision", "kind", "standing", "why", "claims"),
    *("claimants_supporting", "claimants_denying", "longitude", "latitude", "uncertainty_m", "located_by"),
    *("country", "facility_ids", "nearest_facility", "nearest_facility_id"),
    *("nearest_facility_m", "nearest_facility_m_min", "nearest_facility_m_max"),
    *("border_pair", "border_m", "border_m_min", "border_m_max"),
    *_MEASURED,
)
"""The columns in order; the viewpoint follows, and what was held back where something was."""


def csv_bytes(handed: "Outgoing") -> bytes:
    """Write the incidents that are shown as CSV.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, by which spreadsheets know the encoding. A text that a spreadsheet would
        take for a formula begins with an apostrophe; several values of a cell are parted by semicolons.
    """
    table = incident_rows(handed.shown)
    table["viewpoint"] = handed.view.query.viewpoint
    if handed.release.sentences:
        table["held_back"] = " ".join(handed.release.sentences)
    safe = table.apply(lambda column: column.map(_cell))
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def incident_rows(view: "View") -> "pd.DataFrame":
    """Give the incidents of a view as rows, latest first.

    Parameters
    ----------
    view : View
        What is shown.

    Returns
    -------
    DataFrame
        With the columns of the CSV but the last.
    """
    import numpy as np

    from mapapp.table import incident_table, latest_first, writable

    table = incident_table(view)
    rows = latest_first(view, np.flatnonzero(view.shown))
    incidents = view.dataset.incidents.iloc[rows]
    measures = view.analysis.measured(view.query.viewpoint).iloc[rows]
    standings = view.analysis.standings.iloc[rows]
    marks = view.marks[rows]
    added: dict[str, Any] = {
        **{name: writable(incidents[name].tolist()) for name in _STATED},
        **{name: writable(measures[name].tolist()) for name in _MEASURED},
        **{name: standings[name].tolist() for name in ("claimants_supporting", "claimants_denying")},
        "longitude": marks[:, 0],
        "latitude": marks[:, 1],
    }
    return table.assign(**added)[list(_ORDER)].round({"longitude": 7, "latitude": 7})


def _cell(value: Any) -> Any:
    from geodata.stores.columns import storable
    from mapapp.spreadsheet import safe_cell

    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return safe_cell(storable(value)) if isinstance(value, str) else value


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    atomic_write(path, csv_bytes(handed))


CSV: Final = Exporter(
    "csv",
    "Incidents as CSV",
    (".csv",),
    "A row for each incident shown: dates, kind, standing with its reason, place with its error, distances "
    "with their intervals. Opens safely in a spreadsheet.",
    "text/csv",
    _write,
)
