"""``mapapp check``."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mapapp.commands.options import examples
from mapapp.commands.printing import print_report

if TYPE_CHECKING:
    from geodata.report import Report


@click.command(
    epilog=examples(
        "mapapp check incidents.geojson",
        "mapapp check my-dataset/ my-dataset.gpkg",
        "mapapp check --json my-dataset/ > findings.json",
    )
)
@click.argument("files", required=True, nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(files: tuple[str, ...], as_json: bool) -> None:
    """Check FILES: GeoJSON files, or datasets wherever they are kept.

    Each gets a verdict: accept (nothing to change), repair (read after changes that are named), or reject
    (a feature, or the whole file, is left out). Exits with 1 if anything is rejected.
    """
    from geodata.checks.files import check_path

    checked = [_joined(path, check_path(path)) for path in files]
    if as_json:
        click.echo(json.dumps([report.to_json() for report in checked], ensure_ascii=True, indent=2))
    else:
        for report in checked:
            print_report(report)
    sys.exit(1 if any(report.verdict == "reject" for report in checked) else 0)


def _joined(path: str, reports: "Sequence[Report]") -> "Report":
    """Put the reports on one argument into one, under the name that the user gave."""
    from geodata.report import Report

    return Report(
        path,
        tuple(finding for report in reports for finding in report.findings),
        sum(report.features_read for report in reports),
        sum(report.features_kept for report in reports),
    )
