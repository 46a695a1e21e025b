"""What may be handed on: a dataset behind the licence gate and the publication guard. Pure.

This is the one way from what was read to what is handed on.
"""

import datetime as dt
from dataclasses import dataclass, replace

from geodata.dataset import Dataset, Metadata
from geodata.licences import HELD_BACK, Withheld, gate
from geodata.publication import OPEN, Guard, apply_guard


@dataclass(frozen=True)
class Release:
    """A dataset that may be handed on.

    Parameters
    ----------
    dataset : Dataset
        Its cautions say what was held back, and its attribution has the lines of its sources.
    withheld : tuple of Withheld
        What the licence gate held back.
    guard : Guard
        What was held back by choice.
    today : date or None
        The day from which an embargo counted back; None without one.
    sentences : tuple of str
        What was held back, by the gate and by the guard; empty where nothing was asked for nor found.
    """

    dataset: Dataset
    withheld: tuple[Withheld, ...] = ()
    guard: Guard = OPEN
    today: dt.date | None = None
    sentences: tuple[str, ...] = ()


def statements(metadata: Metadata) -> tuple[str, ...]:
    """Give what a dataset's cautions say of rows that were held back.

    Parameters
    ----------
    metadata : Metadata
        Of a dataset that was handed on.

    Returns
    -------
    tuple of str
        Empty where nothing was.

    Examples
    --------
    >>> statements(Metadata(cautions=("Held back: 1 claim.", "Flows are estimates.")))
    ('Held back: 1 claim.',)
    """
    return tuple(line for line in metadata.cautions if line.startswith(HELD_BACK))


def release(dataset: Dataset, guard: Guard = OPEN, *, today: dt.date | None = None) -> Release:
    """Hold back what may not be passed on, and what a guard says.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    guard : Guard
        What is held back by choice.
    today : date, optional
        The day from which an embargo counts back; today in UTC if not given.

    Returns
    -------
    Release
        With the dataset itself where nothing is held back and no line of attribution is missing.
    """
    gated = gate(dataset)
    day = today or dt.datetime.now(tz=dt.UTC).date()
    guarded = apply_guard(gated.dataset, guard, today=day)
    sentences = (*(one.sentence for one in gated.withheld), *guarded.sentences)
    passed = guarded.dataset
    if sentences:
        cautions = tuple(dict.fromkeys([*sentences, *passed.metadata.cautions]))
        passed = replace(passed, metadata=replace(passed.metadata, cautions=cautions))
    counted = day if guard.embargo_days is not None else None
    return Release(passed, gated.withheld, guard, counted, sentences)
