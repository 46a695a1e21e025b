"""What `mapapp measure` reads, where it measures, and what it writes to, from the words of its options."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.opening import opened, viewpoint_of
from mapapp.commands.options import check_ending
from mapapp.commands.progress import Bars

if TYPE_CHECKING:
    import geopandas as gpd

    from geodata.engines import Engine, Format, Source


def inputs(incidents: str, facilities: Path | None) -> "tuple[Source, gpd.GeoDataFrame, str]":
    """Open incidents and facilities, each as GeoParquet or as part of a dataset.

    Parameters
    ----------
    incidents : str
        A file, a dataset wherever it is kept, or a folder of GeoParquet.
    facilities : Path or None
        A file or a folder of GeoParquet; those of the dataset where None.

    Returns
    -------
    incidents : Source
        To be read piece by piece.
    facilities : GeoDataFrame
        All of them.
    viewpoint : str
        The one that the dataset is meant for.
    """
    from geodata.dataset import Metadata, empty_dataset
    from geodata.engines import FrameSource
    from geodata.engines.tables import open_facilities, open_incidents
    from geodata.stores import store_of
    from geodata.stores.folder_writer import FOLDER
    from geodata.stores.geoparquet import is_geoparquet
    from geodata.stores.geoparquet_dataset import is_geoparquet_dataset
    from geodata.stores.records import read_metadata

    path = Path(incidents)
    metadata = Metadata()
    if is_geoparquet_dataset(incidents):  # its incidents are not read at once
        metadata, _ = read_metadata(path / "dataset.json")
        facilities = facilities or path / "facilities.parquet"
        path = path / "incidents.parquet"
    columnar = facilities is not None and is_geoparquet(facilities)
    plain = None if columnar else facilities
    if is_geoparquet(path):
        dataset = empty_dataset(metadata)
        if plain is not None:
            dataset = replace(opened(None, facilities=plain), metadata=metadata)
    elif path.is_file() and store_of(incidents) is FOLDER:
        dataset = opened(None, facilities=plain, incidents=path)
    else:
        dataset = opened(incidents, facilities=plain)
    places = open_facilities(facilities) if facilities is not None and columnar else dataset.facilities
    source = open_incidents(path) if is_geoparquet(path) else FrameSource(dataset.incidents)
    return source, places, viewpoint_of(dataset)


def engine_for(workers: int | None, cluster: str | None) -> "Engine":
    """Choose the engine: this process, or Dask where one of the two is given.

    Parameters
    ----------
    workers : int or None
        Of ``--workers``.
    cluster : str or None
        Of ``--cluster``.

    Returns
    -------
    Engine
        Not yet open.

    Raises
    ------
    UsageError
        When both are given, or the address cannot be one.
    """
    from geodata.engines import DaskEngine, LocalEngine
    from geodata.errors import InvalidArgument

    if workers is not None and cluster is not None:
        raise click.UsageError("--workers starts a cluster, --cluster names one: give one of the two.")
    if workers is None and cluster is None:
        return LocalEngine()
    try:
        return DaskEngine(address=cluster, workers=workers)
    except InvalidArgument as error:
        raise click.BadParameter(str(error), param_hint="--cluster") from None


def target_of(output: str) -> "tuple[Path, Format | None]":
    """Tell a folder of parts from a file, whose ending says its format.

    Parameters
    ----------
    output : str
        Of ``-o``, with a final slash where one was given.

    Returns
    -------
    target : Path
        Where to write.
    format : Format or None
        None for a folder.
    """
    from mapapp.exporters.measured import FORMATS

    target = Path(output)
    if not target.suffix or output.endswith("/"):
        return target, None
    check_ending(target, FORMATS)
    return target, FORMATS[target.suffix.lower()]


@contextmanager
def shown(engine: "Engine", target: Path) -> Iterator[Bars]:
    """Open an engine, draw how far it is, and say how to go on when Ctrl+C or the system stops it.

    Parameters
    ----------
    engine : Engine
        Open while the block runs.
    target : Path
        What is written.

    Yields
    ------
    Bars
        To be told of progress.

    Raises
    ------
    ClickException
        When it is stopped.
    """
    try:
        with ExitStack() as stack:
            stack.enter_context(_asked_to_end())
            stack.enter_context(engine)
            yield stack.enter_context(Bars())
    except KeyboardInterrupt:
        kept = Path(f"{target}.parts")
        how = f"What is done is kept in {kept}; run" if kept.exists() else "Nothing was done yet; run"
        raise click.ClickException(f"stopped. {how} the same command again to go on.") from None


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """Take the system's request to end like Ctrl+C, so that nothing is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
