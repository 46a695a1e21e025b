// A range of days over bins: what the handles stand at, and where they go. Pure.

import { isoDay } from "../incidents/mask.js";
import { dayOfIso, inWords } from "./calendar.js";

/** @import { Bins } from "./histogram.js" */

/**
 * @typedef {{from: number, end: number}} Range first day, and the day after the last
 * @typedef {{from: string|null, to: string|null}} Dates first and last day, ISO; null: open
 */

/**
 * The range of two dates, as far as it lies within the bins.
 * @param {Dates} dates
 * @param {Bins} bins
 * @returns {Range}
 */
export function rangeOf({ from, to }, { start, end }) {
  const last = dayOfIso(to);
  const first = clamp(dayOfIso(from) ?? start, start, end);
  return { from: first, end: clamp(last === null ? end : last + 1, first, end) };
}

/** The dates of a range; open where it reaches the end of the bins. @param {Range} range @param {Bins} bins @returns {Dates} */
export function datesOf({ from, end }, bins) {
  return { from: from <= bins.start ? null : isoDay(from), to: end >= bins.end ? null : isoDay(end - 1) };
}

/** @param {Dates|null} dates */
export function isOpen(dates) {
  return !dates || (dates.from === null && dates.to === null);
}

/** A range in words: "since March 2025", "3 – 9 March 2025", "all dates". @param {Dates} dates */
export function datesInWords({ from, to }) {
  const [first, last] = [dayOfIso(from), dayOfIso(to)];
  if (first !== null && last !== null) return first <= last ? inWords(first, last) : "no dates";
  if (first !== null) return `since ${inWords(first, first)}`;
  return last !== null ? `until ${inWords(last, last)}` : "all dates";
}

/** The number of the edge at or before a day. @param {Bins} bins @param {number} day */
export function edgeBefore({ binOf, start, end, size }, day) {
  return day >= end ? size : day <= start ? 0 : binOf[day - start];
}

/** The number of the edge at or after a day. @param {Bins} bins @param {number} day */
function edgeAfter(bins, day) {
  const before = edgeBefore(bins, day);
  return bins.edges[before] < day ? Math.min(before + 1, bins.size) : before;
}

/** The edge nearest to a day, which may lie within a day or outside of the bins. @param {Bins} bins @param {number} day */
export function nearestEdge(bins, day) {
  const before = edgeBefore(bins, Math.floor(day));
  const [low, high] = [bins.edges[before], bins.edges[Math.min(before + 1, bins.size)]];
  return day - low < high - day ? low : high;
}

/**
 * Where an edge comes to that moves by so many bins; one within a bin first goes to the border of that.
 * @param {Bins} bins
 * @param {number} day
 * @param {number} steps
 */
export function movedEdge(bins, day, steps) {
  const at = steps > 0 ? edgeBefore(bins, day) : edgeAfter(bins, day);
  return bins.edges[clamp(at + steps, 0, bins.size)];
}

/**
 * Move one end of a range to a day; at least one bin stays between the ends.
 * @param {Bins} bins
 * @param {Range} range
 * @param {"from"|"end"} side
 * @param {number} day
 * @returns {Range}
 */
export function withSide(bins, range, side, day) {
  if (side === "from") return { ...range, from: clamp(day, bins.start, movedEdge(bins, range.end, -1)) };
  return { ...range, end: clamp(day, movedEdge(bins, range.from, 1), bins.end) };
}

/**
 * The range moved by so many bins, as far as there are bins; it comes to lie on their edges.
 * @param {Bins} bins
 * @param {Range} range
 * @param {number} steps
 * @returns {Range}
 */
export function shifted(bins, { from, end }, steps) {
  const low = Math.min(edgeBefore(bins, from), bins.size - 1);
  const high = Math.max(edgeAfter(bins, end), low + 1);
  const by = clamp(steps, -low, bins.size - high);
  return { from: bins.edges[low + by], end: bins.edges[high + by] };
}

/** The range from one bin to another, both within it. @param {Bins} bins @param {number} one @param {number} other @returns {Range} */
export function acrossBins({ edges }, one, other) {
  return { from: edges[Math.min(one, other)], end: edges[Math.max(one, other) + 1] };
}

/** The bin that holds a day, or the one next to it. @param {Bins} bins @param {number} day */
export function binAt(bins, day) {
  return Math.min(edgeBefore(bins, Math.floor(day)), bins.size - 1);
}

/**
 * What lies outside of all ranges.
 * @param {Range[]} ranges
 * @param {Bins} bins
 * @returns {Range[]}
 */
export function outside(ranges, { start, end }) {
  /** @type {Range[]} */
  const gaps = [];
  let reached = start;
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    if (range.from > reached) gaps.push({ from: reached, end: range.from });
    reached = Math.max(reached, range.end);
  }
  return reached < end ? [...gaps, { from: reached, end }] : gaps;
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
