"""Shorter forms of a column of text: a table of its own, words of a vocabulary. Pure."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa

from mapapp.payload.cells import Always, Cells, cut, listed, once
from mapapp.payload.words import codes_of, octets_of, to_words, vocabulary_of

Groups = Mapping[str, Mapping[str, Cells]]
"""By what they tell of (``incidents``, ``claims``), columns by name."""


_SAMPLE: Final = 32_768
"""Cells that a vocabulary is taken from, evenly spread."""

_TEXTS: Final = frozenset({str, type(None)})


class Forms:
    """The vocabularies of columns, and how a block of a column is written with them.

    Parameters
    ----------
    groups : mapping of str to mapping of str to array
        The columns to take vocabularies from.
    """

    def __init__(self, groups: Groups) -> None:
        self.vocabularies: dict[str, list[str]] = {}
        for group, columns in groups.items():
            for name, cells in columns.items():
                if name != "id":  # a list in every block: its length is that of the table
                    self._learn(f"{group}.{name}", cells)
        self._codes = {name: codes_of(words) for name, words in self.vocabularies.items()}

    def _learn(self, name: str, cells: Cells) -> None:
        """Take a vocabulary from a column of texts, or one from each text of a column of objects."""
        if isinstance(cells, Always):
            return
        sample = cut(cells, np.arange(0, len(cells), max(1, len(cells) // _SAMPLE)))
        if isinstance(sample, pa.Array):
            self._keep(name, sample)
        elif sample.dtype == object:
            self._learn_from_objects(name, [value for value in sample.tolist() if value is not None])

    def _learn_from_objects(self, name: str, values: list[Any]) -> None:
        if values and set(map(type, values)) <= _TEXTS:
            self._keep(name, values)
        elif values and isinstance(values[0], dict):
            for key, first in values[0].items():
                if isinstance(first, str):
                    texts = (value.get(key) for value in values if isinstance(value, dict))
                    self._keep(f"{name}.{key}", [text for text in texts if isinstance(text, str)])

    def _keep(self, name: str, texts: Any) -> None:
        if words := vocabulary_of(octets_of(texts)):
            self.vocabularies[name] = words

    def short(self, name: str, values: Any) -> Any:
        """Write a column in its shortest form.

        Parameters
        ----------
        name : str
            What it tells of and its name, with a point between.
        values : list, array of Arrow's or dict
            The column; another form than a list or array is left as it is.

        Returns
        -------
        list or dict
            The list, ``{"table": …}`` or ``{"words": …, "own": …, "vocabulary": …}``.
        """
        if isinstance(values, dict) or len(values) == 0:
            return values
        if name in self._codes and _are_texts(values):
            words = to_words(octets_of(values), self._codes[name])
            return {**words, "vocabulary": name} if words else listed(values)
        if name.endswith(".extra"):
            return self._table(name, listed(values))
        return listed(values)

    def _table(self, name: str, values: list[Any]) -> Any:
        """Write objects that all state the same keys as a table of them."""
        if set(map(type, values)) != {dict}:
            return values
        keys = list(values[0])
        if not keys or set(map(tuple, values)) != {tuple(keys)}:
            return values
        columns = {key: [value[key] for value in values] for key in keys}
        return {"table": {key: self.short(f"{name}.{key}", once(column)) for key, column in columns.items()}}


def _are_texts(values: Any) -> bool:
    return isinstance(values, pa.Array) or set(map(type, values)) <= _TEXTS
