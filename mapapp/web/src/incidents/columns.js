// The columns that incidents are drawn from. Decoded by workers, and pure.

import { unpack } from "./container.js";
import { decodeDictionary, joinPlanes } from "./decode.js";
import { dayNumber, UNDATED } from "./mask.js";
import { decodePlaces } from "./places.js";

/** @import { Header } from "./container.js" */

/**
 * @typedef {object} Columns
 * @property {Header} header
 * @property {number} n how many incidents
 * @property {number} located how many of them, the first ones, have a place
 * @property {Int32Array} x @property {Int32Array} y place in units of the world
 * @property {Int32Array} latitudes in steps of the file @property {Int32Array} boxes of blocks of rows
 * @property {Int32Array} firstDay @property {Int32Array} lastDay days since 1970; UNDATED in both
 * @property {Codes} kind @property {string[]} kinds
 * @property {Codes} standing @property {string[]} standings
 * @property {Codes} uncertainty @property {(number|null)[]} uncertainties metres
 * @property {Further|null} further
 *
 * @typedef {{countries: Record<string, Coded<string|null>>, affected: Coded<string[]>, facilities: Coded<string[]>}} Further
 *
 * @typedef {Uint8Array|Uint16Array|Uint32Array} Codes
 */

/**
 * @template T
 * @typedef {{codes: Codes, values: T[]}} Coded
 */

/**
 * Decode what must be there before anything is drawn.
 * @param {Uint8Array} bytes
 * @returns {Columns}
 */
export function decodeColumns(bytes) {
  const { header, columns } = unpack(bytes);
  const n = header.rows;
  const { codes: kind, values: kinds } = decodeDictionary(columns.get("kind"));
  const { codes: standing, values: standings } = decodeDictionary(columns.get("standing"));
  const { codes: uncertainty, values: uncertainties } = decodeDictionary(columns.get("uncertainty_m"));
  return { header, n, located: header.located, ...decodePlaces(columns.get("place"), n), ...decodeDays(columns, header), kind, kinds, standing, standings, uncertainty, uncertainties, further: null };
}

/** @param {import("./container.js").Columns} columns @param {Header} header */
function decodeDays(columns, { rows, origin_day: origin }) {
  const firstDay = joinPlanes(columns.get("first_day"), new Int32Array(rows));
  const lastDay = joinPlanes(columns.get("days"), new Int32Array(rows));
  const before = origin ? dayNumber(origin) - 1 : 0;
  for (let row = 0; row < rows; row++) {
    firstDay[row] = firstDay[row] === 0 ? UNDATED : firstDay[row] + before;
    lastDay[row] = firstDay[row] === UNDATED ? UNDATED : lastDay[row] + firstDay[row];
  }
  return { firstDay, lastDay };
}
