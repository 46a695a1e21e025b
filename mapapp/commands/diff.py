"""``mapapp diff``."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.options import READABLE, check_ending, examples
from mapapp.commands.printing import print_summary

if TYPE_CHECKING:
    from geodata.changes import Difference
    from geodata.dataset import Dataset

_COLOURS = {"+": "green", "-": "red", "~": "cyan"}


@click.command(
    epilog=examples(
        "mapapp diff 2025.1/ 2025.2/                       what was added, changed and removed",
        "mapapp diff 2025.1/ 2025.2/ --html changes.html   … as a page",
        "mapapp diff map.html my-dataset/ --json           … since a map was exported, for other programs",
        "mapapp diff a/ b/ --exit-code >/dev/null          ends with 1 where they differ",
        'mapapp diff 2025.1/ 2025.2/ --log --summary "Two figures mended."   … kept in 2025.2/changes.json',
    )
)
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON (docs/changes.md).")
@click.option("--html", "page", type=READABLE, help="Write them as an HTML page, too.")
@click.option("--exit-code", is_flag=True, help="End with 1 where there are differences, as git does.")
@click.option("--log", is_flag=True, help="Put them into NEW's revision log, changes.json, which is shown.")
@click.option("--summary", help="With --log: the changes in a sentence [default: how many there are].")
@click.option("--date", metavar="DATE", help="With --log: the day of the version [default: today].")
def diff(
    old: str,
    new: str,
    as_json: bool,
    page: Path | None,
    exit_code: bool,
    log: bool,
    summary: str | None,
    date: str | None,
) -> None:
    """List what was added, changed and removed from OLD to NEW.

    Both are anything that mapapp opens: a dataset folder, a GeoJSON file, the address of a database, or a map
    that was exported. Records are compared field by field, incidents also claim by claim: a claim is known by
    what it says, so that a list in another order is no change. Where the claims give an incident another
    standing, that is said.
    """
    from geodata.changes import compare
    from mapapp.changed import versions
    from mapapp.changed.text import as_text

    if page is not None:
        check_ending(page, (".html", ".htm"))
    _check_log(new, log, summary, date)
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
    if log:
        _log(new, difference, datasets, summary=summary, date=date)
    sys.exit(1 if exit_code and difference else 0)


def _check_log(new: str, log: bool, summary: str | None, date: str | None) -> None:
    """Refuse to log where no log can be kept, before anything is read."""
    from geodata.dates import is_iso_date

    for name, given in (("--summary", summary), ("--date", date)):
        if given is not None and not log:
            raise click.BadParameter("says something of the revision log: give --log, too", param_hint=name)
    if log and not Path(new).is_dir():
        raise click.BadParameter(f"{new} is no dataset folder, and only those keep a log", param_hint="--log")
    if date is not None and not is_iso_date(date):
        raise click.BadParameter(f"{date!r} is not a date that exists; write 2026-02-17", param_hint="--date")


def _log(
    new: str,
    difference: "Difference",
    datasets: "tuple[Dataset, Dataset]",
    *,
    summary: str | None,
    date: str | None,
) -> None:
    import datetime as dt

    from geodata.changes.log import entry_of
    from geodata.changes.log_file import LOG, log_entry
    from mapapp.changed.words import headline

    if not difference:
        click.echo("There is nothing to log.", err=True)
        return
    versions = [dataset.metadata.version for dataset in datasets]
    told = summary or f"{headline(difference)}."
    day = date or dt.datetime.now().astimezone().date().isoformat()
    written = log_entry(new, entry_of(difference, version=versions[1], date=day, summary=told))
    state = f"an entry on version {versions[1] or 'without a name'}" if written else "has this entry already"
    click.echo(f"{Path(new) / LOG}: {state}.", err=True)
    if versions[0] == versions[1]:
        click.echo(f"Both versions are called {versions[1]!r}; name the new one in dataset.json.", err=True)


def _opened(location: str) -> "Dataset":
    """Open a version, and say on standard error what of it was left out, changed or is not there."""
    from geodata.stores import load
    from mapapp.extract import extract, is_page, lacking

    if is_page(location):
        found = extract(location)
        for sentence in lacking(found):
            click.echo(f"{location}: {sentence}", err=True)
        return found.dataset
    dataset = load(location)
    for report in dataset.reports:
        print_summary(report)
    return dataset
