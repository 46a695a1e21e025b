"""Whether incidents are where the dataset has them, and say what it says."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from playwright.sync_api import Error as BrowserError

from benchmarks.answers import NotThere
from benchmarks.rendering.visit import opened

STATED: Final = ("id", "title", "url", "date", "kind", "uncertainty_m")
WITHIN_PX: Final = 1.0
ASIDE_PX: Final = 150


@dataclass(frozen=True, slots=True)
class Exact:
    """What became of a random sample.

    Parameters
    ----------
    sample : int
        Incidents that were looked for.
    in_place, found, same_text : int
        How many were drawn within a pixel, found by the pointer at their place, told as the dataset does.
    most_px : float
        The largest distance between where one was drawn and where it belongs.
    """

    sample: int
    in_place: int
    found: int
    same_text: int
    most_px: float

    @property
    def is_exact(self) -> bool:
        """Whether all of them were."""
        return self.in_place == self.found == self.same_text == self.sample


def look_for(address: str, hooks: str, table: pd.DataFrame, *, sample: int) -> Exact:
    """Look for incidents of a table on a page of ours.

    Raises
    ------
    NotThere
        Where the page does not get ready, or breaks on the way.
    """
    chosen = table.sample(min(sample, len(table)), random_state=6)
    rows = chosen.to_dict("records")
    aside = np.random.default_rng(7).integers(-ASIDE_PX, ASIDE_PX + 1, (len(chosen), 2)).tolist()
    with opened(address, hooks) as (page, _):
        try:
            seen = [
                page.evaluate("given => benchExact(...given)", [row, shift])
                for row, shift in zip(rows, aside, strict=True)
            ]
        except BrowserError as error:
            raise NotThere(f"broke while looked through: {str(error).splitlines()[0][:120]}") from error
    off = [np.inf if one["off"] is None else float(one["off"]) for one in seen]
    return Exact(
        sample=len(rows),
        in_place=sum(distance <= WITHIN_PX for distance in off),
        found=sum(one["found"] for one in seen),
        same_text=sum(_as_stated(one["text"], row) for one, row in zip(seen, rows, strict=True)),
        most_px=max(off),
    )


def _as_stated(told: dict[str, Any] | None, row: dict[str, Any]) -> bool:
    return told is not None and all(told[name] == row[name] for name in STATED)
