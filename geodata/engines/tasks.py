"""The steps of measuring a large table, each a function of its inputs that writes one file or none.

Any process can run any of them, again and again: a file appears whole or not at all, and is always the same.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import ipc

from geodata.engines.checked import midpoints
from geodata.engines.columns import arrow_table
from geodata.engines.job import Plan
from geodata.engines.sources import Piece
from geodata.errors import InvalidArgument
from geodata.files import replacing
from geodata.order import Order, order_of, row_of
from geodata.stores.columns import GEOMETRY
from geodata.stores.parts import GeoParquetWriter
from geodata.stores.pieces import array_of, frame_of, reading
from geodata.stores.wkb import geometries


def survey(piece: Piece, step: int) -> Order:
    """Make sure that every row can be measured, and rank some of them along the curve.

    Parameters
    ----------
    piece : Piece
        Rows of the source.
    step : int
        Every how many-th row of the source is ranked.

    Returns
    -------
    ndarray of uint64

    Raises
    ------
    InvalidArgument
        For a bad coordinate or uncertainty; the message names file and row.
    """
    lonlat = midpoints(piece.table(["uncertainty_m"]), piece.place)
    first = -piece.first_row % step
    return order_of(lonlat, piece.first_row)[first::step]


def split(piece: Piece, path: Path, cuts: Order) -> None:
    """Write the rows of a piece sorted along the curve, one record batch for each part of it.

    Parameters
    ----------
    piece : Piece
        Rows of the source.
    path : Path
        The file to write, in Arrow's IPC format.
    cuts : ndarray of uint64
        Where the curve is cut into parts.
    """
    table = piece.table()
    ranks = order_of(midpoints(table, piece.place), piece.first_row)
    order = np.argsort(ranks)
    table = table.append_column("rank", pa.array(ranks)).take(order).combine_chunks()
    ends = [0, *np.searchsorted(ranks[order], cuts), len(table)]
    with replacing(path) as temporary, ipc.new_file(str(temporary), table.schema) as sink:
        for start, stop in pairwise(ends):
            (batch,) = table.slice(start, stop - start).to_batches() or [_no_rows(table.schema)]
            sink.write_batch(batch)


def measure_part(number: int, split_files: Sequence[Path], path: Path, plan: Plan) -> int:
    """Gather one part of the curve, measure it, and write it as GeoParquet.

    Parameters
    ----------
    number : int
        Of the part.
    split_files : sequence of Path
        All that `split` wrote.
    path : Path
        The file to write.
    plan : Plan
        What is measured to.

    Returns
    -------
    int
        Rows of the part.
    """
    table = _gathered(number, split_files)
    row = row_of(table.column("rank").to_numpy())
    shapes = array_of(table, GEOMETRY)
    incidents = frame_of(table.drop_columns(["rank"]), geometries(shapes))
    found = plan.measure(incidents).drop(columns=GEOMETRY)
    measured = arrow_table(found).add_column(0, "row", pa.array(row))
    # Not among the parts: a worker that was given up may still be at it when these become the target.
    meanwhile = path.parent.parent
    with replacing(path, folder=meanwhile) as temporary, GeoParquetWriter(temporary, covering=True) as writer:
        writer.write(measured.append_column(GEOMETRY, shapes))
    return len(measured)


def measure_piece(piece: Piece, path: Path, plan: Plan) -> int:
    """Measure a piece of the source and write it in the job's format.

    Parameters
    ----------
    piece : Piece
        Rows of the source.
    path : Path
        The file to write.
    plan : Plan
        What is measured to, and the format.

    Returns
    -------
    int
        Rows of the part.

    Raises
    ------
    InvalidArgument
        When the plan has no format.
    """
    if plan.format is None:
        raise InvalidArgument("plan: has no format, expected the one that the piece is written in")
    incidents = piece.frame()
    with replacing(path, folder=path.parent.parent) as temporary:
        plan.format.write_part(plan.measure(incidents), temporary)
    return len(incidents)


def _gathered(number: int, split_files: Sequence[Path]) -> pa.Table:
    batches = []
    for file in split_files:
        with reading(file), pa.memory_map(str(file)) as source:
            batches.append(ipc.open_file(source).get_batch(number))
    table = pa.Table.from_batches(batches)
    return table.take(np.argsort(table.column("rank").to_numpy())).combine_chunks()


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema)
