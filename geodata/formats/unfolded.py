"""Cells of a flat table → properties as our records have them. Pure.

A table of plain columns, as GeoParquet or a GeoPackage holds it, has lists and objects as JSON, and what the
schema does not know in one column ``extra``.
"""

from collections.abc import Mapping
from typing import Any, Final

from geodata.flatrows import EXTRA, is_json
from geodata.jsontext import from_json
from geodata.schema import FACILITY, INCIDENT

_FOLDED: Final = frozenset(
    field.name for record in (FACILITY, INCIDENT) for field in record.fields if is_json(field)
)


def unfolded(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Open the lists and objects of a row that are written as JSON.

    Parameters
    ----------
    cells : mapping
        The cells of a row by column; unchanged.

    Returns
    -------
    dict
        Text in a field that holds lists or objects is one where it is JSON of one; what stands in ``extra``
        stands beside the other cells, where none of them is called the same. All else stays as it is.

    Examples
    --------
    >>> unfolded({"title": "[1]", "facility_ids": '["f1"]', "extra": '{"ship": "Koala"}'})
    {'ship': 'Koala', 'title': '[1]', 'facility_ids': ['f1']}
    """
    opened = {name: _opened(cell) if name in _FOLDED else cell for name, cell in cells.items()}
    extra = _opened(opened.get(EXTRA))
    rest = {name: cell for name, cell in opened.items() if name != EXTRA}
    if not isinstance(extra, dict) or not rest.keys().isdisjoint(extra):
        return opened
    return {**extra, **rest}


def _opened(cell: Any) -> Any:
    """Read JSON of a list or an object; all else stays as it is."""
    if not isinstance(cell, str) or not cell.startswith(("[", "{")):
        return cell
    try:
        return from_json(cell)
    except ValueError:
        return cell
