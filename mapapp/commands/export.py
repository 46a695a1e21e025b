"""``mapapp export``."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mapapp.commands.opening import opened, viewpoint_of
from mapapp.commands.options import READABLE, VIEWPOINT, check_ending, check_folder, examples
from mapapp.commands.showing import guard_options, query_options
from mapapp.exporters import EXPORTERS, exporter_of
from mapapp.exporters.exporter import Size
from mapapp.exporters.html import HTML

if TYPE_CHECKING:
    from geodata.publication import Guard
    from geodata.query import Query
    from mapapp.outgoing import Outgoing

_ENDINGS: Final = tuple(ending for one in EXPORTERS for ending in one.endings)


def _formats() -> str:
    """List the endings with what each stands for, for the help."""
    width = max(len(one.endings[0]) for one in EXPORTERS)
    return "\n".join(f"  {one.endings[0]:<{width}}  {one.title}" for one in EXPORTERS)


_HELP: Final = """Write what is shown of DATASET to a file; its ending chooses the form.

\b
{formats}

What rests on sources whose data may not be passed on stays out, and the export says so. --embargo, --round-to
and --without hold back more, before anything is measured.

A map holds up to a million incidents one by one. Of a larger dataset it holds those from --from to --to, the
latest million at most, and counts all in hexagons; --parts writes all, in several files.
"""


@click.command(
    help=_HELP.format(formats=_formats()),
    epilog=examples(
        "mapapp export geodata/sample -o map.html",
        "mapapp export my-dataset.gpkg -o map.html",
        "mapapp export --facilities f.geojson --incidents i.geojson --viewpoint de_facto -o map.html",
        "mapapp export my-dataset/ --from 2025-10 --kind fire -o fires.csv",
        "mapapp export my-dataset/ --embargo 7d --round-to 1km --without weak-sources -o public.geojson",
        "mapapp export millions/ --from 2024 -o map.html   all counted, those since 2024 one by one",
        "mapapp export millions/ --parts -o map/           an index, and a page for each stretch of time",
    ),
)
@click.argument("dataset", required=False)
@click.option("--facilities", type=READABLE, help="GeoJSON file of facilities, in place of the dataset's.")
@click.option("--incidents", type=READABLE, help="GeoJSON file of incidents, in place of the dataset's.")
@VIEWPOINT
@query_options
@guard_options
@click.option("--width", type=int, help="Of a picture in pixels, of a PDF in millimetres.")
@click.option("--height", type=int, help="Of a picture in pixels, of a PDF in millimetres.")
@click.option(
    "--parts",
    is_flag=True,
    help="Write a folder: index.html, which counts all incidents, and a page for each stretch of time.",
)
@click.option("-o", "--output", required=True, type=READABLE, help="The file, or folder, to write.")
def export(
    dataset: str | None,
    facilities: Path | None,
    incidents: Path | None,
    viewpoint: str | None,
    query: "Query",
    guard: "Guard",
    today: dt.date,
    width: int | None,
    height: int | None,
    parts: bool,
    output: Path,
) -> None:
    """Write what is shown of a dataset; the help says more."""
    from geodata.analysis import analyse
    from mapapp.outgoing import outgoing
    from mapapp.view import View

    size = Size(width, height)
    _check(output, size, parts=parts)
    dataset_read = opened(dataset, facilities=facilities, incidents=incidents)
    seen = replace(query, viewpoint=viewpoint or viewpoint_of(dataset_read))
    handed = outgoing(View(analyse(dataset_read), seen), guard, today=today)
    if parts:
        _write_parts(handed, output)
    else:
        exporter_of(output).write(handed, output, size)
        click.echo(_told(handed, output))
    for sentence in handed.release.sentences:
        click.echo(sentence)


def _check(output: Path, size: Size, *, parts: bool) -> None:
    """Refuse what cannot be written before anything is read."""
    if parts:
        check_folder(output, HTML.endings)
        return
    check_ending(output, _ENDINGS)
    if not exporter_of(output).sizes and size != Size():
        raise click.UsageError(f"{output.name!r} has no --width and --height; pictures and PDFs have")


def _told(handed: "Outgoing", output: Path) -> str:
    from mapapp.payload.selection import holding_of
    from mapapp.summary import held_in_words
    from mapapp.wording import number

    view = handed.view
    held = f"{number(len(handed.dataset.incidents))} of {number(len(view.dataset.incidents))} incidents"
    if exporter_of(output) is HTML:
        held = held_in_words(holding_of(view))
    return (
        f"{output}: {held}, {len(view.dataset.facilities)} facilities, "
        f"{output.stat().st_size / 1e6:.2f} MB, viewpoint {view.query.viewpoint}."
    )


def _write_parts(handed: "Outgoing", output: Path) -> None:
    from mapapp.exporters.parts import export_parts
    from mapapp.wording import number

    view = handed.view

    def told(file: str, label: str, incidents: int, size: int) -> None:
        click.echo(f"  {file}: {label}, {number(incidents)} incidents, {size / 1e6:.2f} MB")

    count = export_parts(view, output, told=told)
    click.echo(
        f"{output}: {number(int(view.shown.sum()))} of {number(len(view.dataset.incidents))} incidents "
        f"in {count} {'part' if count == 1 else 'parts'}, {len(view.dataset.facilities)} facilities, "
        f"viewpoint {view.query.viewpoint}. Open {output / 'index.html'}."
    )
