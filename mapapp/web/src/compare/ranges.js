// Ranges of time to compare: which to begin with, the one before, the one a year earlier. Days are ISO texts. Pure.

import { dayNumber, isoDay } from "../incidents/mask.js";
import { spanOf } from "../incidents/span.js";

/**
 * @typedef {{from: string|null, to: string|null}} Range
 * @typedef {{from: string, to: string}} Closed both ends set
 */

/**
 * The days that incidents of a dataset may have been on; null where none is dated.
 * @param {Parameters<typeof spanOf>[0]} columns
 * @returns {Closed|null}
 */
export function daysOf(columns) {
  const span = spanOf(columns);
  return span && { from: isoDay(span.first), to: isoDay(span.last) };
}

/**
 * What to begin with: the filter's range and the one before it, or the two halves of the dataset's time, the earlier first.
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
  return { first: { from: span.from, to: isoDay(Math.max(start, middle - 1)) }, second: { from: isoDay(middle), to: span.to } };
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
