"""The command line: ``mapapp app · export · check · measure``. Reads arguments, calls, prints.

Exit codes: 0 all went well, 1 the data could not be used as asked, 2 the command was used wrongly.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from geodata.errors import GeoDataError

if TYPE_CHECKING:
    from geodata.dataset import Dataset
    from geodata.report import Report

VIEWPOINTS: Final = ("un", "de_facto")

_READABLE = click.Path(path_type=Path)
_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The one place where an error becomes a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named.

        Raises
        ------
        ClickException
            If it fails; Click prints the sentence and ends with the exit code.
        """
        try:
            return super().invoke(ctx)
        except GeoDataError as error:
            raise click.ClickException(str(error)) from None
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("MAPAPP_DEBUG"):
                raise
            raise click.ClickException(
                f"something went wrong that the program did not foresee ({type(error).__name__}: {error}). "
                "Run it again with MAPAPP_DEBUG=1 in the environment to see where, and report it."
            ) from None


@click.group(cls=Commands, context_settings=_CONTEXT, no_args_is_help=True)
@click.version_option(package_name="energy-strike-map", prog_name="mapapp")
def main() -> None:
    """Map reported strikes on cross-border energy infrastructure, with who says what.

    \b
    Examples:
      mapapp app                                    explore the bundled dataset in a browser
      mapapp app my-dataset/                        … or one of your own
      mapapp export my-dataset/ -o map.html         one file that opens without a network
      mapapp check incidents.geojson                what is wrong with a file, and where
      mapapp measure incidents.geojson --facilities facilities.geojson -o measured.csv
    """


@main.command()
@click.argument("dataset", required=False, type=_READABLE)
@click.option(
    "--port", default=8501, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1."
)
@click.option("--open/--no-open", "open_browser", default=False, help="Open the address in a browser.")
def app(dataset: Path | None, port: int, open_browser: bool) -> None:
    """Explore DATASET (a folder or GeoJSON file; the bundled dataset if none) in a browser.

    The app listens on this computer only. End it with Ctrl+C.

    \b
    Examples:
      mapapp app
      mapapp app my-dataset/ --port 8600
      mapapp app incidents.geojson --open
    """
    if dataset is not None:
        _open(dataset)  # says what is wrong with it before a port is taken
    from mapapp.app.serve import serve

    sys.exit(serve(dataset, port=port, open_browser=open_browser))


@main.command()
@click.argument("dataset", required=False, type=_READABLE)
@click.option("--facilities", type=_READABLE, help="GeoJSON file of facilities, in place of the dataset's.")
@click.option("--incidents", type=_READABLE, help="GeoJSON file of incidents, in place of the dataset's.")
@click.option(
    "--viewpoint", type=click.Choice(VIEWPOINTS), help="Viewpoint on borders [default: the dataset's]."
)
@click.option("--from", "start", metavar="DATE", help="Show incidents from this day, month or year on.")
@click.option("--to", "end", metavar="DATE", help="Show incidents up to this day, month or year.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The HTML file to write."
)
def export(
    dataset: Path | None,
    facilities: Path | None,
    incidents: Path | None,
    viewpoint: str | None,
    start: str | None,
    end: str | None,
    output: Path,
) -> None:
    """Write the map of DATASET as one HTML file that opens without a network.

    \b
    Examples:
      mapapp export geodata/sample -o map.html
      mapapp export --facilities f.geojson --incidents i.geojson --viewpoint de_facto -o map.html
    """
    from geodata.analysis import analyse
    from geodata.query import Query
    from mapapp.exporters.html import export_html
    from mapapp.view import View

    _only(output, (".html", ".htm"))
    _check_range(start, end)
    opened = _open(dataset, facilities=facilities, incidents=incidents)
    seen_from = viewpoint or _viewpoint_of(opened)
    view = View(analyse(opened), Query(start=start, end=end, viewpoint=seen_from))
    shown = int(view.shown.sum())
    size = export_html(view, output)
    click.echo(
        f"{output}: {shown} of {len(opened.incidents)} incidents, {len(opened.facilities)} facilities, "
        f"{size / 1e6:.2f} MB, viewpoint {seen_from}."
    )


