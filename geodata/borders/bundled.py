"""The bundled borders, Natural Earth 1:10m and 1:50m. Reads package data; everyone may import it."""

import hashlib
import json
from functools import cache, partial

import geopandas as gpd
import numpy as np

from geodata.borders.arcs import BorderArcs, Floats, border_arcs
from geodata.borders.model import Borders
from geodata.borders.shapes import arc_lines, country_shapes, gathered
from geodata.errors import UnknownName

CRS = "OGC:CRS84"
ATTRIBUTION = "Borders: Natural Earth 4.1.0, packaged by world-atlas 2.0.2"
LICENCE = "Public domain (Natural Earth); ISC (world-atlas)"

VIEWPOINT_LABELS = {
    "un": "Borders as the United Nations General Assembly holds them for Ukraine: "
    "Crimea belongs to Ukraine (resolution 68/262).",
    "de_facto": "Borders as Natural Earth draws them, by who controls the ground: "
    "Crimea is drawn as part of Russia. This implies no recognition.",
}
"""What each viewpoint means, as a sentence for readers."""

UNCERTAINTY_M = {"10m": 2_000.0, "50m": 10_000.0}
"""How far the true border may lie from the bundled line; docs/distances.md says why."""


@cache
def load_borders(*, viewpoint: str = "un", scale: str = "10m") -> Borders:
    """Load the bundled borders under a viewpoint.

    Parameters
    ----------
    viewpoint : str
        ``"un"`` (Crimea belongs to Ukraine, UNGA 68/262) or ``"de_facto"`` (as Natural Earth draws it).
    scale : str
        ``"10m"`` for measuring, ``"50m"`` for drawing.

    Returns
    -------
    Borders
        Built once and shared; its frames are made when they are first asked for.

    Raises
    ------
    UnknownName
        When there is no such viewpoint or scale.

    Examples
    --------
    >>> borders = load_borders(scale="50m")
    >>> borders.lines.query("pair == 'KZ-RU'").disputed.tolist()
    [False]
    >>> load_borders(viewpoint="nato")
    Traceback (most recent call last):
    geodata.errors.UnknownName: unknown viewpoint 'nato'. Choose from: de_facto, un
    """
    if viewpoint not in VIEWPOINT_LABELS:
        raise UnknownName.among("viewpoint", viewpoint, VIEWPOINT_LABELS)
    arcs = border_arcs(scale)
    return Borders(
        viewpoint=viewpoint,
        viewpoint_label=VIEWPOINT_LABELS[viewpoint],
        scale=scale,
        uncertainty_m=UNCERTAINTY_M[scale],
        attribution=ATTRIBUTION,
        licence=LICENCE,
        digest=_digest(arcs, viewpoint),
        _countries=partial(_countries, scale, viewpoint),
        _lines=partial(_lines, scale, viewpoint),
        _coast=partial(_coast, scale, viewpoint),
    )


@cache
def _degrees(scale: str) -> Floats:
    return border_arcs(scale).degrees()


def _countries(scale: str, viewpoint: str) -> gpd.GeoDataFrame:
    arcs = border_arcs(scale)
    rows = arcs.countries[viewpoint]
    area_km2 = np.array([row.area_km2 for row in rows])
    rank = np.empty(len(rows), dtype=np.int64)
    rank[np.argsort(-area_km2, kind="stable")] = np.arange(1, len(rows) + 1)
    columns = {
        "country": [row.code for row in rows],
        "name": [row.name for row in rows],
        "label_lon": [row.label_lon for row in rows],
        "label_lat": [row.label_lat for row in rows],
        "area_km2": area_km2,
        "area_rank": rank,
    }
    return gpd.GeoDataFrame(columns, geometry=country_shapes(arcs, viewpoint, _degrees(scale)), crs=CRS)


def _lines(scale: str, viewpoint: str) -> gpd.GeoDataFrame:
    arcs = border_arcs(scale)
    pairs = arcs.arc_pairs(viewpoint)
    chosen = np.array([index for index, pair in enumerate(pairs) if pair], dtype=np.int64)
    keys = [(pairs[index], bool(arcs.disputed[index])) for index in chosen]
    rows = sorted(set(keys), key=lambda key: (key[0] or ("", ""), key[1]))
    groups = [np.flatnonzero([key == row for key in keys]) for row in rows]
    lines = gathered(arc_lines(arcs, chosen, _degrees(scale)), groups)
    named = [pair or ("", "") for pair, _ in rows]
    columns = {
        "pair": ["-".join(pair) for pair in named],
        "country_a": [pair[0] for pair in named],
        "country_b": [pair[1] for pair in named],
        "disputed": [disputed for _, disputed in rows],
    }
    return gpd.GeoDataFrame(columns, geometry=lines, crs=CRS)


def _coast(scale: str, viewpoint: str) -> gpd.GeoDataFrame:
    arcs = border_arcs(scale)
    one_sided = (arcs.arc_units[:, 0] >= 0) & (arcs.arc_units[:, 1] < 0) & ~arcs.seam
    chosen = np.flatnonzero(one_sided)
    owner = np.array(arcs.owners[viewpoint])[arcs.arc_units[chosen, 0]]
    codes = sorted(set(owner.tolist()))
    groups = [np.flatnonzero(owner == code) for code in codes]
    lines = gathered(arc_lines(arcs, chosen, _degrees(scale)), groups)
    return gpd.GeoDataFrame({"country": [code or None for code in codes]}, geometry=lines, crs=CRS)


def _digest(arcs: BorderArcs, viewpoint: str) -> str:
    digest = hashlib.sha256(json.dumps([arcs.scale, viewpoint, arcs.step, arcs.origin]).encode())
    digest.update("\n".join(arcs.owners[viewpoint]).encode())
    for array in (arcs.starts, arcs.deltas, arcs.arc_units, arcs.disputed, arcs.seam, arcs.ring_arcs):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
