"""Incidents that nobody is quoted on, and claims that leave out what a reader needs to weigh them. Pure."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from geodata.checks.check import Check, claim_places, lacking, note
from geodata.dataset import Dataset
from geodata.fields import missing
from geodata.report import Finding
from geodata.schema import CLAIM

_NEEDED: Final = tuple(field for field in CLAIM.fields if field.name in ("stance", "about", "source"))


def _run(dataset: Dataset) -> Iterator[Finding]:
    yield from _unclaimed(dataset)
    yield from _unstated(dataset)
    yield from _figures(dataset)


def _unclaimed(dataset: Dataset) -> Iterator[Finding]:
    claimed = dataset.incidents["id"].isin(dataset.claims["incident_id"]).to_numpy()
    rows = np.flatnonzero(~claimed).tolist()
    hint = "Its standing stays unstated. Add who said what, with the source."
    yield from lacking(dataset, "incidents", rows, rule="no-claims", path="claims", what="claims", hint=hint)


def _unstated(dataset: Dataset) -> Iterator[Finding]:
    columns = {field: dataset.claims[field.name].tolist() for field in _NEEDED}
    for claim, row, path in claim_places(dataset):
        for field, values in columns.items():
            if values[claim] in (None, ""):
                message, hint = missing(field)
                place = f"{path}/{field.name}"
                yield note(dataset, "incidents", row, "missing-field", place, message, hint)


def _figures(dataset: Dataset) -> Iterator[Finding]:
    lows, values, highs = (dataset.claims[name].tolist() for name in ("low", "value", "high"))
    hint = "Correct the figure or its range."
    for claim, row, path in claim_places(dataset):
        low, value, high = lows[claim], values[claim], highs[claim]
        # A figure that is not stated is NaN, which compares as false.
        if low > high:
            message = f"the range starts at {low:g} and ends at {high:g}."
            yield note(dataset, "incidents", row, "range-order", f"{path}/low", message, hint)
        elif value < low or value > high:
            message = f"the figure {value:g} is outside its own range, {_range(low, high)}."
            yield note(dataset, "incidents", row, "value-outside-range", f"{path}/value", message, hint)


def _range(low: float, high: float) -> str:
    if np.isnan(low):
        return f"up to {high:g}"
    return f"from {low:g}" if np.isnan(high) else f"{low:g} to {high:g}"


CLAIMS = Check(
    "claims",
    "incidents without a claim, claims without a source, a stance or a topic, figures outside their range",
    _run,
)
