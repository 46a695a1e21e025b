"""What is asked of every implementation, with what data, and which ratios are to be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import shapely

from benchmarks.data import GLOBE, REGION, Box, Floats, Geometries, pipelines, scattered

Task = Literal["nearest", "pairs", "country"]


@dataclass(frozen=True, slots=True)
class Goal:
    """How many times the peer's time must be ours, and is meant to be."""

    must: float
    aim: float


@dataclass(frozen=True, slots=True)
class Workload:
    """One question.

    Parameters
    ----------
    key : str
        Group and letter, such as ``"W1a"``.
    title : str
        What is asked, in words; the table says how many incidents.
    task : str
        The nearest target with metres, all pairs within `radius_m`, or the country that contains a point.
    rows : int
        Incidents.
    targets : str
        ``facilities``, ``borders``, ``countries``, or a pair of countries.
    facilities : int
        How many, where facilities are the targets.
    line_share : float
        Share of facilities that are pipelines.
    prebuilt : bool
        Whether our index is built before the clock starts.
    distances : bool
        Whether pairs are asked for with their metres.
    aim_s : float, optional
        Seconds that ours is meant to take.
    goals : mapping
        By the family of the peer.
    whole : bool
        False once cut to fewer rows: goals are set for the whole.
    """

    key: str
    title: str
    task: Task
    rows: int
    targets: str = "facilities"
    facilities: int = 0
    line_share: float = 0.0
    box: Box = REGION
    prebuilt: bool = False
    distances: bool = False
    radius_m: float = 50_000.0
    aim_s: float | None = None
    goals: Mapping[str, Goal] = field(default_factory=dict)
    whole: bool = True

    @property
    def group(self) -> str:
        """The workload as `--only` names it: ``"W1"``."""
        return self.key[:2]

    def limited(self, rows: int | None) -> "Workload":
        """Cut to at most so many incidents."""
        if rows is None or rows >= self.rows:
            return self
        return replace(self, rows=rows, whole=False)


_W1_GOALS = {"PostGIS": Goal(100, 200), "BallTree": Goal(20, 40), "geopandas": Goal(5, 10)}
_INDEX = "index build included"

WORKLOADS: tuple[Workload, ...] = (
    Workload(
        "W1a", f"nearest of 35,000 points, {_INDEX}", "nearest", 1_000_000,
        facilities=35_000, goals=_W1_GOALS, aim_s=0.5,
    ),
    Workload("W1b", f"nearest of 35,000 points, {_INDEX}", "nearest", 100_000, facilities=35_000),
    Workload("W1c", f"nearest of 1,000 points, {_INDEX}", "nearest", 1_000_000, facilities=1_000),
    Workload("W1d", f"nearest of 100 points, {_INDEX}", "nearest", 1_000_000, facilities=100),
    Workload(
        "W1e", f"nearest of 35,000 points, {_INDEX}", "nearest", 1_000_000,
        facilities=35_000, box=GLOBE,
    ),
    Workload(
        "W2a", f"nearest of 35,000 facilities, 10 % of them pipelines, {_INDEX}", "nearest", 1_000_000,
        facilities=35_000, line_share=0.1, goals={"PostGIS": Goal(60, 150)},
    ),
    Workload(
        "W2b", f"nearest of 1,000 facilities, 30 % of them pipelines, {_INDEX}", "nearest", 100_000,
        facilities=1_000, line_share=0.3,
    ),
    Workload(
        "W3a", f"nearest of all land borders, {_INDEX}", "nearest", 100_000,
        targets="borders", goals={"PostGIS": Goal(17, 40), "geopandas": Goal(3, 8)},
    ),
    Workload(
        "W3b", f"distance to the Kazakhstan–Russia border, {_INDEX}", "nearest", 100_000,
        targets="KZ-RU",
    ),
    Workload(
        "W4a", "all pairs with 1,000 points within 50 km", "pairs", 1_000_000,
        facilities=1_000, goals={"PostGIS": Goal(100, 200), "SedonaDB": Goal(20, 40)},
    ),
    Workload(
        "W4b", "all pairs with 1,000 points within 50 km, with distances", "pairs", 1_000_000,
        facilities=1_000, distances=True,
    ),
    Workload("W4c", "all pairs with 1,000 points within 50 km", "pairs", 100_000, facilities=1_000),
    Workload(
        "W5a", "country, grid built beforehand", "country", 1_000_000,
        targets="countries", prebuilt=True, goals={"geopandas": Goal(36, 50)},
    ),
    Workload("W5b", "country, grid built in the time", "country", 1_000_000, targets="countries"),
    Workload(
        "W5c", "country, grid built beforehand", "country", 1_000_000,
        targets="countries", prebuilt=True, box=GLOBE,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What every implementation is given: points (n, 2), and points (m, 2) or geometries as targets."""

    points: Floats
    targets: Floats | Geometries


def make_inputs(workload: Workload) -> Inputs:
    """Generate the data of a workload."""
    return Inputs(scattered(workload.rows, workload.box, seed=1), _targets(workload))


def _targets(workload: Workload) -> Floats | Geometries:
    if workload.targets == "facilities":
        return facilities(workload.facilities, workload.box, line_share=workload.line_share)
    from geodata.borders import load_borders

    borders = load_borders()
    if workload.targets == "countries":
        return np.asarray(borders.countries.geometry.array)
    lines = borders.lines
    if workload.targets != "borders":
        lines = lines[lines["pair"] == workload.targets]
    return np.asarray(lines.geometry.array)


def facilities(count: int, box: Box, *, line_share: float = 0.0) -> Floats | Geometries:
    """Points, or points and pipelines mixed as they come."""
    if not line_share:
        return scattered(count, box, seed=2)
    lines = pipelines(round(count * line_share), box, seed=3)
    points = shapely.points(scattered(count - len(lines), box, seed=2))
    return np.random.default_rng(4).permutation(np.concatenate([points, lines]))
