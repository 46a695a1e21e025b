"""``mapapp heat``."""

from pathlib import Path

import click

from mapapp.commands.options import READABLE, examples
from mapapp.commands.showing import metres


@click.command(
    epilog=examples(
        "mapapp heat my-dataset/ fires.csv -o with-heat/",
        "mapapp heat my-dataset/ fires.csv --within 3km --days-after 2 -o with-heat/",
    )
)
@click.argument("dataset")
@click.argument("fires", type=READABLE)
@click.option("-o", "--output", required=True, help="Where to keep the dataset with what was observed.")
@click.option(
    "--within",
    metavar="LENGTH",
    default="5km",
    show_default=True,
    callback=metres,
    help="How near a detection must be: 5km, 800m.",
)
@click.option(
    "--days-before", default=0, show_default=True, type=click.IntRange(0), help="Days before the incident."
)
@click.option(
    "--days-after", default=1, show_default=True, type=click.IntRange(0), help="Days after the incident."
)
def heat(dataset: str, fires: Path, output: str, within: float, days_before: int, days_after: int) -> None:
    """List with the incidents of DATASET the thermal anomalies of FIRES (NASA FIRMS, CSV) near them.

    Shown as observed heat, not as proof: flares and furnaces are hot every day, and a fire has many causes.
    Days are those of UTC. A dataset that had such a list gets a new one.
    """
    from geodata.formats.firms import SOURCE, read_detections
    from geodata.measures.heat import Window, with_heat
    from geodata.stores import load, save

    window = Window(within, days_before, days_after)
    read = load(dataset)
    found = read_detections(fires)
    whole = with_heat(read, found.table, SOURCE, window)
    save(whole, output)
    lists = [cell for cell in whole.incidents["observed_heat"] if cell]
    kept = len(found.table)
    click.echo(f"{fires}: {found.read:,} rows = {kept:,} kept + {found.read - kept:,} left out.")
    for left in found.left_out[:3]:
        click.echo(f"  left out: {left}.", err=True)
    click.echo(
        f"{output}: {len(lists):,} of {len(whole.incidents):,} incidents with heat observed within "
        f"{within / 1000:g} km, "
        f"{sum(map(len, lists)):,} detections."
    )
