"""The smaller papers of a bundle: its sources, licences, query, and what it is. Pure."""

import csv
import io
import json
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

from geodata.borders import VIEWPOINT_LABELS
from geodata.coarse import RULES as ROUNDING_RULES
from geodata.dataset import to_records
from geodata.days import to_iso
from geodata.digest import digest_of
from geodata.licences import RULES as GATE_RULES
from geodata.mentions import rows_naming
from geodata.withholding import RULES as WITHHOLDING_RULES
from mapapp.bundle.markdown import escaped
from mapapp.citation import filter_in_words
from mapapp.spreadsheet import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapapp.outgoing import Outgoing

COLUMNS: Final = (
    *("id", "publisher", "title", "url", "published", "accessed", "archived_url", "sha256"),
    *("reliability", "licence", "attribution"),
)
NOT_RECORDED: Final = "not recorded"

_LIBRARIES: Final = ("folium", "geopandas", "numpy", "pandas", "pyproj", "shapely")


def sources_table(handed: "Outgoing") -> bytes:
    """Write the sources that what is shown names as CSV; what is missing is said.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, safe in a spreadsheet.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for source in _sources(handed):
        writer.writerow([safe_cell(str(source.get(name) or NOT_RECORDED)) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig", "replace")


def _sources(handed: "Outgoing") -> list[dict[str, Any]]:
    """Give the sources that what is shown names, and those whose data was held back, in order."""
    dataset = handed.dataset
    ids = frozenset(dataset.sources["id"].dropna())
    named = {one.source for one in handed.release.withheld}
    for table in (dataset.incidents, dataset.claims):
        named = named.union(*rows_naming(table, ids).values())
    stated = dataset.sources.drop(columns="extra")
    return [source for source in to_records(stated) if source.get("id") in named]


def licences_page(handed: "Outgoing") -> bytes:
    """Write under which licences the bundle stands, whom to name, and what was held back.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    bytes
        Markdown in UTF-8.
    """
    metadata = handed.view.dataset.metadata
    stated = {source["licence"] for source in _sources(handed) if source.get("licence")}
    parts: list[tuple[str, Iterable[str]]] = [
        ("Licence of the dataset", [metadata.licence or NOT_RECORDED]),
        ("Name these", metadata.attribution or [NOT_RECORDED]),
        ("Licences of sources", sorted(stated) or [NOT_RECORDED]),
        ("Held back", handed.release.sentences or ["Nothing."]),
        ("By which rules rows are held back for their licence", GATE_RULES),
        ("What goes with them", WITHHOLDING_RULES),
    ]
    if handed.release.guard.round_to_m is not None:
        parts.append(("What rounding does", ROUNDING_RULES))
    blocks = [f"## {title}\n\n" + "\n".join(f"- {escaped(line)}" for line in lines) for title, lines in parts]
    return "\n\n".join(["# Licences", *blocks, ""]).encode("utf-8")


def query_page(handed: "Outgoing") -> bytes:
    """Write what is shown, and what was held back by choice.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    bytes
        JSON.
    """
    query, release = handed.view.query, handed.release
    return _json(
        {
            "query": asdict(query),
            "in_words": filter_in_words(query),
            "viewpoint": {"name": query.viewpoint, "meaning": VIEWPOINT_LABELS[query.viewpoint]},
            "guard": {**asdict(release.guard), "today": release.today.isoformat() if release.today else None},
            "held_back": list(release.sentences),
        }
    )


def about_page(handed: "Outgoing") -> bytes:
    """Write what the bundle is, and by which programs it was made. The clock is not asked.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    bytes
        JSON.
    """
    metadata, view = handed.view.dataset.metadata, handed.shown
    first, last = view.days
    dated = first <= last
    said = [date for date in handed.dataset.claims["date"].tolist() if date]
    return _json(
        {
            "bundle": 1,
            "dataset": {
                "title": metadata.title,
                "version": metadata.version,
                "digest": handed.view.dataset.digest,
            },
            "shown": {
                "incidents": len(view.dataset.incidents),
                "of": len(handed.view.dataset.incidents),
                "digest": shown_digest(view.dataset.incidents, view.dataset.claims),
                "first_day": to_iso(first[dated].min()) if dated.any() else None,
                "last_day": to_iso(last[dated].max()) if dated.any() else None,
                "latest_claim": max(said, default=None),
            },
            "made_by": {name: _version(name) for name in ("energy-strike-map", *_LIBRARIES)},
        }
    )


def shown_digest(incidents: Any, claims: Any) -> str:
    """Give the digest of incidents with their claims, which ``incidents.geojson`` can be checked by.

    Parameters
    ----------
    incidents, claims : DataFrame
        Tables of a dataset.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return digest_of({"incidents": incidents, "claims": claims})


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return NOT_RECORDED


def _json(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")
