"""The report of a bundle: each incident in words, who says it, who denies it, and what is not known. Pure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geodata.borders import VIEWPOINT_LABELS
from geodata.dataset import to_records
from geodata.evidence import PREMISES, RULES
from mapapp.bundle.incident import incident_lines
from mapapp.bundle.markdown import escaped
from mapapp.citation import filter_in_words
from mapapp.table import facts_by_row

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing


def report(handed: "Outgoing") -> bytes:
    """Write the report.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    bytes
        Markdown in UTF-8.
    """
    return ("\n".join(_lines(handed)) + "\n").encode("utf-8")


def _lines(handed: "Outgoing") -> Iterator[str]:
    view, metadata = handed.shown, handed.view.dataset.metadata
    yield f"# {escaped(metadata.title)}"
    yield ""
    yield f"- Version: {escaped(metadata.version) or 'not stated'}; digest of the dataset as exported: "
    yield f"  `{handed.view.dataset.digest}`"
    yield f"- Shown: {len(view.dataset.incidents)} of {len(handed.view.dataset.incidents)} incidents. "
    yield f"  {escaped('; '.join(filter_in_words(handed.view.query)))}."
    yield f"- {escaped(VIEWPOINT_LABELS[view.query.viewpoint])}"
    yield from (f"- {escaped(sentence)}" for sentence in handed.release.sentences)
    yield ""
    yield "A report is not a finding: this is what was reported, by whom, and what contradicts it."
    yield "Distances are geodesics on WGS84; their intervals hold the location errors of both ends."
    yield from _rules()
    told = facts_by_row(view)
    # What does not fit its field is left to the tables: here a text must be one.
    records = list(to_records(view.dataset.incidents.drop(columns=["geometry", "extra"])))
    sources = {
        row["id"]: row for row in to_records(view.dataset.sources.drop(columns="extra")) if "id" in row
    }
    claims = _claims(handed)
    yield ""
    yield "## Incidents"
    if not told:
        yield ""
        yield "None is shown."
    for number, (row, known) in enumerate(told.items(), 1):
        yield ""
        yield from incident_lines(number, records[row], known, claims.get(records[row]["id"], []), sources)


def _rules() -> Iterator[str]:
    yield ""
    yield "## How a standing is found"
    yield ""
    yield from (f"- {escaped(sentence)}" for sentence in PREMISES)
    yield ""
    yield "The first rule that holds decides:"
    yield ""
    yield from (
        f"{number}. **{rule.label}**: {escaped(rule.sentence)}" for number, rule in enumerate(RULES, 1)
    )


def _claims(handed: "Outgoing") -> dict[str, list[dict[str, Any]]]:
    """Give by incident its claims, in order."""
    claims = handed.dataset.claims.sort_values("number", kind="stable")
    found: dict[str, list[dict[str, Any]]] = {}
    for claim in to_records(claims.drop(columns="extra")):
        found.setdefault(claim["incident_id"], []).append(claim)
    return found
