"""A dataset as Arrow tables that a store can pick incidents from, and back. Pure.

Beside the columns of the schema there is what incidents are picked by: the days on which each can lie, and
of each claim, which incident it is on.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.dataset import Dataset, empty_dataset
from geodata.days import Days, first_and_last_days
from geodata.errors import UnreadableFile
from geodata.jsontext import from_json, to_json
from geodata.places import LIST, Place
from geodata.report import Report
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE, Record
from geodata.stores.columns import GEOMETRY
from geodata.stores.flat import arrow_types, from_arrow, to_arrow
from geodata.stores.ids import with_own_ids
from geodata.stores.records import metadata_of

RECORDS: Final[Mapping[str, Record]] = {
    "facilities": FACILITY,
    "incidents": INCIDENT,
    "claims": CLAIM,
    "sources": SOURCE,
    "flows": FLOW,
}
"""The tables of a dataset and what their rows are."""

FIRST_DAY: Final = "first_day"
LAST_DAY: Final = "last_day"
"""Of an incident, the days on which it can lie; null where it has no date."""

LAYOUT: Final = 1
"""Version of how tables and columns are laid out in the stores of files; one more with each change of it."""


def to_tables(dataset: Dataset, *, lists: bool) -> dict[str, pa.Table]:
    """Write the tables of a dataset as Arrow tables, incidents with the days on which they can lie.

    Parameters
    ----------
    dataset : Dataset
        What to write; unchanged.
    lists : bool
        Whether the store has lists of text.

    Returns
    -------
    dict of str to pyarrow.Table
        By name, in the order of `RECORDS`.

    Examples
    --------
    >>> list(to_tables(empty_dataset(), lists=True))
    ['facilities', 'incidents', 'claims', 'sources', 'flows']
    """
    tables = {name: to_arrow(record, getattr(dataset, name), lists=lists) for name, record in RECORDS.items()}
    first, last = first_and_last_days(dataset.incidents["start"], dataset.incidents["end"])
    dated = first <= last
    incidents = tables["incidents"].append_column(FIRST_DAY, _dates(first, dated))
    tables["incidents"] = incidents.append_column(LAST_DAY, _dates(last, dated))
    return tables


def from_tables(
    tables: Mapping[str, pa.Table], about: Any, changes: Any, *, name: Callable[[str], str]
) -> Dataset:
    """Read a dataset from Arrow tables.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        Each of `RECORDS`, with no column but those that a dataset is to have.
    about, changes : object
        What the dataset says about itself, and its revision log, as JSON is read.
    name : callable
        Gives what a table, or ``"dataset"`` or ``"changes"``, is called in findings.

    Returns
    -------
    Dataset

    Raises
    ------
    UnreadableFile
        If a column holds values of another type, or a geometry is no well-known binary; the message names
        the table.
    """
    metadata, about_report = metadata_of(about, name("dataset"))
    reports = [about_report]
    read: dict[str, Any] = {}
    places = {}
    for table_name, record in RECORDS.items():
        places[table_name] = Place(name(table_name), LIST)
        try:
            read[table_name], findings = from_arrow(record, tables[table_name], places[table_name].note)
        except UnreadableFile as error:
            raise UnreadableFile(f"{name(table_name)}: {error}.") from None
        if table_name in ("facilities", "incidents"):
            read[table_name], renamed = with_own_ids(read[table_name], places[table_name])
            findings = [*findings, *renamed]
        rows = len(read[table_name])
        reports.append(Report(name(table_name), tuple(findings), rows, rows))
    log = tuple(entry for entry in changes if isinstance(entry, dict)) if isinstance(changes, list) else ()
    dataset = replace(empty_dataset(metadata), **read, changes=log)
    return replace(dataset, reports=tuple(reports), places=places)


def about(dataset: Dataset) -> dict[str, Any]:
    """Give what a dataset says about itself, and the version of the layout, as JSON is written.

    Examples
    --------
    >>> about(empty_dataset())["layout"]
    1
    """
    return {"layout": LAYOUT, **asdict(dataset.metadata)}


def check_layout(given: Any) -> None:
    """Refuse what was not written by a store of ours, or by a newer one.

    Parameters
    ----------
    given : object
        What a dataset says about itself, as JSON is read; None where it says nothing.

    Raises
    ------
    UnreadableFile
        If it is refused; the message says what to do.

    Examples
    --------
    >>> check_layout({"layout": 1, "title": "Strikes"})
    """
    layout = given.get("layout") if isinstance(given, dict) else None
    if type(layout) is not int or layout < 1:
        raise UnreadableFile(
            "does not hold a dataset of this program; import it with `mapapp convert`, which reads other "
            "tables too"
        )
    if layout > LAYOUT:
        raise UnreadableFile(
            f"was written by a newer version of this program (layout {layout}; this one reads up to "
            f"{LAYOUT}); update the program"
        )


def incident_rows(incidents: gpd.GeoDataFrame, claims: pd.DataFrame) -> pa.Array:
    """Give the row of each claim's incident.

    Parameters
    ----------
    incidents : GeoDataFrame (n rows)
        The incidents of a Dataset.
    claims : DataFrame (k rows)
        Its claims.

    Returns
    -------
    pyarrow.Array (k,) of int64
        Null where no incident, or more than one, has that id: such a claim has to be looked at by its id.

    Examples
    --------
    >>> incidents, claims = pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame({"incident_id": ["b", "c"]})
    >>> incident_rows(incidents, claims).to_pylist()
    [1, None]
    """
    ids = incidents["id"]
    rows = pd.Series(np.arange(len(ids)), index=pd.Index(ids, dtype="object"))
    single = rows[~ids.duplicated(keep=False).to_numpy() & ids.notna().to_numpy()]
    found = single.index.get_indexer(pd.Index(claims["incident_id"], dtype="object"))
    known = found >= 0
    of = np.zeros(len(found), dtype=np.int64)
    of[known] = single.to_numpy()[found[known]]
    return pa.array(of, mask=~known)


def checked(record: Record, table: pa.Table, *, lists: bool) -> pa.Table:
    """Make sure that the columns of a table hold what they are to hold.

    Parameters
    ----------
    record : Record
        The kind of record that the table holds.
    table : pyarrow.Table
        As a store gives it.
    lists : bool
        Whether the store has lists of text.

    Returns
    -------
    pyarrow.Table
        With the types of `arrow_types`; columns that these do not name as they are.

    Raises
    ------
    UnreadableFile
        If a column is of another type; the message names it.
    """
    for name, type_ in arrow_types(record, lists=lists).items():
        if name not in table.column_names or table[name].type == type_:
            continue
        given = table[name].type
        if not _fits(given, type_):
            raise UnreadableFile(f"the column {name!r} is {given}, expected {type_}")
        table = table.set_column(table.column_names.index(name), name, table[name].cast(type_))
    if record in (FACILITY, INCIDENT) and GEOMETRY not in table.column_names:
        raise UnreadableFile(f"there is no column {GEOMETRY!r}")
    return table


def _fits(given: Any, expected: Any) -> bool:
    """Tell whether other programs write one type where we write the other."""
    if pa.types.is_null(given):
        return True
    if pa.types.is_list(expected):
        is_list = pa.types.is_list(given) or pa.types.is_large_list(given)
        return is_list and _fits(given.value_type, expected.value_type)
    if pa.types.is_string(expected):
        return bool(pa.types.is_large_string(given) or pa.types.is_string_view(given))
    if pa.types.is_floating(expected):
        return bool(pa.types.is_integer(given) or pa.types.is_floating(given))
    return bool(pa.types.is_integer(expected) and pa.types.is_integer(given))


def as_json(content: Any) -> str:
    """Write JSON as text that any store can hold.

    Examples
    --------
    >>> as_json({"title": "Завод"})
    '{"title":"Завод"}'
    """
    return to_json(content).decode()


def opened_json(text: Any) -> Any:
    """Read JSON; None where it is none."""
    try:
        return from_json(text)
    except (ValueError, TypeError):
        return None


def _dates(days: Days, given: Any) -> pa.Array:
    """Write days since 1970-01-01 as dates."""
    numbers = np.where(given, days, 0).astype(np.int32)
    return pa.array(numbers, pa.int32(), mask=~given).cast(pa.date32())
