"""The tables that `mapapp measure` writes: of incidents, of facilities, and of pairs of both."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mapapp.commands.measuring import shown, target_of
from mapapp.commands.options import check_ending

if TYPE_CHECKING:
    import geopandas as gpd

    from geodata.engines import Engine, Source

RADIUS_CHUNK_ROWS: Final = 5_000
"""Each incident may lie within the radius of many facilities."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What all tables have in common.

    Parameters
    ----------
    incidents : Source
        Read piece by piece.
    facilities : GeoDataFrame
        All of them.
    viewpoint : str
        The one that the dataset is meant for.
    engine : Engine
        Where to measure.
    output : str
        The target, as it was named.
    chunk_rows : int or None
        Incidents measured at once.
    restart : bool
        Whether to start anew.
    """

    incidents: "Source"
    facilities: "gpd.GeoDataFrame"
    viewpoint: str
    engine: "Engine"
    output: str
    chunk_rows: int | None
    restart: bool


def write_incidents(
    asked: Asked, *, viewpoint: str | None, within_km: float | None, country: str | None
) -> None:
    """Write a row for each incident.

    Parameters
    ----------
    asked : Asked
        What all tables have in common.
    viewpoint : str or None
        The viewpoint on borders; that of the dataset where None.
    within_km : float or None
        Facilities farther away do not count as nearest.
    country : str or None
        A country to which the distance is measured besides.
    """
    from geodata.engines import CHUNK_ROWS, IncidentDistances, Job, run

    if not len(asked.facilities):
        click.echo(
            "No facilities were given: distances to facilities stay empty. Add --facilities FILE.", err=True
        )
    seen_from = viewpoint or asked.viewpoint
    target, kind = target_of(asked.output)
    job = Job(
        incidents=asked.incidents,
        facilities=asked.facilities,
        target=target,
        format=kind,
        quantity=IncidentDistances(seen_from, within_km, country),
        chunk_rows=asked.chunk_rows or CHUNK_ROWS,
    )
    with shown(asked.engine, target) as bars:
        run(job, asked.engine, restart=asked.restart, watch=bars)
    parts = "" if kind else f" in {job.parts} parts"
    click.echo(f"{asked.output}: {job.incidents.rows} incidents{parts}, viewpoint {seen_from}.")


def write_pairs(asked: Asked, *, radius_km: float, since: str | None, until: str | None) -> None:
    """Write a row for each incident and facility within a radius of each other.

    Parameters
    ----------
    asked : Asked
        What all tables have in common.
    radius_km : float
        Kilometres.
    since, until : str or None
        First and last day.
    """
    from geodata.engines import Job, PairsWithin, run
    from mapapp.exporters.measured import PAIR_FORMATS

    target = Path(asked.output)
    check_ending(target, PAIR_FORMATS)
    job = Job(
        incidents=asked.incidents,
        facilities=asked.facilities,
        target=target,
        format=PAIR_FORMATS[target.suffix.lower()],
        quantity=PairsWithin(radius_km, since, until),
        chunk_rows=asked.chunk_rows or RADIUS_CHUNK_ROWS,
    )
    with shown(asked.engine, target) as bars:
        run(job, asked.engine, restart=asked.restart, watch=bars)
    click.echo(
        f"{asked.output}: pairs of {job.incidents.rows} incidents and {len(job.facilities)} facilities "
        f"within {radius_km:g} km."
    )


def write_facilities(asked: Asked, *, radius_km: float, since: str | None, until: str | None) -> None:
    """Write a row for each facility.

    Parameters
    ----------
    asked : Asked
        What all tables have in common.
    radius_km : float
        Kilometres.
    since, until : str or None
        First and last day.
    """
    from geodata.engines import Around, measure_facilities
    from mapapp.exporters.measured import FORMATS, write_table

    target = Path(asked.output)
    check_ending(target, FORMATS)
    with shown(asked.engine, target) as bars:
        table = measure_facilities(
            asked.incidents,
            asked.facilities,
            asked.engine,
            Around(radius_km, since, until),
            chunk_rows=asked.chunk_rows or RADIUS_CHUNK_ROWS,
            watch=bars,
        )
    write_table(table, target)
    click.echo(f"{asked.output}: {len(table)} facilities, incidents within {radius_km:g} km.")
