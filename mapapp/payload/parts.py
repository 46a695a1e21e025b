"""Incidents parted by time, so that each part fits into a page of its own. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.days import Days, to_iso
from mapapp.payload import selection
from mapapp.view import View

Rows = npt.NDArray[np.int64]

_UNITS: Final = ("Y", "M", "D")
"""What incidents are parted by: years; of a year that is too large months, of a month days."""

_SMALL: Final = 10
"""Years next to each other share a page while they take less than this part of one."""

_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                  "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Incidents of one stretch of time, by the first day on which each can lie.

    Parameters
    ----------
    name : str
        Of its file, without ending: ``2022``, ``2022-03``, ``1990-2004``, ``undated``.
    label : str
        Its time in words.
    rows : array of int64, shape (n,)
        Rows of the dataset, ascending.
    first, last : str or None
        The first and last day of the stretch, ISO 8601; None for those without a date.
    """

    name: str
    label: str
    rows: Rows
    first: str | None
    last: str | None

    def described(self) -> dict[str, Any]:
        """Give what a page says of the part, ready for JSON."""
        return {
            "label": self.label,
            "file": f"{self.name}.html",
            "incidents": len(self.rows),
            "from": self.first,
            "to": self.last,
        }


def parts_of(view: View) -> tuple[Part, ...]:
    """Part the incidents that a view shows at first by time.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    tuple of Part
        In the order of time, undated incidents last; none has more than `mapapp.payload.selection.MOST`.

    Raises
    ------
    InvalidArgument
        If a date of the query is none that exists.
    """
    shown = np.flatnonzero(view.shown)
    first, last = (days[shown] for days in view.days)
    order = np.argsort(first, kind="stable")
    dated = int((first <= last).sum())
    days, rows = first[order][:dated], shown[order]
    years = _joined(list(_parts(days, rows[:dated], _UNITS)))
    undated = _numbered(Part("undated", "Undated", rows[dated:], None, None))
    return tuple(replace(part, rows=np.sort(part.rows)) for part in (*years, *undated))


def _parts(days: Days, rows: Rows, units: Sequence[str]) -> Iterator[Part]:
    """Part rows, sorted by day, by the first of the units; what is too large by the next."""
    unit, *finer = units
    periods = days.astype("datetime64[D]").astype(f"datetime64[{unit}]")
    begins = np.flatnonzero(np.diff(periods.astype(np.int64), prepend=np.iinfo(np.int64).min))
    for begin, end in pairwise([*begins.tolist(), len(days)]):
        if finer and end - begin > selection.MOST:
            yield from _parts(days[begin:end], rows[begin:end], finer)
        else:
            yield from _numbered(_part(periods[begin], rows[begin:end]))


def _part(period: np.datetime64, rows: Rows) -> Part:
    """Name a year, month or day."""
    name = str(period)
    year, *rest = name.split("-")
    words = [year] if not rest else [_MONTHS[int(rest[0]) - 1], year]
    label = " ".join([str(int(rest[1])), *words] if len(rest) > 1 else words)
    first, after = (int((one).astype("datetime64[D]").astype(np.int64)) for one in (period, period + 1))
    return Part(name, label, rows, to_iso(first), to_iso(after - 1))


def _numbered(part: Part) -> Iterator[Part]:
    """Cut a part that no finer time parts, in the order of the dataset; nothing where it is empty."""
    most, rows = selection.MOST, np.sort(part.rows)
    count = -(-len(rows) // most)
    if count == 1:
        yield part
        return
    for number, some in enumerate(np.array_split(rows, count) if count else (), 1):
        label = f"{part.label}, {number} of {count}"
        yield replace(part, name=f"{part.name}-{number}", label=label, rows=some)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Join years that are next to each other and small, so that a long time is not many small files."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        together = len(part.rows) + (len(before.rows) if before else 0)
        if before and _is_year(part) and _is_year(before) and together * _SMALL < selection.MOST:
            found[-1] = _span(before, part)
        else:
            found.append(part)
    return found


def _is_year(part: Part) -> bool:
    """Tell whether a part begins and ends with a year."""
    return bool(part.first and part.last and part.first.endswith("-01-01") and part.last.endswith("-12-31"))


def _span(one: Part, other: Part) -> Part:
    begin, end = (one.first or "")[:4], (other.last or "")[:4]
    return Part(
        f"{begin}-{end}", f"{begin} – {end}", np.concatenate([one.rows, other.rows]), one.first, other.last
    )
