"""The mappings of formats as a reader sees them: on the command line and in the documentation. Pure."""

from collections.abc import Iterable

from geodata.formats.format import Format


def mapping_rows(format_: Format) -> list[tuple[str, str, str]]:
    """Give the mapping of a format, a row for each rule.

    Parameters
    ----------
    format_ : Format
        The format.

    Returns
    -------
    list of (str, str, str)
        The field, the columns that it is read from, and how.

    Examples
    --------
    >>> from geodata.formats import format_named
    >>> mapping_rows(format_named("wri"))[0]
    ('id', 'gppd_idnr', 'as it stands')
    """
    return [
        (rule.field, " + ".join(column.replace("|", " or ") for column in rule.columns) or "–", rule.how)
        for rule in format_.rules
    ]


def licence_line(format_: Format) -> str:
    """Say under which licence the rows of a format stand, and whether they may be passed on.

    Parameters
    ----------
    format_ : Format
        The format.

    Returns
    -------
    str
    """
    line = f"Licence: {format_.source.get('licence', 'not stated')}."
    if format_.source.get("redistribution") is False:
        line += " Its terms do not allow passing rows on: they stay out of every export."
    return line


def as_markdown(formats: Iterable[Format]) -> str:
    """Write the mappings as Markdown.

    Parameters
    ----------
    formats : iterable of Format
        In this order.

    Returns
    -------
    str
        A heading and a table for each.
    """
    return "\n".join(map(_section, formats))


def _section(format_: Format) -> str:
    rows = "\n".join(f"| {field} | {columns} | {how} |" for field, columns, how in mapping_rows(format_))
    return (
        f"### {format_.title} (`{format_.name}`)\n\n{format_.files}; its rows become {format_.holds}. "
        f"{licence_line(format_)}\n\n| field | columns | how |\n|---|---|---|\n{rows}\n"
    )
