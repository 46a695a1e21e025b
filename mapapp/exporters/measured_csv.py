"""Measured tables as CSV, safe to open in a spreadsheet. Without their geometry."""

import csv
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geodata.engines import Format
from geodata.stores.columns import storable
from mapapp.exporters.measured_text import texts
from mapapp.records import plain
from mapapp.spreadsheet import safe_cell


def write_part(table: pd.DataFrame, path: Path) -> None:
    """Write some rows, under a line of names.

    Numbers stay numbers; lists are JSON; a text that a spreadsheet would run gets an apostrophe.

    Parameters
    ----------
    table : DataFrame
        What was measured.
    path : Path
        The file to write.
    """
    cells = pd.DataFrame(table).drop(columns="geometry", errors="ignore")
    columns = (texts(cells[name], _cell, missing="") for name in cells.columns)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(map(_cell, cells.columns))
        writer.writerows(zip(*columns, strict=True))


def join(parts: Iterable[Path], target: Path) -> None:
    """Write all rows, under one line of names.

    Parameters
    ----------
    parts : iterable of Path
        What `write_part` wrote, in order.
    target : Path
        The file to write.
    """
    with target.open("wb") as sink:
        for number, part in enumerate(parts):
            with part.open("rb") as stream:
                names = stream.readline()
                if number == 0:
                    sink.write(names)
                shutil.copyfileobj(stream, sink)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return safe_cell(storable(value))
    simple = storable(plain(value))
    return json.dumps(simple, ensure_ascii=False) if isinstance(simple, list | dict) else str(simple)


CSV: Final = Format(".csv", write_part, join)
