"""Whether the app can show the dataset that it was started with, for who watches the server. No Streamlit."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from geodata.dataset import Dataset
from geodata.errors import GeoDataError
from mapapp.app.given import first_location
from mapapp.app.log import DatasetRead, DatasetRefused, note, rule_of
from mapapp.app.stamp import stamp_of


@dataclass(frozen=True, slots=True)
class Reading:
    """How the dataset was read last.

    Parameters
    ----------
    stamp : str
        The state in which its files were.
    when : datetime
        When that was.
    digest : str, optional
        Of its content; None where it could not be read.
    incidents, facilities : int
        How many there are.
    """

    stamp: str
    when: dt.datetime
    digest: str | None = None
    incidents: int = 0
    facilities: int = 0


_last: Final[dict[str, Reading]] = {}
"""By location, the last reading."""


def note_read(location: str, stamp: str, dataset: Dataset, seconds: float) -> None:
    """Note that a dataset was read; the log says so.

    Parameters
    ----------
    location : str
        Where it is kept.
    stamp : str
        The state in which its files were.
    dataset : Dataset
        What was read.
    seconds : float
        How long that took.
    """
    counts = len(dataset.incidents), len(dataset.facilities)
    findings = sum(len(report.findings) for report in dataset.reports)
    again = location in _last
    _last[location] = Reading(stamp, _now(), dataset.digest, *counts)
    note(DatasetRead(dataset.digest, *counts, len(dataset.claims), findings, round(seconds, 3), again))


def note_refused(location: str, stamp: str, error: GeoDataError, seconds: float) -> None:
    """Note that a dataset could not be read; the log says by which rule.

    Parameters
    ----------
    location : str
        Where it is kept.
    stamp : str
        The state in which its files were.
    error : GeoDataError
        Why.
    seconds : float
        How long that took.
    """
    _last[location] = Reading(stamp, _now())
    note(DatasetRefused(rule_of(error), round(seconds, 3)))


def health() -> tuple[bool, dict[str, object]]:
    """Tell whether readers can be shown the dataset of the start.

    Returns
    -------
    tuple of bool and dict
        Whether they can; and what to tell, without where it is kept.
    """
    location = first_location()
    reading = _last.get(location)
    if reading is None:
        return False, {"status": "the dataset is being read"}
    try:
        has_changed = stamp_of(location) != reading.stamp
    except GeoDataError:
        return False, {"status": "the files of the dataset are gone"}
    if reading.digest is None:
        return False, {"status": "the dataset cannot be read", "tried": _written(reading.when)}
    return True, {
        "status": "ok",
        "digest": reading.digest,
        "read": _written(reading.when),
        "changed_since": has_changed,
        "incidents": reading.incidents,
        "facilities": reading.facilities,
    }


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def _written(when: dt.datetime) -> str:
    return when.isoformat(timespec="seconds")
