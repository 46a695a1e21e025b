"""From results to tables in Markdown. Pure."""

from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.rendering import goals
from benchmarks.rendering.implementations import OURS
from benchmarks.rendering.rounds import Result
from benchmarks.rendering.visit import VISIT_S
from benchmarks.table import MISSING, aligned, number

BUILDING: Final = (
    "implementation", "build s", "ratio", "memory MB", "file MB", "bytes each", "place and time, bytes each",
)  # fmt: skip
OPENING: Final = (
    "implementation", "interactive s", "ratio", "heap + buffers MB", "ratio", "process MB",
    "frames ms: 50 % / 95 % / longest", "filter ms", "hit ms",
)  # fmt: skip

Value = Callable[[Result], float | None]


def size_tables(count: int, results: Sequence[Result]) -> str:
    """Heading, both tables, what was to be reached, and what is to be said besides."""
    ours = next((one for one in results if one.implementation.key == OURS), None)
    built = [_built(one, ours) for one in results if one.built]
    opened = [_opened(one, ours) for one in results if one.seen]
    lines = [f"### {count:,} incidents", ""]
    if built:
        lines += [*aligned([BUILDING, *built]), ""]
    if opened:
        lines += [*aligned([OPENING, *opened]), ""]
    remarks = [*goals.judged(results), *(remark for one in results for remark in _remarks(one))]
    return "\n".join([*lines, *(f"- {remark}." for remark in remarks)]).rstrip() + "\n"


def _built(one: Result, ours: Result | None) -> tuple[str, ...]:
    built = one.built
    assert built is not None
    above = "" if built.peak_mb is None or built.before_mb is None else (
        f"{built.peak_mb:,.0f} (+{max(0.0, built.peak_mb - built.before_mb):,.0f})"
    )  # fmt: skip
    return (
        one.implementation.name,
        f"{_number(goals.build_s(one))} ({number(min(built.seconds))}..{number(max(built.seconds))})",
        _ratio(one, ours, goals.build_s),
        above or MISSING,
        number(built.file_bytes / 1e6),
        number(built.file_bytes / one.count),
        _number(goals.bare_bytes_each(one)),
    )


def _opened(one: Result, ours: Result | None) -> tuple[str, ...]:
    times = [seen.interactive_s for seen in one.seen]
    frames = (_number(one.median(lambda seen, at=at: seen.frame_ms(at))) for at in (50, 95, 100))  # type: ignore[misc]
    return (
        one.implementation.name,
        f"{_number(goals.interactive_s(one))} ({number(min(times))}..{number(max(times))})",
        _ratio(one, ours, goals.interactive_s),
        _number(goals.memory_mb(one)),
        _ratio(one, ours, goals.memory_mb),
        _number(one.median(lambda seen: seen.process_mb)),
        " / ".join(frames),
        _number(goals.filter_ms(one)),
        _number(goals.point_ms(one)),
    )


def _number(value: float | None) -> str:
    return MISSING if value is None else number(value)


def _ratio(one: Result, ours: Result | None, value: Value) -> str:
    if one is ours:
        return "1"
    theirs, own = value(one), None if ours is None else value(ours)
    return MISSING if not theirs or not own else f"{number(theirs / own)}×"


def _remarks(one: Result) -> list[str]:
    name, remarks = one.implementation.name, []
    if one.built is not None and one.built.analysis_s is not None:
        remarks.append(f"{name}: {number(one.built.analysis_s)} s beforehand for standings and measures")
    if any(seen.was_left for seen in one.seen):
        remarks.append(
            f"{name}: left after {VISIT_S:.0f} s of being dragged, filtered and pointed at, in one round"
        )
    if one.absent is not None:
        remarks.append(f"{name}: {one.absent}")
    return remarks
