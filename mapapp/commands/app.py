"""``mapapp app``."""

import sys
from pathlib import Path

import click

from mapapp.commands.opening import opened
from mapapp.commands.options import READABLE, examples


@click.command(
    epilog=examples("mapapp app", "mapapp app my-dataset/ --port 8600", "mapapp app incidents.geojson --open")
)
@click.argument("dataset", required=False, type=READABLE)
@click.option(
    "--port", default=8501, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1."
)
@click.option("--open/--no-open", "open_browser", default=False, help="Open the address in a browser.")
def app(dataset: Path | None, port: int, open_browser: bool) -> None:
    """Explore DATASET (a folder or GeoJSON file; the bundled dataset if none) in a browser.

    The app listens on this computer only. End it with Ctrl+C.
    """
    if dataset is not None:
        opened(dataset)  # says what is wrong with it before a port is taken
    from mapapp.app.serve import serve

    sys.exit(serve(dataset, port=port, open_browser=open_browser))
