"""What PostgreSQL refuses, as a sentence that says what to do. Pure.

Messages of the server and of its driver hold no password; nothing else of an address gets into a sentence
but what `Location` shows.
"""

import contextlib
from collections.abc import Iterator
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError

from geodata.errors import GeoDataError
from geodata.stores.postgis.location import Location

_LOST: Final = "the connection was lost; look whether the server runs, and try again"

_BY_STATE: Final = {
    "42501": "the user may not do that ({said}); ask the owner of the database for the right, "
    "or name another schema with ?schema=",
    "53100": "the disk of the server is full ({said}); free some of it and try again",
    "57014": "the server broke it off ({said}); raise the limit, or try again",
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": "the server is starting or stopping; try again in a while",
    "08": _LOST,
    "53": "the server has too little of what it needs ({said}); try again later",
    "XX": "the server failed ({said}); look into its log",
}
"""Sentences by SQLSTATE, or by its first signs (PostgreSQL manual, appendix A)."""

_BY_WORDS: Final = (
    ("password authentication failed", "the password is wrong, or there is no such user ({said})"),
    ("no password supplied", "the server asks for a password: write it into the address or into ~/.pgpass"),
    ("role", "there is no such user ({said}); name another in the address"),
    ("no pg_hba.conf entry", "the server lets in nobody from here ({said}); ask its administrator"),
    ("too many", "too many are connected already; try again later"),
    ("starting up", "the server is starting; try again in a while"),
    ("shutting down", "the server is stopping; try again when it runs"),
    ("database", "there is no such database ({said}); create it with createdb, or name another"),
    ("Connection refused", "no server listens there; look whether it runs, and at host and port"),
    ("No such file", "no server listens there; look whether it runs, and at host and port"),
    ("timeout", "no answer came in time; look at host and port, or whether something blocks the way"),
    ("resolve", "there is no computer of that name; look at the host in the address"),
    ("translate host name", "there is no computer of that name; look at the host in the address"),
    ("closed the connection", _LOST),
    ("connection is lost", _LOST),
    ("invalid connection option", "the address has an option that libpq does not know ({said})"),
)
"""Sentences for what has no SQLSTATE: libpq gives none where a connection fails."""


@contextlib.contextmanager
def refusals(location: Location, kind: type[GeoDataError], after: str) -> Iterator[None]:
    """Turn what the server refuses within the block into an error of ours.

    Parameters
    ----------
    location : Location
        Where the block works.
    kind : type
        The error to raise.
    after : str
        How things stand afterwards, as the end of a sentence.

    Raises
    ------
    GeoDataError
        Of that kind, with a sentence.
    """
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        refused = error.orig if isinstance(error, DBAPIError) else error
        raise kind(f"{location.database}: {sentence(refused)}. {after}") from refused


def sentence(error: BaseException | None) -> str:
    """Say what was refused and what to do, without the point at its end.

    Parameters
    ----------
    error : exception
        As the driver raised it.

    Returns
    -------
    str

    Examples
    --------
    >>> sentence(psycopg.errors.DiskFull("could not extend file"))
    'the disk of the server is full (could not extend file); free some of it and try again'
    """
    said = _said(error)
    state = getattr(error, "sqlstate", None) or ""
    for begin in (state, state[:2]):
        if begin in _BY_STATE:
            return _BY_STATE[begin].format(said=said)
    if not state:
        for words, meaning in _BY_WORDS:
            if words in said:
                return meaning.format(said=said)
    return f"it refused with {said!r}"


def _said(error: BaseException | None) -> str:
    """Give what the server said: the first line, or the last that says why a connection failed."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = next((line for line in lines if "FATAL:" in line or "failed:" in line), lines[0] if lines else "")
    return told.rpartition("FATAL:")[2].rpartition("failed:")[2].strip().rstrip(".")[:300]
