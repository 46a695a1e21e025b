"""The incidents that are shown, with claims and measured distances, as GeoJSON (RFC 7946)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata.computed import COMPUTED_UNDER
from geodata.files import replacing
from geodata.jsontext import to_json
from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    import pandas as pd

    from mapapp.outgoing import Outgoing
    from mapapp.view import View

MEASURED: Final = "measured"
"""The member of a feature's properties that holds what was computed."""

_NOT_TOLD: Final = ("id", "named_facilities", "named_facility_id")
_STANDING: Final = ("standing", "why", "contested_about", "denied_about")


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    name = measured_name(handed.dataset.incidents)
    foreign = {**about(handed), COMPUTED_UNDER: name}
    write_collection(path, incident_lines(handed.shown, name=name), foreign)


def measured_name(incidents: "pd.DataFrame") -> str:
    """Name the member that holds what was computed, such that no incident states something under it.

    Parameters
    ----------
    incidents : DataFrame
        The incidents of a dataset.

    Returns
    -------
    str
        `MEASURED`, or that with a number.
    """
    taken = {key for extra in incidents["extra"] if extra for key in extra if key.startswith(MEASURED)}
    numbers = (f"{MEASURED}~{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (MEASURED, *numbers) if name not in taken)


def incident_lines(view: "View", *, name: str = MEASURED) -> Iterator[dict[str, Any]]:
    """Yield the incidents of a view as features, each with its claims, its standing and its distances.

    Parameters
    ----------
    view : View
        All its incidents are given.
    name : str
        The member of the properties that holds what was computed.

    Yields
    ------
    dict
        A feature: what the dataset states, and under `name` the standing with the rule's reason, and
        distances in metres with their intervals, under the viewpoint of the view.
    """
    from geodata.stores.folder_writer import incident_features
    from mapapp.records import plain

    measures = view.analysis.measured(view.query.viewpoint)
    told = [column for column in measures if column not in _NOT_TOLD]
    standings = view.analysis.standings[list(_STANDING)].to_dict("records")
    rows = zip(incident_features(view.dataset), standings, measures[told].to_dict("records"), strict=True)
    for feature, standing, distances in rows:
        found = {str(key): plain(value, digits=3) for key, value in {**standing, **distances}.items()}
        stated = {key: value for key, value in found.items() if value is not None}
        measured = {"viewpoint": view.query.viewpoint, **stated}
        yield {**feature, "properties": {**feature["properties"], name: measured}}


def about(handed: "Outgoing") -> dict[str, Any]:
    """Give what a collection says of itself, as foreign members (RFC 7946, section 6.1).

    Parameters
    ----------
    handed : Outgoing
        What is handed on.

    Returns
    -------
    dict
        Of the dataset: title, version, licence, attribution, cautions, digest; the viewpoint; what was held
        back.
    """
    metadata = handed.view.dataset.metadata
    return {
        "dataset": {
            "title": metadata.title,
            "version": metadata.version,
            "licence": metadata.licence,
            "attribution": list(metadata.attribution),
            "cautions": list(metadata.cautions),
            "digest": handed.view.dataset.digest,
        },
        "viewpoint": handed.view.query.viewpoint,
        "held_back": list(handed.release.sentences),
    }


def write_collection(path: Path, features: Iterable[dict[str, Any]], foreign: dict[str, Any]) -> None:
    """Write a collection, a line for each feature, whole or not at all.

    Parameters
    ----------
    path : Path
        The file to write.
    features : iterable of dict
        GeoJSON features.
    foreign : dict
        What the collection says of itself.

    Raises
    ------
    WriteFailed
        If the target cannot be written; it is as it was.
    """
    with replacing(path) as temporary, temporary.open("wb") as stream:
        members = to_json(foreign)[1:-1]
        stream.write(b'{"type":"FeatureCollection",' + members + b',"features":[')
        between = b"\n"
        for feature in features:
            stream.write(between + to_json(feature))
            between = b",\n"
        stream.write((b"" if between == b"\n" else b"\n") + b"]}\n")


GEOJSON: Final = Exporter(
    "geojson",
    "Incidents as GeoJSON",
    (".geojson", ".json"),
    "The incidents shown with all that the dataset states, their claims, standing and distances; for QGIS, "
    "for scripts, and for this program.",
    "application/geo+json",
    _write,
)
