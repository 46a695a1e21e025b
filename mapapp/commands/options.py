"""What the commands' options have in common: their types, and the words in which a wrong one is refused."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

VIEWPOINTS: Final = ("un", "de_facto")
READABLE: Final = click.Path(path_type=Path)
VIEWPOINT: Final = click.option(
    "--viewpoint", type=click.Choice(VIEWPOINTS), help="Viewpoint on borders [default: the dataset's]."
)


def examples(*lines: str) -> str:
    """Lay out examples for the end of a command's help, each on a line of its own.

    Parameters
    ----------
    *lines : str
        Command lines.

    Returns
    -------
    str
        For Click's ``epilog``.
    """
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def check_range(start: str | None, end: str | None) -> None:
    """Refuse dates that do not exist, and a range whose end lies before its start.

    Parameters
    ----------
    start, end : str or None
        Of ``--from`` and ``--to``.

    Raises
    ------
    BadParameter
        When they are refused; it names the option.
    """
    from geodata.dates import days, is_iso_date

    for option, text in (("--from", start), ("--to", end)):
        if text is not None and not is_iso_date(text):
            raise click.BadParameter(
                f"{text!r} is not a date that exists; write 2025, 2025-02 or 2025-02-17", param_hint=option
            )
    if start is not None and end is not None and days(end)[1] < days(start)[0]:
        raise click.BadParameter(f"{end} lies before --from {start}", param_hint="--to")


def check_ending(output: Path, endings: Iterable[str]) -> None:
    """Refuse a target whose name has another ending.

    Parameters
    ----------
    output : Path
        Of ``-o``.
    endings : iterable of str
        Those that there are.

    Raises
    ------
    BadParameter
        When it is refused; it lists the endings.
    """
    if output.suffix.lower() not in endings:
        raise click.BadParameter(
            f"{output.name!r} ends in {output.suffix or 'nothing'!r}; choose from: {', '.join(endings)}",
            param_hint="'-o'",
        )


def check_folder(output: Path, endings: Iterable[str]) -> None:
    """Refuse a folder for parts whose name is that of a page.

    Parameters
    ----------
    output : Path
        Of ``-o``.
    endings : iterable of str
        Those of pages.

    Raises
    ------
    BadParameter
        When it is refused.
    """
    if output.suffix.lower() in endings:
        raise click.BadParameter(
            f"with --parts it is a folder, and {output.name!r} is a page", param_hint="'-o'"
        )
