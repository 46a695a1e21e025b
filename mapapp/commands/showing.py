"""Options by which commands choose what is shown, and what is held back of what they write."""

import datetime as dt
import functools
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from mapapp.commands.options import check_range

if TYPE_CHECKING:
    from geodata.publication import Guard
    from geodata.query import Query

_DAYS: Final = re.compile(r"(\d{1,5})\s*(d|w)?", re.IGNORECASE)
_LENGTH: Final = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(m|km)", re.IGNORECASE)


def days(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Read a number of days, as ``7d`` or ``2w``.

    Parameters
    ----------
    ctx, param
        As Click gives them.
    value : str or None
        What the user wrote.

    Returns
    -------
    int or None

    Raises
    ------
    BadParameter
        If it is none.
    """
    if value is None:
        return None
    if found := _DAYS.fullmatch(value.strip()):
        return int(found[1]) * (7 if (found[2] or "d").lower() == "w" else 1)
    raise click.BadParameter(f"{value!r} is no number of days; write 7d or 2w", ctx, param)


def metres(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """Read a length above nothing, as ``500m`` or ``1km``.

    Parameters
    ----------
    ctx, param
        As Click gives them.
    value : str or None
        What the user wrote.

    Returns
    -------
    float or None

    Raises
    ------
    BadParameter
        If it is none.
    """
    if value is None:
        return None
    if (found := _LENGTH.fullmatch(value.strip())) and float(found[1]) > 0:
        return float(found[1]) * (1000 if found[2].lower() == "km" else 1)
    raise click.BadParameter(f"{value!r} is no length; write 500m or 1km", ctx, param)


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """Read a day, as ``2025-02-17``.

    Parameters
    ----------
    ctx, param
        As Click gives them.
    value : str or None
        What the user wrote.

    Returns
    -------
    date or None

    Raises
    ------
    BadParameter
        If it is none.
    """
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day that exists; write 2025-02-17", ctx, param) from None


_QUERY: Final = (
    click.option("--from", "start", metavar="DATE", help="Show incidents from this day, month or year on."),
    click.option("--to", "end", metavar="DATE", help="Show incidents up to this day, month or year."),
    click.option(
        "--kind", "kinds", multiple=True, metavar="WORD", help="Show this kind; may be given again."
    ),
    click.option("--standing", "standings", multiple=True, metavar="WORD", help="Show this standing."),
    click.option(
        "--country", "countries", multiple=True, metavar="CODE", help="Show what lies in this country."
    ),
    click.option(
        "--affected", multiple=True, metavar="CODE", help="Show what is said to affect this country."
    ),
    click.option("--text", metavar="WORDS", help="Show incidents in which all these words are found."),
)

_GUARD: Final = (
    click.option(
        "--embargo", metavar="DAYS", callback=days, help="Hold back incidents of the last days, as 7d."
    ),
    click.option(
        "--round-to", metavar="LENGTH", callback=metres, help="Round places of incidents to a grid, as 1km."
    ),
    click.option(
        "--without",
        type=click.Choice(["weak-sources"]),
        help="Hold back claims that rest only on weak sources.",
    ),
    click.option(
        "--today",
        metavar="DATE",
        callback=day,
        help="The day from which an embargo counts back [default: today].",
    ),
)


def query_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose what is shown; it receives a `Query` without viewpoint.

    Parameters
    ----------
    command : callable
        Takes ``query``.

    Returns
    -------
    callable
    """

    @functools.wraps(command)
    def with_query(*args: Any, **given: Any) -> Any:
        names = ("start", "end", "kinds", "standings", "countries", "affected", "text")
        return command(*args, query=_query(*(given.pop(name) for name in names)), **given)

    return _with(_QUERY, with_query)


def guard_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the publication guard; it receives a `Guard` and the day of today.

    Parameters
    ----------
    command : callable
        Takes ``guard`` and ``today``.

    Returns
    -------
    callable
    """

    @functools.wraps(command)
    def with_guard(*args: Any, **given: Any) -> Any:
        embargo, round_to, without, today = (
            given.pop(name) for name in ("embargo", "round_to", "without", "today")
        )
        guard = _guard(embargo, round_to, without)
        return command(*args, guard=guard, today=today or _today(), **given)

    return _with(_GUARD, with_guard)


def _with(options: tuple[Any, ...], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


def _query(
    start: str | None,
    end: str | None,
    kinds: tuple[str, ...],
    standings: tuple[str, ...],
    countries: tuple[str, ...],
    affected: tuple[str, ...],
    text: str | None,
) -> "Query":
    from geodata.query import Query
    from geodata.vocabulary import STANDINGS

    check_range(start, end)
    known = [term.name for term in STANDINGS]
    for standing in standings:
        if standing not in known:
            raise click.BadParameter(
                f"{standing!r} is no standing; choose from: {', '.join(known)}", param_hint="--standing"
            )
    return Query(
        start=start,
        end=end,
        kinds=kinds or None,
        standings=standings or None,
        countries=countries or None,
        affected=affected or None,
        text=text,
    )


def _guard(embargo: int | None, round_to: float | None, without: str | None) -> "Guard":
    from geodata.errors import InvalidArgument
    from geodata.publication import Guard

    try:
        return Guard(embargo, round_to, without == "weak-sources")
    except InvalidArgument as error:
        raise click.UsageError(str(error)) from None


def _today() -> dt.date:
    """Give the day of SOURCE_DATE_EPOCH where that is set, so that exports can be made again; else today."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated is None:
        return dt.datetime.now(tz=dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(stated), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is {stated!r}; it must be seconds since 1970, or not be set"
        ) from None
