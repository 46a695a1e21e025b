"""Small tables of every kind of row, and shorthand for what most tests do with them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.engines import LocalEngine, run


def made_up_incidents(count: int) -> gpd.GeoDataFrame:
    """Points around Orenburg and Astrakhan, some at the same place, and one row of every odd kind."""
    draws = np.random.default_rng(11)
    places = draws.normal([[55.1, 51.8]], 3.0, (count, 2))
    places[::7] = [48.0, 46.3]
    shapes = shapely.points(places)
    shapes[3], shapes[4] = None, shapely.Point()
    shapes[5] = shapely.LineString([(50, 51), (53, 52)])
    shapes[6] = shapely.box(47, 45, 48, 46)
    rows = np.arange(count)
    intercepted = {"distance_km": 7.0, "facility_id": "f1", "claimed_by": "=Region"}
    return gpd.GeoDataFrame(
        {
            "id": ["" if row == 8 else f"i{row}" for row in rows],
            "uncertainty_m": np.where(rows % 5, 500.0 * (rows % 9), np.nan),
            "facility_ids": [["f1", "f2"] if row % 4 == 0 else None for row in rows],
            "interception": [intercepted if row % 6 == 0 else None for row in rows],
        },
        geometry=shapes,
        crs="OGC:CRS84",
    )


def made_up_facilities() -> gpd.GeoDataFrame:
    """Two points and a line."""
    shapes = [shapely.Point(55.0, 51.7), shapely.Point(48.1, 46.4), shapely.LineString([(51, 51), (54, 53)])]
    columns = {"id": ["f1", "f2", "Газопровод"], "uncertainty_m": [300.0, None, 0.0]}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="OGC:CRS84")


def measured(job, **options):
    """Run a job in this process and give the target."""
    with LocalEngine() as engine:
        run(job, engine, **options)
    return job.target


def contents(folder):
    """Names and bytes of all files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def plain_cell(value):
    """A cell as any format gives it back; None for what is missing, lists of dicts as such."""
    if isinstance(value, list | tuple | np.ndarray):
        return [{name: plain_cell(one) for name, one in entry.items()} for entry in value]
    if value is None or value is pd.NA or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def rows_of(table):
    """The rows of a table as plain cells, without geometry."""
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    return [{name: plain_cell(value) for name, value in row.items()} for row in plain.to_dict("records")]
