"""View → the table of measured incidents: columns to read and to calculate with. Pure: no Streamlit."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.vocabulary import ABOUT, INCIDENT_KINDS, STANDINGS, label_of
from mapapp.spreadsheet import safe_cell
from mapapp.view import View
from mapapp.wording import country_label, distance_with_interval, interval

_RAW: Final = (
    "nearest_facility_id",
    "nearest_facility_m",
    "nearest_facility_m_min",
    "nearest_facility_m_max",
    "border_pair",
    "border_m",
    "border_m_min",
    "border_m_max",
    "country",
)
"""The measures of the table, as `geodata.measures` names them."""


def incident_table(
    view: View, *, rows: npt.NDArray[np.intp] | None = None, most: int | None = None
) -> pd.DataFrame:
    """Build the table of the incidents that a view shows, latest first.

    Parameters
    ----------
    view : View
        What the map shows.
    rows : array of int, optional
        Only these rows of the dataset; all that are shown where not given.
    most : int, optional
        Only so many.

    Returns
    -------
    DataFrame
        One row per shown incident, indexed from 0. Stated and measured values under the names of the
        schema and of the measures; beside them, for readers, ``date``, ``kind_label``, ``standing_label``,
        ``nearest_facility``, ``country_name``, and for both distances ``…_km``, ``…_interval`` and
        ``…_distance``. Halves of surrogate pairs, which no table can hold, are U+FFFD.
    """
    chosen = np.flatnonzero(view.shown) if rows is None else rows
    order = latest_first(view, chosen if most is None else _latest(view, chosen, most))[:most]
    columns = {name: writable(cells) for name, cells in incident_columns(view, order).items()}
    return pd.DataFrame(
        {**columns, **_distances(columns, "nearest_facility"), **_distances(columns, "border")}
    )


def incident_columns(view: View, rows: npt.NDArray[np.intp]) -> dict[str, list[Any]]:
    """Give what the table says of incidents but for the distances in words, as lists.

    Parameters
    ----------
    view : View
        What the map shows.
    rows : array of int, shape (n,)
        Rows of the dataset, in the order of the table.

    Returns
    -------
    dict of str to list
        By name, the cells of a column.
    """
    incidents = view.dataset.incidents.iloc[rows]
    standings = view.analysis.standings.iloc[rows]
    measures = view.analysis.measured(view.query.viewpoint).iloc[rows]
    columns: dict[str, Any] = {
        "id": incidents["id"].tolist(),
        "title": incidents["title"].tolist(),
        "date": [_date(*dates) for dates in zip(incidents["start"], incidents["end"], strict=True)],
        "kind": [kind or "other" for kind in incidents["kind"]],
        "standing": standings["standing"].tolist(),
        "why": standings["why"].tolist(),
        "claims": standings["claims"].tolist(),
        **{name: measures[name].tolist() for name in _RAW},
    }
    columns["kind_label"] = [label_of(INCIDENT_KINDS, kind) for kind in columns["kind"]]
    disputed = standings["contested_about"]
    columns["standing_label"] = list(map(_standing, columns["standing"], disputed))
    columns["nearest_facility"] = _names(view, columns["nearest_facility_id"])
    columns["country_name"] = [country_label(code) if code else None for code in columns["country"]]
    return columns


def facts_by_row(view: View) -> dict[int, dict[str, Any]]:
    """Give what the table says of each incident that is shown, by row of the dataset, in the table's order.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    dict of int to dict
        The columns of the table by name; None where a text is missing.
    """
    rows = latest_first(view, np.flatnonzero(view.shown)).tolist()
    table = incident_table(view)
    texts = set(table.select_dtypes(exclude="number"))
    facts = (
        {str(name): None if name in texts and pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    )
    return dict(zip(rows, facts, strict=True))


def csv_of(view: View) -> bytes:
    """Write the table of all incidents that a view shows as CSV.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    bytes
        As `to_csv` writes it.
    """
    return to_csv(incident_table(view), viewpoint=view.query.viewpoint)


def to_csv(table: pd.DataFrame, *, viewpoint: str) -> bytes:
    """Write the table as CSV that is safe to open in a spreadsheet.

    Parameters
    ----------
    table : DataFrame
        As `incident_table` builds it.
    viewpoint : str
        The viewpoint on borders under which the table was measured; it is written into every row.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, by which spreadsheets know the encoding. A text that a spreadsheet
        would take for a formula begins with an apostrophe.
    """
    columns = ["id", "title", "date", "kind", "standing", "why", "claims", "nearest_facility", *_RAW]
    stated = table[columns].assign(viewpoint=viewpoint)
    safe = stated.apply(lambda column: column.map(_safe))
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _safe(value: Any) -> Any:
    return safe_cell(value) if isinstance(value, str) else value


def writable(cells: list[Any]) -> list[Any]:
    """Put U+FFFD in place of halves of surrogate pairs: they stand for no character.

    Parameters
    ----------
    cells : list
        Of a column; only texts are looked at.

    Returns
    -------
    list
        Cells that a table can hold.
    """
    return [
        cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if isinstance(cell, str) and not cell.isascii()
        else cell
        for cell in cells
    ]


def _latest(view: View, rows: npt.NDArray[np.intp], most: int) -> npt.NDArray[np.intp]:
    """Leave the rows of the latest days, at least so many: the others need no sorting."""
    if len(rows) <= most:
        return rows
    first, last = (days[rows] for days in view.days)
    known = np.where(first <= last, first, np.iinfo(np.int64).min)
    latest: npt.NDArray[np.intp] = rows[known >= np.partition(known, -most)[-most]]
    return latest


def latest_first(view: View, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Put rows in the order of the table: those without a date last, equal dates in the dataset's order.

    Parameters
    ----------
    view : View
        What the map shows.
    rows : array of int, shape (n,)
        Rows of the dataset.

    Returns
    -------
    array of int, shape (n,)
        The same rows.
    """
    incidents = view.dataset.incidents.iloc[rows]
    days = incidents["start"].where(incidents["start"].astype(bool), incidents["end"])
    codes, _ = pd.factorize(days, sort=True)  # what is missing has the code -1
    ordered: npt.NDArray[np.intp] = rows[np.argsort(-codes, kind="stable")]
    return ordered


def _date(start: str | None, end: str | None) -> str | None:
    """Give the day, month or year, or both ends of the interval: ISO 8601 sorts as it reads."""
    days = list(dict.fromkeys(text[:10] for text in (start, end) if text))
    return "\u00a0– ".join(days) or None


def _standing(name: str, contested_about: Sequence[str]) -> str:
    """Write a standing with what is contested beside it, as the map does: "Confirmed; effect contested"."""
    topics = ", ".join(label_of(ABOUT, topic) for topic in contested_about or ())
    label = label_of(STANDINGS, name)
    return f"{label}; {topics} contested" if topics and name != "contested" else label


def _names(view: View, ids: Iterable[str | None]) -> list[str | None]:
    facilities = view.dataset.facilities
    names = dict(zip(facilities["id"], facilities["name"], strict=True))
    return [(names.get(one) or one) if one else None for one in ids]


def _distances(columns: dict[str, Any], what: str) -> dict[str, Any]:
    rows = list(zip(*(columns[f"{what}_m{end}"] for end in ("", "_min", "_max")), strict=True))
    return {
        f"{what}_km": [metres / 1000 for metres, _, _ in rows],
        f"{what}_interval": [interval(*row) for row in rows],
        f"{what}_distance": [distance_with_interval(*row) for row in rows],
    }
