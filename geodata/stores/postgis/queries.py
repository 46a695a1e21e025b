"""What is asked of the database: rows of a table, and which incidents a selection means. Pure."""

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
from sqlalchemy import ARRAY, ColumnElement, Select, and_, func, or_, select

from geodata.facets import NO_KIND
from geodata.stores.columns import GEOMETRY
from geodata.stores.flat import arrow_types
from geodata.stores.postgis.tables import DATASET_TABLES, DAYS, POSITION, RECORDS, is_spatial, key_of
from geodata.stores.selection import Selection

_SRID: Final = 4326


def rows_of(
    name: str, selection: Selection, columns: Mapping[str, Mapping[str, str]]
) -> tuple[Select[Any], dict[str, Any]]:
    """Give the query for the rows of a table, and the types of what it gives.

    Parameters
    ----------
    name : str
        A table of a Dataset.
    selection : Selection
        Which incidents are read. The query gives all of them and may give a few more: those that only
        `Selection.mask` can judge.
    columns : mapping
        By table, the columns that are there; one of an older version lacks some.

    Returns
    -------
    query : sqlalchemy.Select
        Rows in order; lists as JSON, geometry as WKB in hexadecimal digits.
    types : dict of str to DataType
        By column, its type as an Arrow table has it.
    """
    table = DATASET_TABLES[name]
    known = arrow_types(RECORDS[name], lists=False)
    types = {column: type_ for column, type_ in known.items() if column in columns[name]}
    if is_spatial(name):
        types[GEOMETRY] = pa.binary()
    order = [table.c[column] for column in (POSITION, *key_of(name))]
    query = select(*(_readable(table.c[column]) for column in types)).order_by(*order)
    if not selection.is_whole and name in ("incidents", "claims"):
        met = _conditions(selection, has_days=DAYS[0] in columns["incidents"])
        incidents = DATASET_TABLES["incidents"]
        if name == "claims":
            met = [table.c.incident_id.in_(select(incidents.c.id).where(*met))]
        query = query.where(*met)
    return query, types


def _readable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    if column.name == GEOMETRY:
        return func.encode(func.ST_AsBinary(column, "NDR", type_=None), "hex")
    return func.array_to_json(column) if isinstance(column.type, ARRAY) else column


def _conditions(selection: Selection, *, has_days: bool) -> list[ColumnElement[bool]]:
    """Give what rows must meet to be read; no row that the selection means fails it."""
    incidents = DATASET_TABLES["incidents"].c
    met: list[ColumnElement[bool]] = []
    if selection.days is not None and has_days:
        first, last = selection.days
        # Rows that others have added have dates, but not their days.
        unknown = and_(
            incidents.first_day.is_(None), func.coalesce(incidents.start, incidents.end).is_not(None)
        )
        met.append(or_(and_(incidents.first_day <= last, incidents.last_day >= first), unknown))
    if selection.kinds is not None:
        kinds = [kind for kind in selection.kinds if _is_storable(kind)]
        # A kind that no database can hold stands in extra.
        moved = and_(incidents.kind.is_(None), incidents.extra.is_not(None))
        met.append(or_(func.coalesce(incidents.kind, NO_KIND).in_(kinds), moved))
    if selection.bbox is not None:
        envelopes = (func.ST_MakeEnvelope(*box, _SRID) for box in selection.boxes)
        met.append(or_(*(incidents.geometry.intersects(envelope) for envelope in envelopes)))
    return met


def _is_storable(kind: str) -> bool:
    return "\0" not in kind and kind.encode("utf-8", "ignore").decode() == kind
