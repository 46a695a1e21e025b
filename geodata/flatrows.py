"""Records in a flat table, as files and databases hold it: which fields stand there as JSON. Pure.

Imports only the schema; stores write and read such tables, formats read them from files of others.
"""

from typing import Final

from geodata.schema import Field, Type

EXTRA: Final = "extra"
"""The column that holds, as JSON, what the schema does not know."""

TEXTS: Final = frozenset({Type.TEXT, Type.DATE, Type.COUNTRY})
"""Types whose values stand as the texts that they are."""


def is_json(field: Field) -> bool:
    """Tell whether a field's values are no plain cells, so that they stand as JSON where there are no lists.

    Parameters
    ----------
    field : Field
        Of a record.

    Returns
    -------
    bool

    Examples
    --------
    >>> from geodata.schema import FLOW
    >>> [field.name for field in FLOW.fields if is_json(field)]
    ['via', 'affected_countries', 'sources']
    """
    return field.many or field.type not in TEXTS | {Type.NUMBER, Type.BOOLEAN}
