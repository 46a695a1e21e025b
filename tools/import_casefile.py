"""Turns a case file (research notes as JSON) into the bundled dataset.

    python tools/import_casefile.py CASEFILE_FOLDER -o geodata/sample

The judgements it needs stand beside it, one row each: `casefile/claims.tsv` (what each claim is about),
`casefile/times.tsv` (times of day) and `casefile/wording.tsv`. The same input gives the same bytes.
"""

import argparse
import sys
from pathlib import Path

from casefile.about import METADATA, changes
from casefile.assets import facility_feature, flow_record, points_first, source_record
from casefile.events import incident_feature
from casefile.reading import CaseFile, Row, read_casefile
from casefile.reconcile import counts, mismatches
from casefile.writing import write_json


def build(case: CaseFile) -> dict[str, Row | list[Row]]:
    """Build the content of every file but the revision log.

    Parameters
    ----------
    case : CaseFile
        The case file.

    Returns
    -------
    dict
        Content by file name.
    """
    country_of = {row["id"]: row["country"] for row in case.facilities}
    return {
        "dataset.json": METADATA,
        "facilities.geojson": _collection([facility_feature(row) for row in points_first(case.facilities)]),
        "incidents.geojson": _collection([incident_feature(row, case, country_of) for row in case.incidents]),
        "sources.json": [source_record(row) for row in case.sources],
        "flows.json": [flow_record(row) for row in case.flows],
    }


def _collection(features: list[Row]) -> Row:
    return {"type": "FeatureCollection", "features": features}


def main(arguments: list[str] | None = None) -> int:
    """Read, build, reconcile, write; return 1 and write nothing where something does not add up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("casefile", type=Path, help="folder of the case file")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the dataset")
    options = parser.parse_args(arguments)

    case = read_casefile(options.casefile)
    files = build(case)
    found = counts(files)
    for name, number in found.items():
        print(f"{number:5} {name}")
    wrong = list(mismatches(case, found))
    for sentence in wrong:
        print(f"mismatch: {sentence}", file=sys.stderr)
    if wrong:
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, "changes.json": changes(found)}.items():
        write_json(options.output / name, content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