@main.command()
@click.argument("files", required=True, nargs=-1, type=_READABLE)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check FILES: GeoJSON files or dataset folders.

    Each gets a verdict: accept (nothing to change), repair (read after changes that are named), or reject
    (a feature, or the whole file, is left out). Exits with 1 if anything is rejected.

    \b
    Examples:
      mapapp check incidents.geojson
      mapapp check --json my-dataset/ > findings.json
    """
    from geodata.checks.files import check_path

    checked = [_joined(path, check_path(path)) for path in files]
    if as_json:
        click.echo(json.dumps([report.to_json() for report in checked], ensure_ascii=True, indent=2))
    else:
        for report in checked:
            _print_report(report)
    sys.exit(1 if any(report.verdict == "reject" for report in checked) else 0)


@main.command()
@click.argument("incidents", type=_READABLE)
@click.option(
    "--facilities", type=_READABLE, help="GeoJSON file of facilities [default: those of a dataset folder]."
)
@click.option(
    "--viewpoint", type=click.Choice(VIEWPOINTS), help="Viewpoint on borders [default: the dataset's]."
)
@click.option(
    "--within-km",
    metavar="R",
    type=click.FloatRange(min=0),
    help="Facilities farther away do not count as nearest.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write: .csv, .geojson or .parquet.",
)
def measure(
    incidents: Path, facilities: Path | None, viewpoint: str | None, within_km: float | None, output: Path
) -> None:
    """Measure INCIDENTS (a GeoJSON file or dataset folder): one row per incident, in their order.

    Distances are geodesics on WGS84, in metres, each with the least and greatest distance that the
    uncertainties of both ends allow.

    In CSV, a text that a spreadsheet would take for a formula is written with an apostrophe before it;
    GeoJSON and Parquet keep every text as it is.

    \b
    Examples:
      mapapp measure geodata/sample -o measured.csv
      mapapp measure i.geojson --facilities f.geojson --viewpoint de_facto --within-km 50 -o near.parquet
    """
    from geodata.measures.chunks import measure_in_chunks
    from mapapp.exporters.measured import FORMATS, write_measured

    _only(output, tuple(FORMATS))
    opened = (
        _open(None, facilities=facilities, incidents=incidents)
        if incidents.is_file()
        else _open(incidents, facilities=facilities)
    )
    seen_from = viewpoint or _viewpoint_of(opened)
    if not len(opened.facilities):
        click.echo(
            "No facilities were given: distances to facilities stay empty. Add --facilities FILE.", err=True
        )
    chunks = measure_in_chunks(opened.incidents, opened.facilities, viewpoint=seen_from, within_km=within_km)
    with click.progressbar(
        chunks, length=chunks.count, label="Measuring", file=sys.stderr, hidden=chunks.count < 2
    ) as progress:
        measured = chunks.join(progress)
    write_measured(measured, opened.incidents.geometry, output)
    click.echo(
        f"{output}: {len(measured)} incidents, {len(measured.columns)} columns, viewpoint {viewpoint}."
    )


def _open(
    dataset: Path | None, *, facilities: Path | None = None, incidents: Path | None = None
) -> "Dataset":
    """Open what was named and say on standard error what was left out or changed."""
    from geodata.checks import check_dataset
    from geodata.sample import SAMPLE
    from geodata.stores.folder import open_dataset

    if dataset is None and facilities is None and incidents is None:
        dataset = SAMPLE
    opened = open_dataset(dataset, facilities=facilities, incidents=incidents)
    for report in check_dataset(opened):
        _print_summary(report)
    return opened


def _viewpoint_of(dataset: "Dataset") -> str:
    return dataset.metadata.viewpoint if dataset.metadata.viewpoint in VIEWPOINTS else "un"


def _check_range(start: str | None, end: str | None) -> None:
    """Refuse dates that do not exist, and a range whose end lies before its start."""
    from geodata.dates import days, is_iso_date

    for option, text in (("--from", start), ("--to", end)):
        if text is not None and not is_iso_date(text):
            raise click.BadParameter(
                f"{text!r} is not a date that exists; write 2025, 2025-02 or 2025-02-17", param_hint=option
            )
    if start is not None and end is not None and days(end)[1] < days(start)[0]:
        raise click.BadParameter(f"{end} lies before --from {start}", param_hint="--to")


def _only(output: Path, suffixes: Sequence[str]) -> None:
    if output.suffix.lower() not in suffixes:
        raise click.BadParameter(
            f"{output.name!r} ends in {output.suffix or 'nothing'!r}; choose from: {', '.join(suffixes)}",
            param_hint="'-o'",
        )


def _joined(path: Path, reports: "Sequence[Report]") -> "Report":
    """Put the reports on one argument into one, under the name that the user gave."""
    from geodata.report import Report

    return Report(
        str(path),
        tuple(finding for report in reports for finding in report.findings),
        sum(report.features_read for report in reports),
        sum(report.features_kept for report in reports),
    )


def _print_report(report: "Report", *, err: bool = False) -> None:
    noun = "features" if report.file.lower().endswith("json") else "records"
    counts = f", {report.features_kept} of {report.features_read} {noun} kept" if report.features_read else ""
    click.echo(f"{report.file}: {report.verdict.value}{counts}", err=err)
    for finding in report.findings:
        click.echo(f"  {finding.severity.value}: {finding}  [{finding.rule}]", err=err)


def _print_summary(report: "Report") -> None:
    """Print what was refused or changed in full, and of the notes how many there are of which rule."""
    notes = Counter(finding.rule for finding in report.findings if finding.severity == "note")
    grave = [finding for finding in report.findings if finding.severity != "note"]
    if grave:
        kept = replace(report, findings=tuple(grave))
        _print_report(kept, err=True)
    if notes:
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(notes.items()))
        click.echo(f"{report.file}: noted: {rules}. `mapapp check` shows each.", err=True)


if __name__ == "__main__":
    main()
