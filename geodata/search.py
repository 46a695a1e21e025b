"""Which incidents a text finds: words anywhere in title, id, claimants, publishers and facilities. Pure.

The map document searches by the same rules in the browser (``mapapp/web/src/search``); a test holds the two
to the same answers.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata.facets import Flags

if TYPE_CHECKING:
    from geodata.dataset import Dataset


def fold(text: str) -> str:
    """Write a text in lower case and without accents, as it is searched.

    Examples
    --------
    >>> fold("Százhalombatta, Київ")
    'szazhalombatta, киів'
    """
    lower = text.lower()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFD", lower)
    return "".join(sign for sign in parts if not unicodedata.category(sign).startswith("M"))


def words_of(text: str) -> list[str]:
    """Give the words of a text as they are searched, each once.

    Examples
    --------
    >>> words_of("  Tuapse  fire tuapse ")
    ['tuapse', 'fire']
    """
    return list(dict.fromkeys(fold(text).split()))


class Texts:
    """What can be found of each incident.

    Parameters
    ----------
    rows : sequence of str
        For each incident, what is searched, folded.
    """

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = rows
        self._found = lru_cache(maxsize=8)(self._search)

    def having(self, text: str) -> Flags:
        """Tell which incidents have every word of a text.

        Parameters
        ----------
        text : str
            What to look for; the order of its words does not matter.

        Returns
        -------
        array of bool, shape (n,)
            True where an incident has all of them. Shared: read-only.
        """
        return self._found(tuple(words_of(text)))

    def _search(self, words: tuple[str, ...]) -> Flags:
        found = np.ones(len(self.rows), dtype=np.bool_)
        for word in words:
            (left,) = np.nonzero(found)
            has_it = (word in self.rows[row] for row in left.tolist())
            found[left] = np.fromiter(has_it, np.bool_, count=len(left))
        found.flags.writeable = False
        return found


def texts_of(dataset: "Dataset") -> Texts:
    """Gather what can be found of each incident of a dataset.

    Parameters
    ----------
    dataset : Dataset
        Incidents with their claims, sources and facilities.

    Returns
    -------
    Texts
    """
    incidents, sources, facilities = dataset.incidents, dataset.sources, dataset.facilities
    publishers = dict(zip(sources["id"], map(_text, sources["publisher"]), strict=True))
    names = {
        id_: _joined([id_, name, *(other or {}).values()])
        for id_, name, other in zip(facilities["id"], facilities["name"], facilities["names"], strict=True)
    }
    said: dict[str, list[str]] = defaultdict(list)
    claims = dataset.claims
    for id_, by, source in zip(claims["incident_id"], claims["by"], claims["source"], strict=True):
        said[id_] += [_text(by), publishers.get(source, "")]
    columns = (incidents[name] for name in ("id", "title", "facility_ids"))
    return Texts(
        [
            _joined([id_, title, *said.get(id_, ())])
            + "".join(f"\n{names.get(one) or fold(one)}" for one in facility_ids or ())
            for id_, title, facility_ids in zip(*columns, strict=True)
        ]
    )


def _joined(texts: Iterable[str | None]) -> str:
    return fold("\n".join(map(_text, texts)))


def _text(value: str | None) -> str:
    return value or ""
