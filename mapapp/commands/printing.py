"""Reports on what was read, as lines on the terminal."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from geodata.report import Report


def print_report(report: "Report", *, err: bool = False) -> None:
    """Print a verdict and every finding.

    Parameters
    ----------
    report : Report
        On one file.
    err : bool
        Whether on standard error.
    """
    noun = "features" if report.file.lower().endswith("json") else "records"
    counts = f", {report.features_kept} of {report.features_read} {noun} kept" if report.features_read else ""
    click.echo(f"{report.file}: {report.verdict.value}{counts}", err=err)
    for finding in report.findings:
        click.echo(f"  {finding.severity.value}: {finding}  [{finding.rule}]", err=err)


def print_summary(report: "Report") -> None:
    """Print what was refused or changed in full, and of the notes how many there are of which rule.

    Parameters
    ----------
    report : Report
        On one file.
    """
    notes: Counter[str] = Counter()
    for finding in report.findings:
        if finding.severity == "note":
            notes[finding.rule] += finding.stands_for
    grave = [finding for finding in report.findings if finding.severity != "note"]
    if grave:
        print_report(replace(report, findings=tuple(grave)), err=True)
    if notes:
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(notes.items()))
        click.echo(f"{report.file}: noted: {rules}. `mapapp check` shows each.", err=True)
