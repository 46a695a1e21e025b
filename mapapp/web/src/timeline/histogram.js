// Incidents counted by bins of time and by standing. Pure; one pass over the columns.

import { UNDATED } from "../incidents/mask.js";
import { edgesOf, UNITS } from "./calendar.js";

/** @import { Unit } from "./calendar.js" */

/**
 * Time parted into bins: bin i holds the days from edges[i] to edges[i + 1] - 1.
 * @typedef {object} Bins
 * @property {Unit} unit
 * @property {number[]} edges
 * @property {number} size how many bins
 * @property {number} start first day
 * @property {number} end day after the last
 * @property {Uint16Array} binOf the bin of each day, from start
 *
 * @typedef {object} Histogram
 * @property {Uint32Array} whole incidents whose date lies in one bin, at bin * standings + standing
 * @property {Float64Array} shares of those whose date lies in several bins, in the same order
 * @property {number} undated how many have no date
 */

/**
 * The shortest bins of which no more than `most` cover a span.
 * @param {{first: number, last: number}} span
 * @param {number} most
 * @param {number} [least] days that a bin has at least
 * @returns {Bins}
 */
export function binsFor({ first, last }, most, least = 0) {
  /** @param {Unit} unit */
  const fits = ({ floor, days }) => days >= least && (last - floor(first)) / days + 1 <= most;
  const unit = UNITS.find(fits) ?? UNITS[UNITS.length - 1];
  const edges = edgesOf(unit, first, last);
  const [start, end, size] = [edges[0], edges[edges.length - 1], edges.length - 1];
  const binOf = new Uint16Array(end - start);
  for (let bin = 0; bin < size; bin++) binOf.fill(bin, edges[bin] - start, edges[bin + 1] - start);
  return { unit, edges, size, start, end, binOf };
}

/**
 * Count the rows of a mask. A row whose date is an interval over several bins counts in each with an equal share.
 * @param {{firstDay: Int32Array, lastDay: Int32Array, standing: ArrayLike<number>, standings: string[]}} table
 * @param {Uint8Array} mask
 * @param {Bins} bins
 * @returns {Histogram}
 */
export function countBins({ firstDay, lastDay, standing, standings }, mask, { binOf, start, size }) {
  const width = standings.length;
  const whole = new Uint32Array(size * width);
  const changes = new Float64Array((size + 1) * width); // of the shares, from bin to bin
  let undated = 0;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    const first = firstDay[row];
    if (first === UNDATED) {
      undated++;
      continue;
    }
    const bin = binOf[first - start];
    const lastBin = lastDay[row] === first ? bin : binOf[lastDay[row] - start];
    if (bin === lastBin) {
      whole[bin * width + standing[row]]++;
    } else {
      const share = 1 / (lastBin - bin + 1);
      changes[bin * width + standing[row]] += share;
      changes[(lastBin + 1) * width + standing[row]] -= share;
    }
  }
  return { whole, shares: summed(changes, size, width), undated };
}

const NOTHING = 1e-6; // less is what rounding leaves of shares that have ended

/** @param {Float64Array} changes @param {number} size @param {number} width */
function summed(changes, size, width) {
  const shares = new Float64Array(size * width);
  for (let code = 0; code < width; code++) {
    let sum = 0;
    for (let at = code; at < shares.length; at += width) {
      sum += changes[at];
      shares[at] = sum > NOTHING ? sum : 0;
    }
  }
  return shares;
}

/**
 * What one bin holds, by standing.
 * @param {Histogram} histogram
 * @param {number} bin
 * @param {number} width how many standings there are
 */
export function binTotals({ whole, shares }, bin, width) {
  const at = bin * width;
  const byStanding = Array.from({ length: width }, (_, code) => whole[at + code] + shares[at + code]);
  /** @param {number[]} numbers */
  const sum = (numbers) => numbers.reduce((total, value) => total + value, 0);
  return { byStanding, total: sum(byStanding), shared: sum([...shares.subarray(at, at + width)]) };
}

/** The highest bin. @param {Histogram} histogram @param {number} width */
export function highest(histogram, width) {
  const bins = histogram.whole.length / width;
  let best = { bin: 0, total: 0 };
  for (let bin = 0; bin < bins; bin++) {
    const { total } = binTotals(histogram, bin, width);
    if (total > best.total) best = { bin, total };
  }
  return best;
}

/** The highest of some bins. @param {Float64Array} counts */
export function highestOf(counts) {
  const bin = counts.reduce((best, total, i) => (total > counts[best] ? i : best), 0);
  return { bin, total: counts[bin] ?? 0 };
}
