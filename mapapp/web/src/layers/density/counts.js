// Counts of all incidents by square and time, of a page that does not hold them all. The format is told in
// docs/format.md.

import { readBytes, told } from "../../blocks.js";
import { unpack } from "../../incidents/container.js";
import { decodeMorton, joinPlanes } from "../../incidents/decode.js";
import { boxesOf, WORLD } from "../../incidents/places.js";

/** @import { Header } from "../../incidents/container.js" */

/**
 * @typedef {object} Counts
 * @property {number} located how many rows, the first ones, have a square
 * @property {Int32Array} x @property {Int32Array} y the middle of the square, in units of the world
 * @property {Int32Array} boxes of blocks of rows
 * @property {number} square width of a square, in units of the world
 * @property {Uint32Array} incidents how many each row counts
 * @property {Int32Array} first the period in which they begin, 1 the earliest; 0: undated
 * @property {Int32Array} last the period in which they end
 * @property {Periods|null} periods null where time is not told apart
 *
 * @typedef {object} Periods whole months, or years
 * @property {"month"|"year"} unit
 * @property {(iso: string) => number} of the period of a day
 * @property {(period: number) => string} begin its first day, ISO
 */

export const OVER_ALL_TIME = "density";
export const BY_TIME = "density-times";

/** @type {Map<string, Promise<Counts>>} */
const known = new Map();

/** Read a block of counts, once however often it is asked for. @param {string} name @returns {Promise<Counts>} */
export function readCounts(name) {
  const read = async () => { const bytes = await readBytes(name); return told(name, () => decodeCounts(bytes)); };
  if (!known.has(name)) known.set(name, read());
  return /** @type {Promise<Counts>} */ (known.get(name));
}

/** @param {Uint8Array} bytes @returns {Counts} */
export function decodeCounts(bytes) {
  const { header, columns } = unpack(bytes);
  const { rows, located, level, unit, origin_day: origin } = /** @type {Header & {level: number, unit: Periods["unit"]|null}} */ (header);
  const square = WORLD / 2 ** level;
  const [x, y] = [new Int32Array(located), new Int32Array(located)];
  decodeMorton(columns.get("tile"), x, y);
  for (let row = 0; row < located; row++) {
    x[row] = (x[row] + 0.5) * square;
    y[row] = (y[row] + 0.5) * square;
  }
  const first = joinPlanes(columns.get("first_period"), new Int32Array(rows));
  const last = joinPlanes(columns.get("further_periods"), new Int32Array(rows));
  for (let row = 0; row < rows; row++) last[row] += first[row];
  const incidents = joinPlanes(columns.get("incidents"), new Uint32Array(rows));
  return { located, x, y, boxes: boxesOf(x, y, located), square, incidents, first, last, periods: unit && origin ? periodsOf(unit, origin) : null };
}

/** @param {Periods["unit"]} unit @param {string} origin the first day of the earliest period @returns {Periods} */
export function periodsOf(unit, origin) {
  /** @param {string} iso */
  const place = (iso) => (unit === "year" ? Number(iso.slice(0, 4)) : Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1);
  const before = place(origin) - 1;
  /** @param {number} period */
  const begin = (period) => {
    const [year, month] = unit === "year" ? [before + period, 0] : [Math.floor((before + period) / 12), (before + period) % 12];
    return `${String(year).padStart(4, "0")}-${String(month + 1).padStart(2, "0")}-01`;
  };
  return { unit, of: (iso) => place(iso) - before, begin };
}

/**
 * How many incidents each row counts in a range of time: all of them where their periods touch its periods, else none.
 * @param {Counts} counts
 * @param {{from: string|null, to: string|null}} range
 * @returns {Uint32Array}
 */
export function countsWithin({ incidents, first, last, periods }, { from, to }) {
  if (!periods || (!from && !to)) return incidents;
  const [low, high] = [from ? periods.of(from) : -Infinity, to ? periods.of(to) : Infinity];
  const found = new Uint32Array(incidents.length);
  for (let row = 0; row < found.length; row++) if (first[row] !== 0 && last[row] >= low && first[row] <= high) found[row] = incidents[row];
  return found;
}
