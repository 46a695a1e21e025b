"""Shorter forms of a column of text: a table of its own, words of a vocabulary. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from mapapp.payload.cells import Cells, once
from mapapp.payload.words import codes_of, to_words, vocabulary_of

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
        values = cells[:: max(1, len(cells) // _SAMPLE)].tolist()
        first = next((value for value in values if value is not None), None)
        if isinstance(first, str) and (words := vocabulary_of(values)):
            self.vocabularies[name] = words
        if isinstance(first, dict):
            for key in first:
                texts = [value.get(key) for value in values if value]
                if isinstance(first[key], str) and (words := vocabulary_of(texts)):
                    self.vocabularies[f"{name}.{key}"] = words

    def short(self, name: str, values: Any) -> Any:
        """Write a column in its shortest form.

        Parameters
        ----------
        name : str
            What it tells of and its name, with a point between.
        values : list or dict
            The column as a list; another form is left as it is.

        Returns
        -------
        list or dict
            The list, ``{"table": …}`` or ``{"words": …, "own": …, "vocabulary": …}``.
        """
        if not isinstance(values, list) or not values:
            return values
        if isinstance(values[0], dict) and name.endswith(".extra"):
            return self._table(name, values)
        if name in self._codes and set(map(type, values)) <= _TEXTS:
            words = to_words(values, self._codes[name])
            return {**words, "vocabulary": name} if words else values
        return values

    def _table(self, name: str, values: list[Any]) -> Any:
        """Write objects that all state the same keys as a table of them."""
        keys = list(values[0])
        if not keys or set(map(type, values)) != {dict} or set(map(tuple, values)) != {tuple(keys)}:
            return values
        columns = {key: [value[key] for value in values] for key in keys}
        return {"table": {key: self.short(f"{name}.{key}", once(column)) for key, column in columns.items()}}
