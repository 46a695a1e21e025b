"""``mapapp export``."""

from pathlib import Path

import click

from mapapp.commands.opening import opened, viewpoint_of
from mapapp.commands.options import READABLE, VIEWPOINT, check_ending, check_range, examples


@click.command(
    epilog=examples(
        "mapapp export geodata/sample -o map.html",
        "mapapp export --facilities f.geojson --incidents i.geojson --viewpoint de_facto -o map.html",
    )
)
@click.argument("dataset", required=False, type=READABLE)
@click.option("--facilities", type=READABLE, help="GeoJSON file of facilities, in place of the dataset's.")
@click.option("--incidents", type=READABLE, help="GeoJSON file of incidents, in place of the dataset's.")
@VIEWPOINT
@click.option("--from", "start", metavar="DATE", help="Show incidents from this day, month or year on.")
@click.option("--to", "end", metavar="DATE", help="Show incidents up to this day, month or year.")
@click.option("-o", "--output", required=True, type=READABLE, help="The HTML file to write.")
def export(
    dataset: Path | None,
    facilities: Path | None,
    incidents: Path | None,
    viewpoint: str | None,
    start: str | None,
    end: str | None,
    output: Path,
) -> None:
    """Write the map of DATASET as one HTML file that opens without a network."""
    from geodata.analysis import analyse
    from geodata.query import Query
    from mapapp.exporters.html import export_html
    from mapapp.view import View

    check_ending(output, (".html", ".htm"))
    check_range(start, end)
    dataset_read = opened(dataset, facilities=facilities, incidents=incidents)
    seen_from = viewpoint or viewpoint_of(dataset_read)
    view = View(analyse(dataset_read), Query(start=start, end=end, viewpoint=seen_from))
    shown = int(view.shown.sum())
    size = export_html(view, output)
    click.echo(
        f"{output}: {shown} of {len(dataset_read.incidents)} incidents, {len(dataset_read.facilities)} "
        f"facilities, {size / 1e6:.2f} MB, viewpoint {seen_from}."
    )
