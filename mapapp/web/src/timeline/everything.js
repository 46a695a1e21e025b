// All incidents of the dataset over time, where the page does not hold them: from their counts, once those are read.

import { dayNumber } from "../incidents/mask.js";
import { BY_TIME, countsWithin, readCounts } from "../layers/density/counts.js";

/** @import { Counts } from "../layers/density/counts.js" */
/** @import { Bins } from "./histogram.js" */
/** @import { Dates } from "./range.js" */
/** @import { Context } from "../types/page.d.ts" */

const LEAST = { month: 28, year: 365 }; // days that a bin has at least

/**
 * @param {Pick<Context, "doc"|"notices">} context
 * @param {() => void} changed called when the counts are read
 */
export function createEverything({ doc, notices }, changed) {
  const { holds } = doc;
  const areCounted = holds?.located !== undefined;
  /** @type {Counts|null} */
  let counts = null;
  if (areCounted) readCounts(BY_TIME).then((read) => { counts = read; changed(); }, (error) => notices.miss("All incidents over time", error));
  return {
    /** Days that a bin has at least: counts are of whole months or years. */
    least: () => (areCounted ? LEAST[counts?.periods?.unit ?? "month"] : 0),
    /** @param {Bins} bins @returns {Float64Array|null} */
    inBins: (bins) => (counts?.periods ? countBy(counts, bins) : null),
    /** How many lie in a range, by whole periods; null until they are read. @param {Dates} range */
    within: (range) => (counts ? countsWithin(counts, range).reduce((sum, n) => sum + n, 0) : null),
  };
}

/** The days that all incidents cover; null where they are not counted, or none has a date. @param {Pick<Context["doc"], "holds">} doc */
export function wholeSpan({ holds }) {
  return holds?.first_day && holds.last_day ? { first: dayNumber(holds.first_day), last: dayNumber(holds.last_day) } : null;
}

/**
 * Counts by bins, each of which holds whole periods. One over several bins counts in each with an equal share.
 * @param {Counts} counts
 * @param {Bins} bins
 */
export function countBy({ incidents, first, last, periods }, { binOf, start, size }) {
  const found = new Float64Array(size);
  /** @type {number[]} */
  const bins = []; // by period
  /** @param {number} period */
  const binOfPeriod = (period) => (bins[period] ??= binOf[dayNumber(/** @type {NonNullable<Counts["periods"]>} */ (periods).begin(period)) - start]);
  for (let row = 0; row < incidents.length; row++) {
    if (first[row] === 0) continue;
    const [from, to] = [binOfPeriod(first[row]), binOfPeriod(last[row])];
    const share = incidents[row] / (to - from + 1);
    for (let bin = from; bin <= to; bin++) found[bin] += share;
  }
  return found;
}
