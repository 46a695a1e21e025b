"""What is to be reached, and whether it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.rendering.rounds import Result
from benchmarks.table import number

RIVAL: Final = "fastmarkercluster"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of ours that must not be passed.

    Parameters
    ----------
    count : int
        On how many incidents.
    what, unit : str
        In words.
    most : float
        The limit.
    value : callable
        The figure of a result; None where it was not taken.
    """

    count: int
    what: str
    most: float
    unit: str
    value: Callable[[Result], float | None]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the rival's figure must be ours."""

    count: int
    what: str
    least: float
    value: Callable[[Result], float | None]


def build_s(one: Result) -> float | None:
    """Median seconds of building."""
    return median(one.built.seconds) if one.built else None


def peak_mb(one: Result) -> float | None:
    """Peak memory of the process that builds."""
    return one.built.peak_mb if one.built else None


def bytes_each(one: Result) -> float | None:
    """Bytes of the file by incidents."""
    return one.built.file_bytes / one.count if one.built else None


def bare_bytes_each(one: Result) -> float | None:
    """Bytes of place and time alone by incidents."""
    bare = one.built.bare_bytes if one.built else None
    return None if bare is None else bare / one.count


def interactive_s(one: Result) -> float | None:
    """Seconds until the map answers."""
    return one.median(lambda seen: seen.interactive_s)


def memory_mb(one: Result) -> float | None:
    """JavaScript's heap and buffers."""
    return one.median(lambda seen: seen.heap_mb + seen.buffers_mb)


def frame_95_ms(one: Result) -> float | None:
    """Time that 95 of 100 frames keep within."""
    return one.median(lambda seen: seen.frame_ms(95))


def filter_ms(one: Result) -> float | None:
    """From the filter to the drawn map."""
    return one.median(lambda seen: seen.filter_ms)


def point_ms(one: Result) -> float | None:
    """From the pointer to what lies under it."""
    return one.median(lambda seen: seen.point_ms)


GOALS: Final = (
    Goal(1_000_000, "build", 10, "s", build_s),
    Goal(1_000_000, "memory while building", 2_000, "MB", peak_mb),
    Goal(1_000_000, "place and time", 9, "bytes each", bare_bytes_each),
    Goal(1_000_000, "whole file", 60, "bytes each", bytes_each),
    Goal(1_000_000, "interactive", 1.5, "s", interactive_s),
    Goal(1_000_000, "95 of 100 frames", 25, "ms", frame_95_ms),
    Goal(1_000_000, "filter to drawn", 60, "ms", filter_ms),
    Goal(1_000_000, "hit", 5, "ms", point_ms),
    Goal(1_000_000, "heap and buffers", 150, "MB", memory_mb),
    Goal(100_000, "interactive", 0.6, "s", interactive_s),
    Goal(100_000, "95 of 100 frames", 20, "ms", frame_95_ms),
)

RATIOS: Final = (
    Ratio(1_000_000, "fewer bytes of place and time", 10, bare_bytes_each),
    Ratio(1_000_000, "sooner interactive", 8, interactive_s),
    Ratio(1_000_000, "less heap and buffers", 10, memory_mb),
)


def judged(results: Sequence[Result]) -> list[str]:
    """Say of each goal for this many incidents whether it was reached, by each map of ours."""
    lines = []
    rival = next((one for one in results if one.implementation.key == RIVAL), None)
    for ours in (one for one in results if one.implementation.is_ours):
        for goal in GOALS:
            if goal.count == ours.count:
                value = goal.value(ours)
                reached = value is not None and value <= goal.most
                said = f"{_figure(value)} {goal.unit}, must ≤ {goal.most:g}"
                lines.append(_line(ours, goal.what, said, reached))
        for ratio in RATIOS:
            if ratio.count == ours.count:
                times = _times(ratio.value(ours), ratio.value(rival) if rival else None)
                reached = times is not None and times >= ratio.least
                said = f"{_figure(times)} times against FastMarkerCluster, must ≥ {ratio.least:g}"
                lines.append(_line(ours, ratio.what, said, reached))
        if ours.exact is not None:
            exact = ours.exact
            said = (
                f"of {exact.sample:,} incidents {exact.in_place:,} drawn within a pixel (at most "
                f"{exact.most_px:.2f} off), {exact.found:,} found by the pointer, {exact.same_text:,} "
                "told as the dataset does"
            )
            lines.append(_line(ours, "exact", said, exact.is_exact))
    return lines


def _line(ours: Result, what: str, said: str, reached: bool) -> str:
    return f"{ours.implementation.name}: {what}: {said}: {'pass' if reached else 'miss'}"


def _figure(value: float | None) -> str:
    return "not measured" if value is None else number(value)


def _times(ours: float | None, theirs: float | None) -> float | None:
    return theirs / ours if ours and theirs else None
