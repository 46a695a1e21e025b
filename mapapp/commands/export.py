"""``mapapp export``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.opening import opened, viewpoint_of
from mapapp.commands.options import READABLE, VIEWPOINT, check_ending, check_folder, check_range, examples

if TYPE_CHECKING:
    from mapapp.view import View

_ENDINGS = (".html", ".htm")


@click.command(
    epilog=examples(
        "mapapp export geodata/sample -o map.html",
        "mapapp export my-dataset.gpkg -o map.html",
        "mapapp export --facilities f.geojson --incidents i.geojson --viewpoint de_facto -o map.html",
        "mapapp export millions/ --from 2024 -o map.html   all counted, those since 2024 one by one",
        "mapapp export millions/ --parts -o map/           an index, and a page for each stretch of time",
    )
)
@click.argument("dataset", required=False)
@click.option("--facilities", type=READABLE, help="GeoJSON file of facilities, in place of the dataset's.")
@click.option("--incidents", type=READABLE, help="GeoJSON file of incidents, in place of the dataset's.")
@VIEWPOINT
@click.option("--from", "start", metavar="DATE", help="Show incidents from this day, month or year on.")
@click.option("--to", "end", metavar="DATE", help="Show incidents up to this day, month or year.")
@click.option(
    "--parts",
    is_flag=True,
    help="Write a folder: index.html, which counts all incidents, and a page for each stretch of time.",
)
@click.option("-o", "--output", required=True, type=READABLE, help="The HTML file, or folder, to write.")
def export(
    dataset: str | None,
    facilities: Path | None,
    incidents: Path | None,
    viewpoint: str | None,
    start: str | None,
    end: str | None,
    parts: bool,
    output: Path,
) -> None:
    """Write the map of DATASET as one HTML file that opens without a network.

    DATASET is a folder, a GeoJSON file, a GeoPackage or a folder of GeoParquet (docs/stores.md); the bundled
    dataset if none.

    A file holds up to a million incidents one by one. Of a larger dataset it holds those from --from to --to,
    the latest million at most, and counts all in hexagons; --parts writes all, in several files.
    """
    from geodata.analysis import analyse
    from geodata.query import Query
    from mapapp.view import View

    if parts:
        check_folder(output, _ENDINGS)
    else:
        check_ending(output, _ENDINGS)
    check_range(start, end)
    dataset_read = opened(dataset, facilities=facilities, incidents=incidents)
    seen_from = viewpoint or viewpoint_of(dataset_read)
    view = View(analyse(dataset_read), Query(start=start, end=end, viewpoint=seen_from))
    (_write_parts if parts else _write_page)(view, output)


def _write_page(view: "View", output: Path) -> None:
    from mapapp.contents import contents_of
    from mapapp.exporters.html import export_html
    from mapapp.payload.selection import holding_of
    from mapapp.summary import held_in_words

    size = export_html(contents_of(view), output)
    click.echo(
        f"{output}: {held_in_words(holding_of(view))}, {len(view.dataset.facilities)} facilities, "
        f"{size / 1e6:.2f} MB, viewpoint {view.query.viewpoint}."
    )


def _write_parts(view: "View", output: Path) -> None:
    from mapapp.exporters.parts import export_parts
    from mapapp.wording import number

    def told(file: str, label: str, incidents: int, size: int) -> None:
        click.echo(f"  {file}: {label}, {number(incidents)} incidents, {size / 1e6:.2f} MB")

    count = export_parts(view, output, told=told)
    click.echo(
        f"{output}: {number(int(view.shown.sum()))} of {number(len(view.dataset.incidents))} incidents "
        f"in {count} {'part' if count == 1 else 'parts'}, {len(view.dataset.facilities)} facilities, "
        f"viewpoint {view.query.viewpoint}. Open {output / 'index.html'}."
    )
