"""``mapapp bundle`` and ``mapapp verify``."""

import datetime as dt
import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.opening import opened, viewpoint_of
from mapapp.commands.options import READABLE, VIEWPOINT, check_ending, examples
from mapapp.commands.showing import guard_options, query_options
from mapapp.exporters.bundle import BUNDLE
from mapapp.exporters.exporter import Size

if TYPE_CHECKING:
    from geodata.publication import Guard
    from geodata.query import Query


@click.command(
    epilog=examples(
        "mapapp bundle my-dataset/ -o bundle.zip",
        "mapapp bundle my-dataset/ --from 2025-10 --kind fire --embargo 7d -o fires.zip",
        "mapapp verify bundle.zip",
    )
)
@click.argument("dataset", required=False)
@VIEWPOINT
@query_options
@guard_options
@click.option("-o", "--output", required=True, type=READABLE, help="The zip to write.")
def bundle(
    dataset: str | None,
    viewpoint: str | None,
    query: "Query",
    guard: "Guard",
    today: dt.date,
    output: Path,
) -> None:
    """Write what is shown of DATASET with all that it rests on, as one zip that can be checked.

    It holds the incidents as CSV and GeoJSON, a report of who says what and who denies it, the sources,
    licences, the query, the map, and SHA256SUMS. The same data gives the same bytes.
    """
    from geodata.analysis import analyse
    from mapapp.outgoing import outgoing
    from mapapp.view import View

    check_ending(output, BUNDLE.endings)
    dataset_read = opened(dataset)
    seen = replace(query, viewpoint=viewpoint or viewpoint_of(dataset_read))
    handed = outgoing(View(analyse(dataset_read), seen), guard, today=today)
    BUNDLE.write(handed, output, Size())
    with output.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    shown, whole = len(handed.dataset.incidents), len(handed.view.dataset.incidents)
    click.echo(
        f"{output}: {shown} of {whole} incidents, {output.stat().st_size / 1e6:.2f} MB, SHA-256 {digest}."
    )
    for sentence in handed.release.sentences:
        click.echo(sentence)


@click.command(epilog=examples("mapapp verify bundle.zip", "mapapp verify unpacked/"))
@click.argument("bundle", type=READABLE)
def verify(bundle: Path) -> None:
    """Check that BUNDLE, a zip or the folder it was unpacked to, is as it was written.

    Prints a line for each fault: which file, what was expected, what was found. Exits with 1 if there is one.
    It tells that nothing has changed; it cannot tell who wrote it: compare the SHA-256 of the zip for that.
    """
    from mapapp.bundle.verify import verify as verified

    verdict = verified(bundle)
    for fault in verdict.faults:
        click.echo(fault)
    for note in verdict.notes:
        click.echo(f"note: {note}")
    if verdict.faults:
        count = len(verdict.faults)
        click.echo(f"{bundle}: not as it was written: {count} {'fault' if count == 1 else 'faults'}.")
        sys.exit(1)
    click.echo(f"{bundle}: as it was written; {verdict.checked} files checked.")
