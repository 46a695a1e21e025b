"""``mapapp measure``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.options import READABLE, VIEWPOINT, check_range, examples

if TYPE_CHECKING:
    from mapapp.commands.tables import Asked


@click.command(
    epilog=examples(
        "mapapp measure geodata/sample -o measured.csv",
        "mapapp measure i.geojson --facilities f.geojson --viewpoint de_facto --within-km 50 -o near.gpkg",
        "mapapp measure i.parquet --facilities f.parquet --country KZ -o measured.parquet",
        "mapapp measure my-dataset.gpkg -o measured.gpkg",
        "mapapp measure geodata/sample --table facilities --radius-km 50 --from 2025-06 -o around.csv",
        "mapapp measure i.parquet --facilities f.parquet --workers 8 -o measured/",
        "mapapp measure parts/ --facilities f.parquet --cluster tcp://10.0.0.5:8786 -o /shared/measured/",
    )
)
@click.argument("incidents")
@click.option("--facilities", type=READABLE, help="GeoJSON or GeoParquet [default: those of the dataset].")
@click.option(
    "--table",
    type=click.Choice(("incidents", "facilities", "pairs")),
    default="incidents",
    show_default=True,
    help="What a row is: an incident; a facility with what lies around it; a pair of both.",
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
    "--radius-km",
    metavar="R",
    type=click.FloatRange(min=0),
    help="For facilities and pairs: how far an incident may lie.",
)
@click.option("--from", "since", metavar="DATE", help="For facilities and pairs: incidents from then on.")
@click.option("--to", "until", metavar="DATE", help="For facilities and pairs: incidents up to then.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Measure in N processes of this machine."
)
@click.option("--cluster", metavar="ADDRESS", help="Measure on a Dask cluster: tcp://host:port.")
@click.option(
    "--chunk-rows",
    metavar="N",
    type=click.IntRange(min=1),
    help="Incidents measured at once, and rows of a part [default: 50000; 5000 with a radius].",
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
    incidents: str,
    facilities: Path | None,
    table: str,
    viewpoint: str | None,
    within_km: float | None,
    country: str | None,
    radius_km: float | None,
    since: str | None,
    until: str | None,
    workers: int | None,
    cluster: str | None,
    chunk_rows: int | None,
    restart: bool,
    output: str,
) -> None:
    """Measure INCIDENTS (GeoJSON, GeoParquet, a dataset in any store): one row per incident, in their order.

    Distances are geodesics on WGS84, in metres, each with the least and greatest distance that the
    uncertainties of both ends allow.

    A folder as the target gets GeoParquet in parts that are sorted by place; its column `row` gives each
    incident's position in INCIDENTS. In CSV, a text that a spreadsheet would take for a formula is written
    with an apostrophe before it; the other formats keep every text as it is.

    Tables of any size are measured in bounded memory. What is done is kept in OUTPUT.parts until all is;
    after an interruption, the same command goes on from there.
    """
    from mapapp.commands.measuring import engine_for, inputs
    from mapapp.commands.tables import Asked, write_facilities, write_incidents, write_pairs

    _check(table, {"--viewpoint": viewpoint, "--within-km": within_km, "--country": country}, ("incidents",))
    _check(table, {"--radius-km": radius_km, "--from": since, "--to": until}, ("facilities", "pairs"))
    check_range(since, until)
    engine = engine_for(workers, cluster)
    asked = Asked(*inputs(incidents, facilities), engine, output, chunk_rows, restart)
    if table == "incidents":
        write_incidents(asked, viewpoint=viewpoint, within_km=within_km, country=country)
    else:
        radius = _radius(table, asked, radius_km)
        write = write_facilities if table == "facilities" else write_pairs
        write(asked, radius_km=radius, since=since, until=until)


def _radius(table: str, asked: "Asked", radius_km: float | None) -> float:
    """Refuse a table that there is nothing to measure for."""
    if radius_km is None:
        raise click.UsageError(f"--table {table} needs --radius-km.")
    if not len(asked.facilities):
        raise click.UsageError(f"--table {table} needs facilities: add --facilities FILE.")
    return radius_km


def _check(table: str, options: dict[str, object], tables: tuple[str, ...]) -> None:
    """Refuse options that would have no effect."""
    for name, value in options.items():
        if value is not None and table not in tables:
            raise click.UsageError(f"{name} goes with --table {' or '.join(tables)}, not {table}.")
