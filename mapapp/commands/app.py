"""``mapapp app``."""

import os
import sys

import click

from mapapp.commands.hiding import DATASET
from mapapp.commands.opening import opened
from mapapp.commands.options import examples


@click.command(
    epilog=examples(
        "mapapp app",
        "mapapp app my-dataset/ --port 8600",
        "mapapp app incidents.geojson --open",
        "mapapp app my-dataset.gpkg",
        "mapapp app --behind https://maps.example.org/strikes",
        "mapapp app --check http://127.0.0.1:8501      is the one that runs there well?",
    )
)
@click.argument("dataset", required=False, envvar=DATASET)
@click.option(
    "--port", default=8501, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1."
)
@click.option(
    "--behind",
    metavar="URL",
    help="The address under which a proxy serves the app, such as https://maps.example.org/strikes.",
)
@click.option(
    "--listen",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; another than the default needs --behind.",
)
@click.option("--open/--no-open", "open_browser", default=False, help="Open the address in a browser.")
@click.option(
    "--log",
    "log",
    type=click.Choice(("json", "text", "off")),
    envvar="MAPAPP_LOG",
    help="Form of the log on standard error [default: text on a terminal, json elsewhere].",
)
@click.option(
    "--check", metavar="URL", help="Ask the app that runs there whether it is well, and end with 0 or 1."
)
def app(
    dataset: str | None,
    port: int,
    behind: str | None,
    listen: str,
    open_browser: bool,
    log: str | None,
    check: str | None,
) -> None:
    """Explore DATASET in a browser.

    DATASET is a folder, a GeoJSON file, a GeoPackage, a folder of GeoParquet or the address of a database
    (docs/stores.md); the bundled dataset if none. It may stand in the environment as MAPAPP_DATASET instead.

    The app listens on this computer only, unless a proxy stands before it (--behind). End it with Ctrl+C.
    """
    if check is not None:
        from mapapp.commands.watching import look_at

        click.echo(look_at(check))
        return
    os.environ.pop(DATASET, None)  # processes that this one starts are not told
    from mapapp.app.serve import serve
    from mapapp.app.stamp import stamp_before

    read = None
    if dataset is not None:
        stamp = stamp_before(dataset)
        read = (stamp, opened(dataset))  # says what is wrong with it before a port is taken
    sys.exit(
        serve(dataset, read=read, port=port, listen=listen, behind=behind, open_browser=open_browser, log=log)
    )
