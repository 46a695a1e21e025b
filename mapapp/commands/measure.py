"""``mapapp measure``."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapapp.commands.opening import opened, viewpoint_of
from mapapp.commands.options import READABLE, VIEWPOINT, check_ending, examples
from mapapp.commands.progress import Bars

if TYPE_CHECKING:
    from geodata.engines import Engine, Format, Job


@click.command(
    epilog=examples(
        "mapapp measure geodata/sample -o measured.csv",
        "mapapp measure i.geojson --facilities f.geojson --viewpoint de_facto --within-km 50 -o near.gpkg",
        "mapapp measure i.parquet --facilities f.parquet --country KZ -o measured.parquet",
        "mapapp measure i.parquet --facilities f.parquet --workers 8 -o measured/",
        "mapapp measure parts/ --facilities f.parquet --cluster tcp://10.0.0.5:8786 -o /shared/measured/",
    )
)
@click.argument("incidents", type=READABLE)
@click.option(
    "--facilities", type=READABLE, help="GeoJSON or GeoParquet [default: those of a dataset folder]."
)
@VIEWPOINT
@click.option(
    "--within-km",
    metavar="R",
    type=click.FloatRange(min=0),
    help="Facilities farther away do not count as nearest.",
)
@click.option("--country", metavar="CODE", help="Measure the distance to this country as well, e.g. KZ.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Measure in N processes of this machine."
)
@click.option("--cluster", metavar="ADDRESS", help="Measure on a Dask cluster: tcp://host:port.")
@click.option(
    "--chunk-rows",
    metavar="N",
    type=click.IntRange(min=1),
    help="Incidents measured at once, and rows of a part [default: 50000].",
)
@click.option("--restart", is_flag=True, help="Drop what an interrupted run has left, and start anew.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    help="File to write: .csv, .geojson, .parquet or .gpkg; or a folder (no ending, or a final slash).",
)
def measure(
    incidents: Path,
    facilities: Path | None,
    viewpoint: str | None,
    within_km: float | None,
    country: str | None,
    workers: int | None,
    cluster: str | None,
    chunk_rows: int | None,
    restart: bool,
    output: str,
) -> None:
    """Measure INCIDENTS (GeoJSON, GeoParquet, a folder of either): one row per incident, in their order.

    Distances are geodesics on WGS84, in metres, each with the least and greatest distance that the
    uncertainties of both ends allow.

    A folder as the target gets GeoParquet in parts that are sorted by place; its column `row` gives each
    incident's position in INCIDENTS. In CSV, a text that a spreadsheet would take for a formula is written
    with an apostrophe before it; the other formats keep every text as it is.

    Tables of any size are measured in bounded memory. What is done is kept in OUTPUT.parts until all is;
    after an interruption, the same command goes on from there.
    """
    from geodata.engines import CHUNK_ROWS, Job

    target, kind = _target(output)
    engine = _engine(workers, cluster)
    source, places, seen_from = _inputs(incidents, facilities)
    if not len(places):
        click.echo(
            "No facilities were given: distances to facilities stay empty. Add --facilities FILE.", err=True
        )
    job = Job(
        incidents=source,
        facilities=places,
        target=target,
        format=kind,
        viewpoint=viewpoint or seen_from,
        within_km=within_km,
        country=country,
        chunk_rows=chunk_rows or CHUNK_ROWS,
    )
    _run(job, engine, restart=restart)
    parts = "" if kind else f" in {job.parts} parts"
    click.echo(f"{output}: {source.rows} incidents{parts}, viewpoint {job.viewpoint}.")


def _run(job: "Job", engine: "Engine", *, restart: bool) -> None:
    from geodata.engines import run

    try:
        with ExitStack() as stack:
            run(job, stack.enter_context(engine), restart=restart, watch=stack.enter_context(Bars()))
    except KeyboardInterrupt:
        kept = f"What is done is kept in {job.target}.parts; run the same command again to go on."
        raise click.ClickException(f"stopped. {kept}") from None


def _engine(workers: int | None, cluster: str | None) -> "Engine":
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


def _target(output: str) -> "tuple[Path, Format | None]":
    """Tell a folder of parts from a file, whose ending says its format."""
    from mapapp.exporters.measured import FORMATS

    target = Path(output)
    if not target.suffix or output.endswith("/"):
        return target, None
    check_ending(target, FORMATS)
    return target, FORMATS[target.suffix.lower()]


def _inputs(incidents: Path, facilities: Path | None) -> tuple[Any, Any, str]:
    """Open incidents and facilities, each as GeoParquet or as part of a dataset; and name the viewpoint."""
    from geodata.dataset import empty_dataset
    from geodata.engines import FrameSource
    from geodata.engines.tables import open_facilities, open_incidents
    from geodata.stores.geoparquet import is_geoparquet

    places = open_facilities(facilities) if facilities and is_geoparquet(facilities) else None
    plain = facilities if places is None else None
    if is_geoparquet(incidents):
        dataset = opened(None, facilities=plain) if plain else empty_dataset()
        return open_incidents(incidents), dataset.facilities if places is None else places, "un"
    dataset = (
        opened(None, facilities=plain, incidents=incidents)
        if incidents.is_file()
        else opened(incidents, facilities=plain)
    )
    seen_from = viewpoint_of(dataset)
    return FrameSource(dataset.incidents), dataset.facilities if places is None else places, seen_from
