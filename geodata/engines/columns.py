"""Measured tables as Arrow tables. Types are fixed, whatever the rows hold, so that parts fit together."""

from typing import Any, Final

import pandas as pd
import pyarrow as pa

from geodata.measures.rows import column
from geodata.stores.columns import storable

_NAMED: Final = pa.struct(
    [
        ("facility_id", pa.string()),
        ("facility_m", pa.float64()),
        ("facility_m_min", pa.float64()),
        ("facility_m_max", pa.float64()),
    ]
)

TYPES: Final = {
    "named_facilities": pa.list_(_NAMED),
    "border_disputed": pa.bool_(),
    "interception_agrees": pa.bool_(),
}
"""Columns that are neither number nor text."""


def arrow_table(measured: pd.DataFrame) -> pa.Table:
    """Turn measured columns into Arrow: numbers as they are, `TYPES` as listed, all else as text.

    Parameters
    ----------
    measured : DataFrame
        Without a geometry.

    Returns
    -------
    pyarrow.Table
        With null where a value is missing.

    Examples
    --------
    >>> arrow_table(pd.DataFrame({"id": ["a"], "border_m": [float("nan")]})).to_pylist()
    [{'id': 'a', 'border_m': None}]
    """
    names = [str(name) for name in measured.columns]
    return pa.table([_array(measured, name) for name in names], names=names)


def _array(measured: pd.DataFrame, name: str) -> Any:
    values = measured[name]
    if values.dtype.kind in "fiu":
        return pa.array(values.to_numpy(), from_pandas=True)
    type_ = TYPES.get(name, pa.string())
    given = column(measured, name)
    try:
        return pa.array(given, type_)
    except UnicodeEncodeError:
        return pa.array([storable(value) for value in given], type_)
