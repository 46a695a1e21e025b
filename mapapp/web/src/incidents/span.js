// The time that a table of incidents covers.

import { UNDATED } from "./mask.js";

/** @typedef {{first: number, last: number}} Span days since 1970-01-01 */

/** @type {WeakMap<Int32Array, Span|null>} */
const known = new WeakMap(); // a million days are gone through once

/**
 * The first and the last day that an incident may have been on; null where none is dated.
 * @param {{firstDay: Int32Array, lastDay: Int32Array}} table
 * @returns {Span|null}
 */
export function spanOf({ firstDay, lastDay }) {
  const found = known.get(firstDay);
  if (found !== undefined) return found;
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < firstDay.length; row++) {
    if (firstDay[row] === UNDATED) continue;
    if (firstDay[row] < first) first = firstDay[row];
    if (lastDay[row] > last) last = lastDay[row];
  }
  const span = first <= last ? { first, last } : null;
  known.set(firstDay, span);
  return span;
}
