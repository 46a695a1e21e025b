"""From results to a table in Markdown: medians, ratios, and whether goals are reached. Pure."""

import math
import statistics
from collections.abc import Sequence

from benchmarks.answers import Errors
from benchmarks.rounds import Result, ours_of
from benchmarks.worker import Memory
from benchmarks.workloads import Goal, Workload

HEAD = ("implementation", "seconds", "ratio", "must", "aim", "memory MB", "error of metres", "wrong")
MISSING = "–"


def ratio(seconds: Sequence[float], ours: Sequence[float]) -> float:
    """Median of the ratios of each round."""
    return statistics.median(theirs / own for theirs, own in zip(seconds, ours, strict=True))


def workload_table(workload: Workload, results: Sequence[Result]) -> str:
    """Heading, table and remarks of one workload."""
    ours = ours_of(results)
    rows = [_row(workload, one, ours) for one in results if one.seconds]
    lines = [f"### {heading(workload)}", "", *aligned([HEAD, *rows])]
    remarks = [remark for one in results if (remark := _remark(workload, one))]
    compared = max((one.errors.sample for one in results if one.errors), default=0)
    if compared:
        remarks.insert(0, f"Metres and ids are compared with the truth for the first {compared:,} incidents.")
    if not workload.whole:
        remarks.insert(0, "Fewer incidents than the goals are set for: ratios are not judged.")
    return "\n".join([*lines, "", *(f"- {remark}" for remark in remarks)]) + "\n"


def heading(workload: Workload) -> str:
    """Say in one line what was asked."""
    return f"{workload.key}: {workload.rows:,} incidents, {workload.title}; {workload.box.name}"


def _row(workload: Workload, result: Result, ours: Result | None) -> tuple[str, ...]:
    goal = workload.goals.get(result.peer.family)
    if result is ours:
        times, must = "1", MISSING
        aim = _aim_s(workload, statistics.median(result.seconds))
    elif ours is None:
        times, must, aim = (MISSING,) * 3
    else:
        factor = ratio(result.seconds, ours.seconds)
        times, (must, aim) = f"{number(factor)}×", _goals(goal, factor, judged=workload.whole)
    return (
        result.peer.name,
        _seconds(result.seconds),
        times,
        must,
        aim,
        _memory(result.memory),
        _errors(result.errors),
        _share(result.errors),
    )


def _goals(goal: Goal | None, factor: float, *, judged: bool) -> tuple[str, str]:
    if goal is None:
        return MISSING, MISSING
    must, aim = (
        f"{wanted:g}×" + (f" {_verdict(factor >= wanted)}" if judged else "")
        for wanted in (goal.must, goal.aim)
    )
    return must, aim


def _aim_s(workload: Workload, median_s: float) -> str:
    if workload.aim_s is None:
        return MISSING
    return f"{workload.aim_s:g} s" + (f" {_verdict(median_s <= workload.aim_s)}" if workload.whole else "")


def _verdict(reached: bool) -> str:
    return "pass" if reached else "miss"


def _seconds(seconds: Sequence[float]) -> str:
    return f"{number(statistics.median(seconds))} ({number(min(seconds))}..{number(max(seconds))})"


def _memory(memory: Memory | None) -> str:
    if memory is None or memory.peak_mb is None or memory.before_mb is None:
        return MISSING
    return f"{memory.peak_mb:.0f} (+{max(0.0, memory.peak_mb - memory.before_mb):.0f})"


def _errors(found: Errors | None) -> str:
    if found is None or math.isnan(found.median_m):
        return MISSING
    return f"{metres(found.median_m)} / {metres(found.max_m)}"


def _share(found: Errors | None) -> str:
    if found is None:
        return MISSING
    return "0" if found.wrong_share == 0 else f"{100 * found.wrong_share:.2g} %"


def _remark(workload: Workload, result: Result) -> str | None:
    if result.absent is not None:
        return f"{result.peer.name}: {result.absent}."
    if result.rows < workload.rows:
        return f"{result.peer.name}: per-row cost on {result.rows:,} rows, scaled to {workload.rows:,}."
    return None


def number(value: float) -> str:
    """Three digits that matter; no more than people read."""
    if value >= 100:
        return f"{value:,.0f}"
    digits = max(0, 2 - math.floor(math.log10(value))) if value > 0 else 0
    return f"{value:.{min(digits, 4)}f}"


def metres(value: float) -> str:
    """Metres in the unit that suits them; 0 is what rounds to nothing at a nanometre."""
    if value < 0.5e-9:
        return "0"
    for size, unit in ((1e3, "km"), (1.0, "m"), (1e-3, "mm"), (1e-6, "µm"), (1e-9, "nm")):
        if value >= size or unit == "nm":
            break
    return f"{number(value / size)} {unit}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Markdown whose columns line up, so that it also reads well as text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    ]
    return [lines[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *lines[1:]]
