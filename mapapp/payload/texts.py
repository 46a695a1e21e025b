"""The text of incidents in blocks: fields as stated, standings, measures, claims, sources. Pure."""

from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geodata.jsontext import to_json
from geodata.schema import CLAIM, INCIDENT, SOURCE
from mapapp.payload.cells import Cells, columns_of, fields_of, listed, values_of
from mapapp.payload.columns import TEXT_ROWS
from mapapp.payload.curve import places
from mapapp.payload.forms import Forms
from mapapp.payload.written import Table, derived, stated
from mapapp.records import digits_of, plain
from mapapp.view import View, bounds_of

Rows = npt.NDArray[np.int64]

_STANDING: Final = (
    "standing",
    "why",
    "supporting",
    "denying",
    "contested_about",
    "disagreements",
    "figures",
)
"""What the page tells of a standing."""

_SOURCED: Final = ("alternative_dates", "no_statement_found", "observed_heat")
"""Fields of an incident whose items name a source each."""


class IncidentTexts:
    """The blocks of text of a view.

    Parameters
    ----------
    view : View
        What the map shows.
    """

    def __init__(self, view: View) -> None:
        dataset, analysis = view.dataset, view.analysis
        self._rows = view.order.rows
        self._incidents = columns_of(dataset.incidents, INCIDENT.names)
        self._fields = fields_of(dataset.incidents["extra"].tolist())
        if not self._fields:
            self._incidents |= _extra(dataset.incidents)
        self._incidents |= _places(view)
        self._standings = columns_of(analysis.standings, _STANDING)
        self._measure_names = {
            viewpoint: [name for name in map(str, frame.columns) if name != "id"]
            for viewpoint, frame in analysis.incidents.items()
        }
        self._measures = {
            viewpoint: columns_of(frame, self._measure_names[viewpoint])
            for viewpoint, frame in analysis.incidents.items()
        }
        self._claims = columns_of(dataset.claims, ("number", *CLAIM.names)) | _extra(dataset.claims)
        self._claim_rows, self._claim_order = _claims_in_order(view)
        self._sources = columns_of(dataset.sources, SOURCE.names) | _extra(dataset.sources)
        self._source_rows = {id_: row for row, id_ in enumerate(dataset.sources["id"])}
        self._first, self._last = (days[self._rows] for days in view.days)
        groups = {
            "incidents": self._incidents,
            "incidents.extra": self._fields,
            "standings": self._standings,
            "claims": self._claims,
            "sources": self._sources,
        }
        self._forms = Forms(groups if len(self) > 1 else {})

    def __len__(self) -> int:
        """Give the number of blocks."""
        return -(-len(self._rows) // TEXT_ROWS)

    def block(self, number: int) -> bytes:
        """Write one block.

        Parameters
        ----------
        number : int
            Its number, from 0.

        Returns
        -------
        bytes
            JSON in UTF-8.
        """
        start = number * TEXT_ROWS
        rows = self._rows[start : start + TEXT_ROWS]
        begin, end = np.searchsorted(self._claim_rows, [start, start + TEXT_ROWS])
        claims = self._claim_order[begin:end]
        content = {
            "incidents": self._drawn(stated(self._incidents, rows, listed=("id",)), start),
            "standings": self._drawn(
                derived(self._standings, rows, names=_STANDING, digits=digits_of), start
            ),
            "claims": stated(self._claims, claims),
            "sources": stated(self._sources, self._named_sources(rows, claims), listed=("id",)),
        }
        short = {
            group: {name: self._forms.short(f"{group}.{name}", values) for name, values in table.items()}
            for group, table in content.items()
        }
        if self._fields:
            short["incidents"]["extra"] = {"table": self._extras(rows)}
        short["claims"] = {"row": (self._claim_rows[begin:end] - start).tolist(), **short["claims"]}
        return _write({**short, "measures": self._measured(rows)})

    def vocabularies(self) -> bytes:
        """Write the words that blocks share.

        Returns
        -------
        bytes
            JSON in UTF-8: by column, a list of words.
        """
        return _write(self._forms.vocabularies)

    def _drawn(self, table: Table, start: int) -> Table:
        """Refer to the drawing columns where they say the same as a column of text."""
        rows = slice(start, start + TEXT_ROWS)
        days = {"start": ("first_day", self._first[rows]), "end": ("last_day", self._last[rows])}
        for name, values in table.items():
            if isinstance(values, dict):
                continue
            if name in days:
                column, numbers = days[name]
                if isinstance(values, pa.Array) and values.equals(_iso_days(numbers)):
                    table[name] = {"column": column}
            elif name in ("standing", "uncertainty_m") or (name == "kind" and _all_named(values)):
                table[name] = {"column": name}
        return table

    def _extras(self, rows: Rows) -> Table:
        """Give the unknown properties of incidents that all have the same, as a table of them."""
        table = derived(self._fields, rows, names=self._fields, digits=lambda name: None)
        return {key: self._forms.short(f"incidents.extra.{key}", values) for key, values in table.items()}

    def _measured(self, rows: Rows) -> dict[str, Table]:
        """Give the measures by viewpoint; a column that says the same under an earlier one refers to it."""
        tables: dict[str, Table] = {}
        for viewpoint, columns in self._measures.items():
            table = derived(columns, rows, names=self._measure_names[viewpoint], digits=digits_of)
            for name, values in table.items():
                same = (other for other, earlier in tables.items() if _alike(earlier.get(name), values))
                if (other := next(same, None)) is not None:
                    table[name] = {"same": other}
                elif isinstance(values, pa.Array):
                    table[name] = listed(values)
            tables[viewpoint] = table
        return tables

    def _named_sources(self, rows: Rows, claims: Rows) -> list[int]:
        """Give the rows of the sources that incidents and their claims name, in the dataset's order."""
        named: set[Any] = set()
        if "source" in self._claims:
            named.update(values_of(self._claims["source"], claims))
        for field in _SOURCED:
            for items in values_of(self._incidents[field], rows) if field in self._incidents else ():
                named.update(item.get("source") for item in items or () if isinstance(item, dict))
        # A claim without a source does not name the source without an id.
        return sorted(self._source_rows[id_] for id_ in named - {None} if id_ in self._source_rows)


def incident_ids(view: View) -> bytes:
    """Write the ids of all incidents in the order of the page, escaped as in JSON, one a line.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    bytes
        UTF-8 text without a last line end.
    """
    ids = view.dataset.incidents["id"].to_numpy(dtype=object)[view.order.rows].tolist()
    return to_json(ids)[2:-2].replace(b'","', b"\n")  # inside a text, a quote stands behind a backslash


_write = partial(to_json, default=plain)


def _iso_days(numbers: npt.NDArray[np.int64]) -> pa.LargeStringArray:
    """Write days as ISO 8601 does."""
    return pa.array(numbers.astype(np.int32), pa.date32()).cast(pa.large_string())


def _all_named(words: Any) -> bool:
    """Tell whether no word is missing or empty."""
    if isinstance(words, pa.Array):
        return words.null_count == 0 and bool(pc.all(pc.not_equal(words, "")).as_py())
    return all(words)


def _alike(values: Any, others: Any) -> bool:
    """Tell whether two columns that were not written in a shorter form hold the same."""
    if isinstance(values, pa.Array) or isinstance(others, pa.Array):
        return isinstance(values, pa.Array) and isinstance(others, pa.Array) and values.equals(others)
    return isinstance(others, list) and bool(values == others)


def _extra(table: pd.DataFrame) -> dict[str, Cells]:
    """Give what the schema does not know, where there is any."""
    extras = np.empty(len(table), dtype=object)
    extras[:] = [extra or None for extra in table["extra"].tolist()]
    return {"extra": extras} if any(extras) else {}


def _places(view: View) -> dict[str, Cells]:
    """Give exact places where the grid is too coarse for them, and the bounds of what is no point."""
    shapes, marks, order = view.dataset.incidents.geometry.to_numpy(), view.marks, view.order
    coarse = np.full_like(marks, np.nan)
    coarse[order.rows[: order.located]] = np.column_stack(places(order.keys))
    exact = np.where((marks == coarse).all(axis=1)[:, np.newaxis], np.nan, marks)
    bounds = np.empty(len(shapes), dtype=object)
    for row in np.flatnonzero(shapely.get_type_id(shapes) > 0):
        bounds[row] = bounds_of(shapes[row])
    columns = {"lon": exact[:, 0], "lat": exact[:, 1], "bounds": bounds}
    return {name: cells for name, cells in columns.items() if pd.notna(cells).any()}


def _claims_in_order(view: View) -> tuple[Rows, Rows]:
    """Give, in the order of the page, the row of the page and the row of the table of each claim."""
    if view.dataset.claims.empty:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    page_rows = dict(zip(view.dataset.incidents["id"], view.order.page_rows().tolist(), strict=True))
    found = np.array([page_rows.get(id_, -1) for id_ in view.dataset.claims["incident_id"]], dtype=np.int64)
    order = np.argsort(found, kind="stable")
    order = order[np.searchsorted(found[order], 0) :]
    return found[order], order
