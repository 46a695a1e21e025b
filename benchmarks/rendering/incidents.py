"""Generated incidents with all that a map tells of them: the same every time.

Titles have 80 characters, of words that are as frequent as in a natural language (Zipf and Mandelbrot), so
that they compress no better than real ones.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.data import REGION, scattered
from geodata.vocabulary import INCIDENT_KINDS, STANDINGS

TITLE_LENGTH: Final = 80
WORDS: Final = 5_000
PUBLISHERS: Final = 400
FIRST_DAY: Final = np.datetime64("2022-02-24")
DAYS: Final = 4 * 365 + 1
UNCERTAINTIES_M: Final = (500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 25_000.0)

_ONSETS: Final = ("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s",
                  "sh", "st", "t", "tr", "v", "z")  # fmt: skip
_VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "ei")
_CODAS: Final = ("", "", "n", "r", "s", "l", "k", "t", "m")

Strings = npt.NDArray[np.object_]


def make_incidents(count: int) -> pd.DataFrame:
    """Make a table of incidents, as the user of any of the maps has it.

    Parameters
    ----------
    count : int
        How many.

    Returns
    -------
    DataFrame
        ``id``, ``lon``, ``lat``, ``title``, ``url``, ``date`` (ISO 8601), ``kind``, ``standing`` and
        ``uncertainty_m``.
    """
    draws = np.random.default_rng(404)
    lon, lat = scattered(count, REGION, seed=1).round(5).T
    day = FIRST_DAY + draws.integers(0, DAYS, count)
    return pd.DataFrame(
        {
            "id": np.char.add("i", np.char.zfill(np.arange(count).astype(str), 7)).astype(object),
            "lon": lon,
            "lat": lat,
            "title": _titles(count, draws),
            "url": _addresses(day, draws),
            "date": day.astype(str).astype(object),
            "kind": _some([term.name for term in INCIDENT_KINDS], count, draws),
            "standing": _some([term.name for term in STANDINGS], count, draws),
            "uncertainty_m": draws.choice(UNCERTAINTIES_M, count),
        }
    )


def _titles(count: int, draws: np.random.Generator) -> Strings:
    words, share = _vocabulary(), _frequencies(WORDS)
    titles = np.empty(count, dtype=object)
    for begin in range(0, count, 100_000):
        chosen = words[draws.choice(WORDS, (min(100_000, count - begin), TITLE_LENGTH // 4), p=share)]
        for row, few in enumerate(chosen, begin):
            titles[row] = " ".join(few)[: TITLE_LENGTH - 1].strip().ljust(TITLE_LENGTH, "s").capitalize()
    return titles


def _vocabulary() -> Strings:
    """Words of one to four syllables; frequent ones are short."""
    draws = np.random.default_rng(1893)
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = 1 + min(3, int(np.log10(len(found) + 1)))
        parts = (draws.choice(sounds) for _ in range(syllables) for sounds in (_ONSETS, _VOWELS, _CODAS))
        found["".join(parts)] = None
    return np.array(list(found), dtype=object)


def _frequencies(ranks: int) -> npt.NDArray[np.float64]:
    share = 1 / (np.arange(ranks) + 2.7)
    return np.asarray(share / share.sum())


def _addresses(day: npt.NDArray[np.datetime64], draws: np.random.Generator) -> Strings:
    """Give each incident the address of its own report: publisher, day, number of the article."""
    publisher = draws.choice(PUBLISHERS, len(day), p=_frequencies(PUBLISHERS))
    article = draws.integers(1_000_000, 10_000_000, len(day))
    path = np.char.replace(day.astype(str), "-", "/")
    rows = zip(publisher.tolist(), path.tolist(), article.tolist(), strict=True)
    return np.array(
        [f"https://news-{who}.example/{when}/{number}" for who, when, number in rows], dtype=object
    )


def _some(words: list[str], count: int, draws: np.random.Generator) -> Strings:
    """Draw words, the first ones oftener."""
    chosen = draws.choice(len(words), count, p=_frequencies(len(words)))
    return np.asarray(np.array(words, dtype=object)[chosen])
