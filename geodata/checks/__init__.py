"""Checks of a dataset: what contradicts itself, leads nowhere, or is not stated.

Pure. A new check is a file here, a line in `CHECKS`, and a test. `geodata.checks.files` checks files.
"""

from dataclasses import replace
from typing import Final

from geodata.checks.check import Check
from geodata.checks.claims import CLAIMS
from geodata.checks.dates import DATES
from geodata.checks.locations import LOCATIONS
from geodata.checks.members import MEMBERS
from geodata.checks.references import REFERENCES
from geodata.checks.text import TEXT
from geodata.dataset import Dataset
from geodata.report import Finding, Listing, Report

CHECKS: Final[tuple[Check, ...]] = (REFERENCES, DATES, LOCATIONS, MEMBERS, CLAIMS, TEXT)
"""All checks, in the order in which their findings stand in a report."""


def check_dataset(dataset: Dataset) -> tuple[Report, ...]:
    """Run all checks.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.

    Returns
    -------
    tuple of Report
        The dataset's reports in their order, each with what the checks found about its file; then a report
        for each other file that something was found about. What reading said already is not said again.

    Examples
    --------
    >>> from geodata.sample import SAMPLE
    >>> from geodata.stores.folder import open_dataset
    >>> [report.verdict.value for report in check_dataset(open_dataset(SAMPLE))]
    ['accept', 'accept', 'accept', 'accept', 'accept', 'accept']
    """
    reports: dict[str, Report] = {}
    for report in dataset.reports:
        before = reports.get(report.file)
        reports[report.file] = _joined(before, report) if before else report
    said = {_key(finding) for report in dataset.reports for finding in report.findings}
    found: dict[str, Listing] = {}
    for check in CHECKS:
        for finding in check.run(dataset):
            if _key(finding) not in said:
                found.setdefault(finding.file, Listing()).take([finding])
    for file, listing in found.items():
        reports[file] = reports.get(file, Report(file)).with_findings(listing.findings)
    return tuple(reports.values())


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.file, finding.rule, finding.pointer


def _joined(one: Report, other: Report) -> Report:
    """Join the reports of two files of one name, from different folders."""
    return replace(
        one.with_findings(other.findings),
        features_read=one.features_read + other.features_read,
        features_kept=one.features_kept + other.features_kept,
    )


__all__ = ["CHECKS", "Check", "check_dataset"]
