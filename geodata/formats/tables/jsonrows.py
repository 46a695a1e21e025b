"""JSON and GeoJSON files as rows, read by the strict reader. Reads files."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from geodata.computed import computed_name, stated
from geodata.errors import UnreadableFile
from geodata.formats.tables.limits import DEFAULT, TableLimits
from geodata.formats.tables.rows import GEOMETRY, LeftOut, Row, Rows, Table
from geodata.geojson import Feature, FeatureTable, Limits, parse_features, parse_json, read_bytes
from geodata.report import Severity

_LISTS: Final = ("events", "data", "results", "items", "records")
"""Names under which an object holds its rows."""


def read_json_rows(path: Path, *, limits: TableLimits = DEFAULT) -> Table:
    """Open a JSON file that holds rows.

    Parameters
    ----------
    path : Path
        A list of objects; an object that holds one as ``events``, ``data``, ``results``, ``items`` or
        ``records``; folders of placemarks as GeoConfirmed writes them; or GeoJSON, whose properties are the
        cells.
    limits : TableLimits
        How large it may be.

    Returns
    -------
    Table
        Cells keep the types that they have in the file.

    Raises
    ------
    UnreadableFile
        If it is no strict JSON or holds no rows.
    """
    bounds = Limits(max_bytes=limits.parsed_bytes)
    data = read_bytes(path, limits=bounds)
    content, refused = parse_json(data, name=str(path), limits=bounds)
    if refused is not None:
        raise UnreadableFile(str(refused))
    if isinstance(content, dict) and content.get("type") in ("FeatureCollection", "Feature"):
        return _features(path, parse_features(data, name=str(path), limits=bounds))
    items = _items(content)
    if items is None:
        names = " or ".join(map(repr, _LISTS))
        raise UnreadableFile(
            f"{path}: holds no rows; expected GeoJSON, a list of objects, or an object with one as {names}."
        )
    columns = _columns(items)
    if len(columns) > limits.columns:
        raise UnreadableFile(
            f"{path}: its rows have {len(columns)} different members; at most {limits.columns} are read. "
            "Leave out those that are not needed."
        )
    return Table(str(path), columns, _rows(items, limits))


def _features(path: Path, read: FeatureTable) -> Table:
    lost = {
        finding.feature: LeftOut(finding.feature, finding.pointer, "", finding.message)
        for finding in read.report.findings
        if finding.severity is Severity.REJECT and finding.feature is not None
    }
    extras, computed = stated([_named(feature) for feature in read.features], computed_name(read.members))
    kept = {
        feature.index: Row(feature.index, cells, feature.geometry)
        for feature, cells in zip(read.features, extras, strict=True)
    }
    if not read.features and not lost:
        raise UnreadableFile("\n".join(map(str, read.report.findings)) or f"{path}: holds no feature.")
    together: dict[int, Row | LeftOut] = {**lost, **kept}
    rows = [together[index] for index in sorted(together)]
    if rest := read.report.features_read - len(rows):
        rows.append(LeftOut(len(rows), "", "", f"{rest:,} more features cannot be used", rows=rest))
    names = _columns([*(row.cells for row in kept.values()), {GEOMETRY: None}])
    repairs = sum(one.stands_for for one in read.report.findings if one.severity is Severity.REPAIR)
    notes = [f"{repairs} repairs while reading; `mapapp check` lists them"] if repairs else []
    if computed:
        notes.append(f"what was computed of {computed} features when the file was written is computed anew")
    return Table(str(path), names, iter(rows), notes, has_geometry=True)


def _named(feature: Feature) -> dict[str, Any]:
    """Give the properties, with the feature's own id where they have none."""
    own = {} if feature.id is None else {"id": feature.id}
    return own | _filled(feature.properties)


def _items(content: Any) -> list[Any] | None:
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return None
    if isinstance(content.get("mapDataFolders"), list):
        return list(_placemarks(content["mapDataFolders"]))
    found = [content[name] for name in _LISTS if isinstance(content.get(name), list)]
    return found[0] if found else None


def _placemarks(folders: list[Any]) -> Iterator[Any]:
    """Yield what stands in folders, each with the name of its folder."""
    for folder in folders:
        held = folder.get("mapDataPlacemarks") if isinstance(folder, dict) else None
        for item in held if isinstance(held, list) else ():
            yield {**item, "folder": folder.get("name")} if isinstance(item, dict) else item


def _filled(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value is not None and value != ""}


def _columns(items: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(name for item in items if isinstance(item, Mapping) for name in item))


def _rows(items: list[Any], limits: TableLimits) -> Rows:
    for number, item in enumerate(items[: limits.rows]):
        if isinstance(item, dict):
            yield Row(number, _filled(item))
        else:
            yield LeftOut(
                number, "", repr(item)[:60], "is no object; expected one with a member for each cell"
            )
    if rest := len(items) - min(len(items), limits.rows):
        reason = f"{rest} rows from here on are left out; at most {limits.rows:,} are read. Split it."
        yield LeftOut(limits.rows, "", "", reason, rows=rest)
