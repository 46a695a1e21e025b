// What hexagons are counted from: the incidents of the page or, where it does not hold all, counts by square and time.

import { count, number } from "../../format.js";
import { dayNumber, isoDay } from "../../incidents/mask.js";
import { blocksIn } from "../../incidents/places.js";
import { spanOf } from "../../incidents/span.js";
import { datesInWords } from "../../timeline/range.js";
import { BY_TIME, countsWithin, OVER_ALL_TIME, readCounts } from "./counts.js";

/** @import { Counts } from "./counts.js" */
/** @import { Store } from "../../incidents/store.js" */
/** @import { Dates } from "../../timeline/range.js" */
/** @import { Context, Holds, WorldBox } from "../../types/page.d.ts" */

/**
 * @typedef {object} Source
 * @property {(range: Dates) => Counted|null} within null while it is read
 * @property {(range: Dates) => number} days how many days of time are counted
 * @property {(range: Dates) => string[]} told what is counted, in sentences, where it is not what the page holds
 *
 * @typedef {object} Counted rows with a place, and how many incidents each stands for
 * @property {{x: Int32Array, y: Int32Array, located: number}} places
 * @property {Uint8Array|Uint32Array} weights
 * @property {(box: WorldBox) => number[]} blocksIn
 * @property {number} square how wide the places are that are not told apart, in units of the world
 */

/** @param {Store} store @returns {Source} */
export function ofIncidents(store) {
  return {
    within: () => ({ places: store, weights: store.mask, blocksIn: store.blocksIn, square: 0 }),
    days: (range) => daysOf(range, spanOf(store)),
    told: () => [],
  };
}

/**
 * @param {Holds} holds
 * @param {Context["notices"]} notices
 * @param {() => void} changed called when more was read
 * @returns {Source}
 */
export function ofCounts(holds, notices, changed) {
  /** @type {Map<string, Counts|null>} */
  const read = new Map(); // null: on its way
  /** @param {string} name */
  const have = (name) => {
    if (!read.has(name)) {
      read.set(name, null);
      readCounts(name).then((counts) => { read.set(name, counts); changed(); }, (error) => notices.miss("Density of reports", error));
    }
    return read.get(name) ?? null;
  };
  /** @type {{range: string, counted: Counted}|null} */
  let last = null;
  /** @param {Dates} range */
  const within = ({ from, to }) => {
    const counts = have(from || to ? BY_TIME : OVER_ALL_TIME);
    if (!counts) return null;
    const range = `${from}..${to}`;
    if (last?.range !== range) last = { range, counted: { places: counts, weights: countsWithin(counts, { from, to }), blocksIn: (box) => blocksIn(counts.boxes, box), square: counts.square } };
    return last.counted;
  };
  /** @param {Dates} range */
  const counted = (range) => wholePeriods(range, read.get(BY_TIME)?.periods);
  const span = holds.first_day && holds.last_day ? { first: dayNumber(holds.first_day), last: dayNumber(holds.last_day) } : null;
  return { within, days: (range) => daysOf(counted(range), span), told: (range) => sentences(holds, counted(range), read.get(BY_TIME)?.periods) };
}

/**
 * How many days a range covers, at least one; where it is open it ends with the incidents.
 * @param {Dates} range
 * @param {{first: number, last: number}|null} span
 */
function daysOf({ from, to }, span) {
  const days = (to ? dayNumber(to) : (span?.last ?? NaN)) - (from ? dayNumber(from) : (span?.first ?? NaN)) + 1;
  return days >= 1 ? days : 1;
}

/**
 * A range widened to the periods that it touches.
 * @param {Dates} range
 * @param {Counts["periods"]} [periods]
 * @returns {Dates}
 */
function wholePeriods({ from, to }, periods) {
  if (!periods) return { from, to };
  return { from: from && periods.begin(periods.of(from)), to: to && isoDay(dayNumber(periods.begin(periods.of(to) + 1)) - 1) };
}

/** @param {Holds} holds @param {Dates} range @param {Counts["periods"]} [periods] */
function sentences({ of, located = of }, range, periods) {
  const unit = periods?.unit ?? "month";
  const dated = range.from || range.to ? `, by whole ${unit}s: ${datesInWords(range)}` : "";
  return [
    located < of ? `Counted are the ${number(located)} of the dataset's ${count(of, "incident")} that have a place.` : `All ${count(of, "incident")} of the dataset are counted.`,
    `Of the filters, hexagons follow the dates alone${dated}.`,
  ];
}
