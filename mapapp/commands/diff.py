"""``mapapp diff``."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.options import READABLE, check_ending, examples
from mapapp.commands.printing import print_summary

if TYPE_CHECKING:
    from geodata.dataset import Dataset

_COLOURS = {"+": "green", "-": "red", "~": "cyan"}


@click.command(
    epilog=examples(
        "mapapp diff 2025.1/ 2025.2/                       what was added, changed and removed",
        "mapapp diff 2025.1/ 2025.2/ --html changes.html   … as a page",
        "mapapp diff old.geojson new.geojson --json        … for other programs",
        "mapapp diff a/ b/ --exit-code >/dev/null          ends with 1 where they differ",
    )
)
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON (docs/changes.md).")
@click.option("--html", "page", type=READABLE, help="Write them as an HTML page, too.")
@click.option("--exit-code", is_flag=True, help="End with 1 where there are differences, as git does.")
def diff(old: str, new: str, as_json: bool, page: Path | None, exit_code: bool) -> None:
    """List what was added, changed and removed from OLD to NEW.

    Both are anything that mapapp opens: a dataset folder, a GeoJSON file, the address of a database. Records
    are compared field by field, incidents also claim by claim: a claim is known by what it says, so that a
    list in another order is no change. Where the claims give an incident another standing, that is said.
    """
    from geodata.changes import compare
    from mapapp.changed import versions
    from mapapp.changed.text import as_text

    if page is not None:
        check_ending(page, (".html", ".htm"))
    datasets = _opened(old), _opened(new)
    sides = versions.side_of(old, datasets[0]), versions.side_of(new, datasets[1])
    difference = compare(*datasets)
    if as_json:
        found = versions.as_json(*sides, difference)
        click.echo(json.dumps(found, ensure_ascii=True, indent=2))
    else:
        for line in as_text(*sides, difference):
            click.secho(line, fg=_COLOURS.get(line.lstrip()[:1]) if line.startswith(" ") else None)
    if page is not None:
        from geodata.files import atomic_write
        from mapapp.changed.page import as_page

        atomic_write(page, as_page(*sides, difference).encode())
        click.echo(f"{page}: written.", err=True)
    sys.exit(1 if exit_code and difference else 0)


def _opened(location: str) -> "Dataset":
    """Open a version, and say on standard error what of it was left out or changed while reading."""
    from geodata.stores import load

    found = load(location)
    for report in found.reports:
        print_summary(report)
    return found
