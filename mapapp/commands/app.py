"""``mapapp app``."""

import sys

import click

from mapapp.commands.opening import opened
from mapapp.commands.options import examples


@click.command(
    epilog=examples(
        "mapapp app",
        "mapapp app my-dataset/ --port 8600",
        "mapapp app incidents.geojson --open",
        "mapapp app my-dataset.gpkg",
        "mapapp app --behind https://maps.example.org/strikes",
    )
)
@click.argument("dataset", required=False)
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
def app(dataset: str | None, port: int, behind: str | None, listen: str, open_browser: bool) -> None:
    """Explore DATASET in a browser.

    DATASET is a folder, a GeoJSON file, a GeoPackage or a folder of GeoParquet (docs/stores.md); the bundled
    dataset if none.

    The app listens on this computer only, unless a proxy stands before it (--behind). End it with Ctrl+C.
    """
    from mapapp.app.serve import serve
    from mapapp.app.stamp import stamp_before

    read = None
    if dataset is not None:
        stamp = stamp_before(dataset)
        read = (stamp, opened(dataset))  # says what is wrong with it before a port is taken
    sys.exit(serve(dataset, read=read, port=port, listen=listen, behind=behind, open_browser=open_browser))
