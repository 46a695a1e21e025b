import numpy as np
import pytest
import shapely

from geodata.borders import VIEWPOINT_LABELS, border_arcs, load_borders
from geodata.errors import UnknownName
from geodata.geodesy import containing

SIMFEROPOL = (34.1, 44.95)
SEVASTOPOL = (33.52, 44.6)


def country_at(lon, lat, viewpoint, scale="10m"):
    countries = load_borders(viewpoint=viewpoint, scale=scale).countries
    row = containing([(lon, lat)], countries)[0]
    return None if row < 0 else countries["country"].iloc[row]


@pytest.mark.parametrize("scale", ["10m", "50m"])
@pytest.mark.parametrize(("viewpoint", "country"), [("un", "UA"), ("de_facto", "RU")])
@pytest.mark.parametrize("place", [SIMFEROPOL, SEVASTOPOL])
def test_crimea_follows_the_viewpoint(place, viewpoint, country, scale):
    assert country_at(*place, viewpoint, scale) == country


@pytest.mark.parametrize(
    ("lon", "lat", "un", "de_facto"),
    [
        (33.36, 35.28, "CY", "XN"),  # Kyrenia
        (44.06, 9.56, "SO", "XS"),  # Hargeisa
        (21.16, 42.66, "XK", "XK"),  # Pristina
        (63.3, 46.0, "KZ", "KZ"),  # Baikonur
        (-10.57, 26.16, "EH", "EH"),  # Tifariti
        (114.17, 22.42, "HK", "HK"),
        (30.52, 50.45, "UA", "UA"),  # Kyiv
        (37.62, 55.75, "RU", "RU"),  # Moscow
        (71.43, 51.13, "KZ", "KZ"),  # Astana
        (-175.0, 66.5, "RU", "RU"),  # Chukotka, beyond the antimeridian
        (179.0, 67.5, "RU", "RU"),
        (178.0, -17.8, "FJ", "FJ"),
        (0.0, -90.0, "AQ", "AQ"),
        (50.0, 42.0, None, None),  # the Caspian Sea
        (-150.0, 10.0, None, None),
    ],
)
def test_well_known_places_lie_in_their_country(lon, lat, un, de_facto):
    assert country_at(lon, lat, "un") == un
    assert country_at(lon, lat, "de_facto") == de_facto


def test_the_line_of_crimea_is_no_border_under_un():
    lines = load_borders(viewpoint="un").lines
    perekop = shapely.box(33.3, 45.9, 34.8, 46.3)
    assert not lines.intersects(perekop).any()
    assert lines.loc[lines.pair == "RU-UA", "disputed"].tolist() == [False]


def test_the_line_of_crimea_is_a_disputed_border_de_facto():
    lines = load_borders(viewpoint="de_facto").lines
    perekop = shapely.box(33.3, 45.9, 34.8, 46.3)
    at_perekop = lines[lines.intersects(perekop)]
    assert at_perekop[["pair", "disputed"]].to_numpy().tolist() == [["RU-UA", True]]


def test_the_two_viewpoints_differ_in_the_expected_countries_only():
    un, de_facto = (
        dict(zip(frame["country"], shapely.area(frame.geometry), strict=True))
        for frame in (load_borders(viewpoint=name).countries for name in ("un", "de_facto"))
    )
    changed = {code for code in un | de_facto if abs(un.get(code, 0) - de_facto.get(code, 0)) > 1e-9}
    assert changed == {"UA", "RU", "SO", "XS", "CY", "XN"}


def test_nothing_is_lost_between_the_viewpoints():
    un, de_facto = (
        shapely.area(load_borders(viewpoint=name).countries.geometry).sum() for name in VIEWPOINT_LABELS
    )
    assert un == pytest.approx(de_facto, abs=1e-9)


def test_disputed_lines_are_the_listed_ones():
    def disputed(viewpoint):
        lines = load_borders(viewpoint=viewpoint).lines
        return set(lines.loc[lines["disputed"], "pair"])

    both = {"RS-XK", "EH-MA", "IL-PS", "IL-SY", "CN-IN", "IN-PK", "SD-SS", "EG-SD"}
    assert disputed("un") == both
    assert disputed("de_facto") == both | {"RU-UA", "SO-XS", "CY-XN"}


def test_kashmir_is_disputed_and_the_rest_of_the_line_is_not():
    lines = load_borders().lines
    parts = lines[lines.pair == "IN-PK"].set_index("disputed").geometry
    assert parts[True].bounds[1] > 32.2
    assert parts[False].bounds[3] < 32.4


def test_no_international_border_runs_inside_china():
    assert not set(load_borders().lines["pair"]) & {"CN-HK", "CN-MO"}


def test_an_unknown_viewpoint_lists_the_choices():
    with pytest.raises(UnknownName, match=r"unknown viewpoint 'us'.*Choose from: de_facto, un"):
        load_borders(viewpoint="us")
    with pytest.raises(UnknownName, match="unknown viewpoint"):
        border_arcs("50m").arc_pairs("us")


def test_an_unknown_scale_lists_the_choices():
    with pytest.raises(UnknownName, match="unknown scale '110m'; did you mean '10m'"):
        load_borders(scale="110m")


def test_each_viewpoint_and_scale_has_a_digest_of_its_own():
    digests = {
        load_borders(viewpoint=viewpoint, scale=scale).digest
        for viewpoint in VIEWPOINT_LABELS
        for scale in ("10m", "50m")
    }
    assert len(digests) == 4


def test_every_viewpoint_is_described_in_a_sentence():
    for viewpoint, label in VIEWPOINT_LABELS.items():
        assert load_borders(viewpoint=viewpoint).viewpoint_label == label
        assert label.endswith(".")
        assert "Crimea" in label


def test_units_without_owner_belong_to_no_country():
    arcs = border_arcs("10m")
    unowned = {name for name, owner in zip(arcs.unit_names, arcs.owners["un"], strict=True) if not owner}
    assert unowned == {"Spratly Is.", "Scarborough Reef"}
    assert np.isin([country.code for country in arcs.countries["un"]], list(arcs.owners["un"])).all()
