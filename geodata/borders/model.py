"""`Borders`: countries and border lines under a named viewpoint. Pure; everyone may import it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from typing import Any

import geopandas as gpd
import shapely

from geodata.errors import InvalidArgument

LINE_COLUMNS = ("pair", "country_a", "country_b", "disputed")
COUNTRY_COLUMNS = ("country", "name", "label_lon", "label_lat", "area_km2", "area_rank")


@dataclass(frozen=True, eq=False)
class Borders:
    """Countries, land borders and coasts under one viewpoint.

    The three frames are built when they are first asked for, kept, and shared: do not change them.
    All are in longitude and latitude (OGC:CRS84).

    Parameters
    ----------
    viewpoint : str
        Name of the viewpoint, e.g. ``"un"``.
    viewpoint_label : str
        The viewpoint as a sentence for readers.
    scale : str
        ``"10m"``, ``"50m"``, or ``"own"`` for frames of the caller.
    uncertainty_m : float
        How far the true border may lie from the line, in metres; NaN where unknown.
    attribution, licence : str
        To be shown wherever the borders are.
    digest : str
        SHA-256 of the content under this viewpoint; equal digests mean equal borders.
    """

    viewpoint: str
    viewpoint_label: str
    scale: str
    uncertainty_m: float
    attribution: str
    licence: str
    digest: str
    _countries: Callable[[], gpd.GeoDataFrame] = field(repr=False)
    _lines: Callable[[], gpd.GeoDataFrame] = field(repr=False)
    _coast: Callable[[], gpd.GeoDataFrame] = field(repr=False)

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """One row per country, in order of code.

        Columns: `country` (ISO 3166-1 alpha-2), `name`, `label_lon`, `label_lat`, `area_km2`,
        `area_rank` (1 is the largest), `geometry` (MultiPolygon).
        """
        return self._countries()

    @cached_property
    def lines(self) -> gpd.GeoDataFrame:
        """Land borders, one row per pair of countries and whether that stretch is disputed.

        Columns: `pair` (codes in alphabetical order, ``"KZ-RU"``), `country_a`, `country_b`,
        `disputed`, `geometry` (MultiLineString).
        """
        return self._lines()

    @cached_property
    def coast(self) -> gpd.GeoDataFrame:
        """Coasts, one row per country. Columns: `country`, `geometry` (MultiLineString)."""
        return self._coast()

    def __getstate__(self) -> dict[str, Any]:
        """Pickle what the frames are built from, not the frames: where they are needed they are built."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def borders_from_frames(
    countries: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    *,
    viewpoint_label: str,
    uncertainty_m: float,
    attribution: str,
    licence: str,
    viewpoint: str = "own",
    coast: gpd.GeoDataFrame | None = None,
) -> Borders:
    """Make `Borders` from frames of one's own.

    Parameters
    ----------
    countries : GeoDataFrame
        With `country` and geometry; the other columns of `Borders.countries` where known.
    lines : GeoDataFrame
        With `pair`, `country_a`, `country_b`, `disputed` and geometry.
    viewpoint_label : str
        Whose view of the borders this is, as a sentence.
    uncertainty_m : float
        How far the true border may lie from the line, in metres; NaN where unknown.
    attribution, licence : str
        To be shown wherever the borders are.
    viewpoint : str
        A short name for the view.
    coast : GeoDataFrame, optional
        With `country` and geometry.

    Returns
    -------
    Borders

    Raises
    ------
    InvalidArgument
        When a column is missing or the uncertainty is negative.

    Examples
    --------
    >>> square = gpd.GeoDataFrame({"country": ["AA"]}, geometry=[shapely.box(0, 0, 1, 1)])
    >>> edge = gpd.GeoDataFrame(
    ...     {"pair": ["AA-BB"], "country_a": ["AA"], "country_b": ["BB"], "disputed": [False]},
    ...     geometry=[shapely.LineString([(1, 0), (1, 1)])])
    >>> borders_from_frames(square, edge, viewpoint_label="Mine.", uncertainty_m=50.0,
    ...                     attribution="me", licence="CC0").viewpoint
    'own'
    """
    for name, frame, needed in (("countries", countries, ("country",)), ("lines", lines, LINE_COLUMNS)):
        missing = [column for column in needed if column not in frame.columns]
        if missing:
            raise InvalidArgument(f"{name}: has no column {missing[0]!r}; expected {', '.join(needed)}")
    if uncertainty_m < 0:
        raise InvalidArgument(f"uncertainty_m: got {uncertainty_m}, expected 0 or more, or NaN where unknown")
    shore = gpd.GeoDataFrame({"country": []}, geometry=[]) if coast is None else coast
    digest = hashlib.sha256(viewpoint_label.encode())
    for frame in (countries, lines, shore):
        digest.update(frame.drop(columns=frame.geometry.name).to_csv().encode())
        for geometry in frame.geometry:
            digest.update(shapely.to_wkb(geometry) or b"")
    return Borders(
        viewpoint=viewpoint,
        viewpoint_label=viewpoint_label,
        scale="own",
        uncertainty_m=uncertainty_m,
        attribution=attribution,
        licence=licence,
        digest=digest.hexdigest(),
        _countries=partial(_given, countries),
        _lines=partial(_given, lines),
        _coast=partial(_given, shore),
    )


def _given(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Hand on a frame of the caller; unlike a lambda it can be pickled."""
    return frame
