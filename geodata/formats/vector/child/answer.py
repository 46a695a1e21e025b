"""What the child process writes: a line of JSON, the rows as an Arrow stream, and a line of JSON again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from geodata.formats.vector.task import shown


class Refused(Exception):
    """The file cannot be read; the argument is the sentence without the file's name."""


class NoSuchLayer(Exception):
    """There is no layer of that name; the argument is the tuple of those that there are."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of a layer before its rows.

    Parameters
    ----------
    layer : str
        Its name.
    layers : list of str
        The names of all.
    geometry : str or None
        The column that holds its geometry.
    encoding : str
        How the geometry is written: ``"WKB"``, or one of GeoArrow's in small letters.
    crs : str or dict or None
        Its reference system: ``"EPSG:3857"``, WKT, or PROJJSON.
    notes : list of str
        What the result says about how it was read.
    rows : int
        How many there should be; -1 where that is not known.
    """

    layer: str
    layers: list[str]
    geometry: str | None
    encoding: str = "WKB"
    crs: Any = None
    notes: list[str] = field(default_factory=list)
    rows: int = -1


def write_line(out: BinaryIO, content: dict[str, Any]) -> None:
    """Write a line of JSON.

    Parameters
    ----------
    out : BinaryIO
        The pipe.
    content : dict
        What to write.
    """
    out.write(json.dumps(content).encode() + b"\n")
    out.flush()


def write_rows(
    out: BinaryIO, header: Header, schema: Any, batches: Iterable[Any], max_rows: int
) -> list[str]:
    """Write a layer.

    Parameters
    ----------
    out : BinaryIO
        The pipe.
    header : Header
        What is said before.
    schema : pyarrow.Schema
        Of the rows.
    batches : iterable of RecordBatch
        The rows.
    max_rows : int
        How many there may be.

    Returns
    -------
    list of str
        Notes on what was repaired on the way.

    Raises
    ------
    Refused
        There are more, or fewer than there should be.
    """
    import pyarrow as pa

    write_line(out, asdict(header))
    rows = 0
    notes: list[str] = []
    with pa.ipc.new_stream(out, schema) as stream:
        for batch in batches:
            rows += batch.num_rows
            if rows > max_rows:
                raise Refused(f"the layer has more than {max_rows:,} rows. Split it, or read another layer.")
            stream.write_batch(_sound(batch, notes))
    if rows < header.rows:
        raise Refused(
            f"only {rows:,} of its {header.rows:,} rows can be read. The file breaks off, or is damaged; "
            "copy or export it again."
        )
    return notes


def _sound(batch: Any, notes: list[str]) -> Any:
    """Replace what is no UTF-8 in columns of text, which Arrow takes on trust."""
    import pyarrow as pa

    for place, about in enumerate(batch.schema):
        column = batch.column(place)
        if not pa.types.is_string(about.type) or _is_valid(column):
            continue
        texts = [text and text.decode("utf-8", "replace") for text in column.cast(pa.binary()).to_pylist()]
        batch = batch.set_column(place, about, pa.array(texts, pa.string()))
        note = f"column {shown(about.name, 60)!r} has text that is not in its encoding; it is shown as \ufffd"
        if note not in notes:
            notes.append(note)
    return batch


def _is_valid(column: Any) -> bool:
    import pyarrow as pa

    try:
        column.validate(full=True)
    except pa.ArrowException:
        return False
    return True
