import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.borders import borders_from_frames, load_borders
from geodata.errors import InvalidArgument
from geodata.geodesy import distance_to, nearest

EVERY = [(viewpoint, scale) for viewpoint in ("un", "de_facto") for scale in ("10m", "50m")]


@pytest.mark.parametrize(("viewpoint", "scale"), EVERY)
def test_every_country_is_a_valid_multipolygon(viewpoint, scale):
    countries = load_borders(viewpoint=viewpoint, scale=scale).countries
    assert set(countries.geom_type) == {"MultiPolygon"}
    assert countries.loc[~countries.geometry.is_valid, "country"].tolist() == []


@pytest.mark.parametrize(("viewpoint", "scale"), EVERY)
def test_label_points_lie_inside_their_country(viewpoint, scale):
    countries = load_borders(viewpoint=viewpoint, scale=scale).countries
    labels = gpd.GeoSeries.from_xy(countries["label_lon"], countries["label_lat"])
    inside = shapely.contains(countries.geometry.to_numpy(), labels.to_numpy())
    assert countries.loc[~inside, "country"].tolist() == []


@pytest.mark.parametrize("scale", ["10m", "50m"])
def test_countries_hardly_overlap(scale):
    countries = load_borders(scale=scale).countries
    shapes = countries.geometry.to_numpy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    area = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    assert area.max(initial=0) < 1e-5


def test_coordinates_stay_inside_the_world():
    for scale in ("10m", "50m"):
        west, south, east, north = load_borders(scale=scale).countries.total_bounds
        assert (west, south, east) == (-180, -90, 180)
        assert north < 84


def test_pairs_are_in_alphabetical_order_and_name_their_countries():
    lines = load_borders().lines
    assert (lines["country_a"] < lines["country_b"]).all()
    assert (lines["pair"] == lines["country_a"] + "-" + lines["country_b"]).all()
    assert set(lines["country_a"]) | set(lines["country_b"]) <= set(load_borders().countries["country"])


def test_each_pair_and_standing_has_one_row():
    assert not load_borders().lines.duplicated(["pair", "disputed"]).any()


def test_border_lines_lie_on_the_outlines_of_both_countries():
    borders = load_borders(scale="50m")
    shapes = borders.countries.set_index("country").geometry
    for row in borders.lines[borders.lines.pair.isin(["KZ-RU", "HU-UA", "CA-US"])].itertuples():
        for country in (row.country_a, row.country_b):
            assert shapely.difference(row.geometry, shapes[country].boundary).length < 1e-9


def test_coasts_and_borders_together_are_the_outline():
    borders = load_borders(scale="50m")
    kazakhstan = borders.countries.set_index("country").geometry["KZ"].boundary
    lines = borders.lines[(borders.lines.country_a == "KZ") | (borders.lines.country_b == "KZ")]
    coast = borders.coast.set_index("country").geometry["KZ"]
    assert shapely.length(lines.geometry).sum() + coast.length == pytest.approx(kazakhstan.length, rel=1e-9)


def test_no_coast_runs_along_the_antimeridian():
    for part in load_borders().coast.explode().geometry:
        x = shapely.get_coordinates(part)[:, 0]
        assert not ((np.abs(x[1:]) == 180) & (x[1:] == x[:-1])).any()


@pytest.mark.parametrize(
    ("lon", "lat", "pair"),
    [
        (53.6, 51.45, "KZ-RU"),
        (55.1, 51.0, "KZ-RU"),
        (36.3, 50.2, "RU-UA"),
        (22.4, 48.3, "HU-UA"),
        (28.3, 56.1, "BY-RU"),
        (-109.0, 49.2, "CA-US"),
    ],
)
def test_the_nearest_border_of_a_place_knows_its_pair(lon, lat, pair):
    lines = load_borders().lines
    assert lines["pair"].iloc[nearest([(lon, lat)], lines).index[0]] == pair


def test_the_ranks_follow_the_areas():
    countries = load_borders().countries.sort_values("area_rank")
    assert countries["area_rank"].tolist() == list(range(1, len(countries) + 1))
    assert countries["area_km2"].is_monotonic_decreasing
    assert countries["country"].iloc[0] == "RU"


def test_areas_are_close_to_published_ones():
    areas = load_borders().countries.set_index("country")["area_km2"]
    published = {"KZ": 2_724_900, "UA": 603_550, "DE": 357_600, "HU": 93_000}
    assert all(areas[code] == pytest.approx(area, rel=0.01) for code, area in published.items())


def test_the_two_scales_agree_within_their_stated_uncertainty():
    fine, coarse = (load_borders(scale=scale).lines.set_index("pair") for scale in ("10m", "50m"))
    for pair in ("KZ-RU", "RU-UA", "HU-UA"):
        places = shapely.get_coordinates(shapely.segmentize(coarse.geometry[pair], 0.02))
        off_m = distance_to(places, fine.geometry[pair])
        assert np.percentile(off_m, 99) < load_borders(scale="50m").uncertainty_m
        assert np.percentile(off_m, 50) < load_borders(scale="10m").uncertainty_m


def own_frames():
    countries = gpd.GeoDataFrame({"country": ["AA"]}, geometry=[shapely.box(0, 0, 1, 1)])
    lines = gpd.GeoDataFrame(
        {"pair": ["AA-BB"], "country_a": ["AA"], "country_b": ["BB"], "disputed": [False]},
        geometry=[shapely.LineString([(1, 0), (1, 1)])],
    )
    return countries, lines


def test_own_frames_become_borders_of_an_own_viewpoint():
    countries, lines = own_frames()
    borders = borders_from_frames(
        countries, lines, viewpoint_label="Mine.", uncertainty_m=10, attribution="me", licence="CC0"
    )
    assert borders.viewpoint == "own"
    assert borders.lines is lines
    assert len(borders.coast) == 0


def test_own_frames_without_a_needed_column_are_refused():
    countries, lines = own_frames()
    with pytest.raises(InvalidArgument, match="lines: has no column 'pair'"):
        borders_from_frames(
            countries,
            lines.drop(columns="pair"),
            viewpoint_label="Mine.",
            uncertainty_m=10,
            attribution="me",
            licence="CC0",
        )


def test_a_negative_uncertainty_of_own_borders_is_refused():
    with pytest.raises(InvalidArgument, match="uncertainty_m: got -1"):
        borders_from_frames(
            *own_frames(), viewpoint_label="Mine.", uncertainty_m=-1, attribution="me", licence="CC0"
        )
