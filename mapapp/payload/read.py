"""Blocks of a page → incidents: what the page's script reads, in Python. Pure.

``docs/format.md`` says what the blocks hold.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.days import from_iso, to_iso
from mapapp.blocks import decode, decode_block
from mapapp.errors import UnreadableBlock
from mapapp.payload.blocks import DRAWING, FURTHER, IDS, TEXT, WORDS
from mapapp.payload.container import Column, unpack
from mapapp.payload.curve import places
from mapapp.payload.words import from_words


@dataclass(frozen=True, eq=False)
class Incidents:
    """The incidents of a page.

    Parameters
    ----------
    blocks : mapping of str to str
        The page's blocks, as `mapapp.blocks.blocks_in` gives them.
    """

    blocks: Mapping[str, str]

    @cached_property
    def _drawing(self) -> tuple[dict[str, Any], dict[str, Column]]:
        return unpack(self._bytes(DRAWING))

    @property
    def header(self) -> dict[str, Any]:
        """What the drawing columns say of themselves: rows, located, text_rows, origin_day."""
        return self._drawing[0]

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns by name, those that only filters need after the others."""
        return {**self._drawing[1], **unpack(self._bytes(FURTHER))[1]}

    def __len__(self) -> int:
        """Give the number of incidents."""
        return int(self.header["rows"])

    @cached_property
    def places(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Longitude and latitude on the grid, of the rows that have a place."""
        return places(self.columns["place"].numbers)

    @cached_property
    def days(self) -> list[tuple[str, str] | tuple[None, None]]:
        """First and last day of each incident; None where it is not dated."""
        origin = from_iso(self.header["origin_day"]) - 1
        first, length = (self.columns[name].numbers.astype(np.int64) for name in ("first_day", "days"))
        return [
            (to_iso(origin + day), to_iso(origin + day + more)) if day else (None, None)
            for day, more in zip(first.tolist(), length.tolist(), strict=True)
        ]

    @cached_property
    def ids(self) -> list[str]:
        """The id of each incident.

        Raises
        ------
        UnreadableBlock
            If the block is missing, cut off or altered, or has not an id for each incident.
        """
        lines = self._bytes(IDS).decode("utf-8").split("\n") if len(self) else []
        if len(lines) != len(self):
            raise UnreadableBlock(f"the page has {len(lines)} ids for {len(self)} incidents; export it again")
        return [json.loads(f'"{line}"') for line in lines]

    def values(self, name: str) -> list[Any]:
        """Give what a column of a dictionary says of each incident.

        Parameters
        ----------
        name : str
            One of ``kind``, ``standing``, ``uncertainty_m``, ``country:…``, ``affected``, ``facilities``.

        Returns
        -------
        list
            A value for each incident.
        """
        column = self.columns[name]
        return [(column.values or [])[code] for code in column.numbers.tolist()]

    def records(self) -> list[dict[str, Any]]:
        """Give the full record of each incident, with its claims, standing and measures.

        Returns
        -------
        list of dict
            In the order of the page.

        Raises
        ------
        UnreadableBlock
            If a block is missing, cut off or altered.
        """
        step = self.header["text_rows"]
        found: list[dict[str, Any]] = []
        for start in range(0, len(self), step):
            found += self._records(start, min(step, len(self) - start))
        return found

    def sources(self) -> list[dict[str, Any]]:
        """Give the sources that incidents and their claims name, each once.

        Returns
        -------
        list of dict
            In the order in which the blocks name them.
        """
        count = -(-len(self) // self.header["text_rows"])
        named = [_Text(self, number).rows("sources") for number in range(count)]
        return list({source["id"]: source for sources in named for source in sources}.values())

    def _records(self, start: int, count: int) -> list[dict[str, Any]]:
        text = _Text(self, start // self.header["text_rows"])
        claims: list[list[dict[str, Any]]] = [[] for _ in range(count)]
        for claim in text.rows("claims"):
            claims[claim.pop("row")].append(claim)
        standings = text.rows("standings", count, keep=True)
        measures = {name: text.measures(name, count) for name in text.content["measures"]}
        return [
            {
                **stated,
                **self._place(start + row, stated),
                "first_day": self.days[start + row][0],
                "last_day": self.days[start + row][1],
                "claims": claims[row],
                **standings[row],
                "measures": {name: rows[row] for name, rows in measures.items()},
            }
            for row, stated in enumerate(text.rows("incidents", count))
        ]

    def _place(self, row: int, stated: dict[str, Any]) -> dict[str, Any]:
        """Give the place and bounds of an incident: those of the grid where its text states no others."""
        if row >= self.header["located"]:
            return {}
        lon = stated.get("lon", float(self.places[0][row]))
        lat = stated.get("lat", float(self.places[1][row]))
        return {"lon": lon, "lat": lat, "bounds": stated.get("bounds", [[lat, lon], [lat, lon]])}

    @cached_property
    def vocabularies(self) -> dict[str, list[str]]:
        """The words that texts share, by column."""
        return dict(decode_block(self._text(WORDS)))

    def text(self, number: int) -> dict[str, Any]:
        """Give the content of a block of text, as the format's page describes it.

        Parameters
        ----------
        number : int
            Its number, from 0.

        Returns
        -------
        dict
            Tables by columns.

        Raises
        ------
        UnreadableBlock
            If the block is missing, cut off or altered.
        """
        return dict(decode_block(self._text(f"{TEXT}{number}")))

    def stated(self, number: int) -> dict[str, list[dict[str, Any]]]:
        """Give what a block of text says of the dataset, without what was computed.

        Parameters
        ----------
        number : int
            Its number, from 0.

        Returns
        -------
        dict of str to list of dict
            ``incidents`` in the order of the page; ``claims`` with ``row``, that of their incident in the
            block, and ``number``; ``sources``. Unknown properties are under ``extra``.

        Raises
        ------
        UnreadableBlock
            If the block is missing, cut off or altered.
        """
        step = self.header["text_rows"]
        count = min(step, len(self) - number * step)
        text = _Text(self, number)
        return {
            "incidents": text.rows("incidents", count),
            "claims": text.rows("claims"),
            "sources": text.rows("sources"),
        }

    def _bytes(self, name: str) -> bytes:
        return decode(self._text(name))

    def _text(self, name: str) -> str:
        if name not in self.blocks:
            raise UnreadableBlock(f"the page has no block {name!r}; export the map again")
        return self.blocks[name]


class _Text:
    """One block of text."""

    def __init__(self, incidents: Incidents, number: int) -> None:
        self.incidents = incidents
        self.start = number * incidents.header["text_rows"]
        self.content = incidents.text(number)

    def rows(self, group: str, count: int | None = None, *, keep: bool = False) -> list[dict[str, Any]]:
        """Give a table of the block as records; what is missing is left out, or kept as None."""
        table = self.content[group]
        if count is None:
            count = len(table.get("id", table.get("row", ())))
        return _records({name: self._cells(form, count) for name, form in table.items()}, count, keep=keep)

    def measures(self, viewpoint: str, count: int) -> list[dict[str, Any]]:
        """Give the measures of the block under a viewpoint."""
        tables = self.content["measures"]
        columns = {}
        for name, form in tables[viewpoint].items():
            shared = form["same"] if isinstance(form, dict) and "same" in form else viewpoint
            columns[name] = self._cells(tables[shared][name], count)
        return _records(columns, count, keep=True)

    def _cells(self, form: Any, count: int) -> list[Any]:
        """Give the cells of a column, whatever its form."""
        if isinstance(form, list):
            return form
        if "all" in form:
            return [form["all"]] * count
        if "table" in form:
            columns = {name: self._cells(one, count) for name, one in form["table"].items()}
            return _records(columns, count, keep=True)
        if "words" in form:
            words = self.incidents.vocabularies[form["vocabulary"]]
            return list(from_words(form["words"], form["own"], words))
        return self._drawn(form["column"])[self.start : self.start + count]

    def _drawn(self, name: str) -> list[Any]:
        if name in ("first_day", "last_day"):
            return [days[name == "last_day"] for days in self.incidents.days]
        return self.incidents.values(name)


def _records(columns: dict[str, list[Any]], count: int, *, keep: bool) -> list[dict[str, Any]]:
    rows = zip(*columns.values(), strict=True) if columns else [()] * count
    return [
        {name: value for name, value in zip(columns, row, strict=True) if keep or value is not None}
        for row in rows
    ]
