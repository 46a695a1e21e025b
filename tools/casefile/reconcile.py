"""Checks that nothing was lost, and that what was left out can be found again through the sources."""

from collections.abc import Iterator

from casefile.reading import CaseFile, Row

EXPECTED = {
    "incidents": 54,
    "claims": 210,
    "searches without a statement": 10,
    "facilities": 76,
    "flows": 40,
    "sources": 236,
}


def counts(files: dict[str, Row | list[Row]]) -> dict[str, int]:
    """Count the records that are about to be written.

    Parameters
    ----------
    files : dict
        Content of each file by its name.
    """
    incidents = [feature["properties"] for feature in _features(files["incidents.geojson"])]
    return {
        "incidents": len(incidents),
        "claims": sum(len(incident.get("claims", ())) for incident in incidents),
        "searches without a statement": sum(
            len(incident.get("no_statement_found", ())) for incident in incidents
        ),
        "facilities": len(_features(files["facilities.geojson"])),
        "flows": len(files["flows.json"]),
        "sources": len(files["sources.json"]),
    }


def _features(collection: Row | list[Row]) -> list[Row]:
    assert isinstance(collection, dict)
    features: list[Row] = collection["features"]
    return features


def mismatches(case: CaseFile, found: dict[str, int]) -> Iterator[str]:
    """Yield a sentence for everything that does not add up.

    Parameters
    ----------
    case : CaseFile
        The case file.
    found : dict
        The counts of what is about to be written.
    """
    for name, expected in EXPECTED.items():
        if found[name] != expected:
            yield f"{name}: {found[name]} written, {expected} expected"
    statements = sum(len(row["claims"]) for row in case.incidents)
    if len(case.judged) != statements:
        yield f"claims.tsv has {len(case.judged)} rows for {statements} claims"
    yield from _misjudged(case)
    yield from _repeated_otherwise(case)


def _misjudged(case: CaseFile) -> Iterator[str]:
    """Yield the rows of `claims.tsv` that stand for another claim than they say."""
    for row in case.incidents:
        for number, claim in enumerate(row["claims"], 1):
            judged = case.judged.get((row["id"], number))
            stance = "(none found)" if claim["absence_of_statement"] else claim["stance"]
            if judged is None or (judged["by"], judged["stance"]) != (claim["by"], stance):
                yield f"claims.tsv, {row['id']} claim {number}: is not {claim['by']!r}, {stance}"


def _repeated_otherwise(case: CaseFile) -> Iterator[str]:
    """Yield the claims that repeat their source otherwise than it stands among the sources.

    Publisher, date, language and address of a claim's source are written once, with the source.
    """
    sources = {source["id"]: source for source in case.sources}
    repeated = {"source_url": "url", "source_publisher": "publisher", "source_date": "date", "lang": "lang"}
    for row in case.incidents:
        for number, claim in enumerate(row["claims"], 1):
            source = sources[claim["source_id"]]
            for field, name in repeated.items():
                if claim[field] != source[name]:
                    yield f"{row['id']} claim {number}: {field} differs from the source {source['id']!r}"
