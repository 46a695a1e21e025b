// Ranges of time to compare: which to begin with, the one before, the one a year earlier. Days are ISO texts. Pure.

import { dayNumber, isoDay, UNDATED } from "../incidents/mask.js";

/**
 * @typedef {{from: string|null, to: string|null}} Range
 * @typedef {{from: string, to: string}} Closed both ends set
 */

/**
 * The days from the first to the last that incidents of a dataset may have been on; null where none is dated.
 * @param {{firstDay: Int32Array, lastDay: Int32Array}} columns
 * @returns {Closed|null}
 */
export function spanOf({ firstDay, lastDay }) {
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < firstDay.length; row++) {
    if (firstDay[row] === UNDATED) continue;
    if (firstDay[row] < first) first = firstDay[row];
    if (lastDay[row] > last) last = lastDay[row];
  }
  return first > last ? null : { from: isoDay(first), to: isoDay(last) };
}

/**
 * What to begin with: the filter's range and the one before it, or the two halves of the dataset's time.
 * @param {Range} filter
 * @param {Closed|null} span
 * @returns {{first: Range, second: Range}}
 */
export function beginWith({ from, to }, span) {
  if (!span) return { first: { from, to }, second: { from: null, to: null } };
  if (from || to) {
    const first = { from: from ?? earlier(span.from, /** @type {string} */ (to)), to: to ?? later(span.to, /** @type {string} */ (from)) };
    return { first, second: before(first) };
  }
  const [start, end] = [dayNumber(span.from), dayNumber(span.to)];
  const middle = Math.ceil((start + end) / 2);
  return { first: { from: isoDay(middle), to: span.to }, second: { from: span.from, to: isoDay(Math.max(start, middle - 1)) } };
}

/** @param {string} a @param {string} b */
const earlier = (a, b) => (a < b ? a : b);
/** @param {string} a @param {string} b */
const later = (a, b) => (a > b ? a : b);

/** The range of the same length that ends the day before; an open one has none, and stays open. @param {Range} range @returns {Range} */
export function before({ from, to }) {
  if (!from || !to) return { from: null, to: null };
  const [start, end] = [dayNumber(from), dayNumber(to)];
  return { from: isoDay(start - (end - start) - 1), to: isoDay(start - 1) };
}

/** The same days a year earlier; 29 February becomes the 28th. @param {Range} range @returns {Range} */
export function yearEarlier({ from, to }) {
  return { from: from && lastYear(from), to: to && lastYear(to) };
}

/** @param {string} day */
function lastYear(day) {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  return `${year}${day.slice(4) === "-02-29" ? "-02-28" : day.slice(4)}`;
}
