// Which incidents a filter leaves: one pass over columns of codes and days.

/** @import { Columns } from "./columns.js" */
/** @import { Filter } from "../state.js" */

/** Days of an undated incident: before any day there is. */
export const UNDATED = -2147483648;
const FIRST = UNDATED + 1;
const LAST = 2147483647;
const DAY_MS = 86_400_000;

/**
 * The day of an ISO date, counted from 1970-01-01.
 * @param {string} iso
 */
export function dayNumber(iso) {
  return Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY_MS);
}

/** @param {number} day @returns {string} ISO */
export function isoDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The rows that a filter leaves, whatever their time.
 * @param {Columns} columns
 * @param {Filter} filter
 * @param {string} viewpoint
 * @param {Uint8Array|null} matches rows that match the filter's text, where it has one
 * @returns {Uint8Array} 1 where shown
 */
export function maskWithoutTime(columns, filter, viewpoint, matches) {
  const mask = matches && filter.text ? matches.slice() : new Uint8Array(columns.n).fill(1);
  keep(mask, columns.kind, columns.kinds, filter.kinds, (kind) => kind);
  keep(mask, columns.standing, columns.standings, filter.standings, (standing) => standing);
  const further = columns.further;
  if (further && filter.countries) {
    const { codes, values } = further.countries[viewpoint];
    keep(mask, codes, values, filter.countries, (country) => country ?? "none");
  }
  if (further && filter.affected) keep(mask, further.affected.codes, further.affected.values, filter.affected, (countries) => countries);
  return mask;
}

/**
 * Take out the rows whose code stands for nothing that is wanted; null wants all.
 * @template T
 * @param {Uint8Array} mask
 * @param {ArrayLike<number>} codes
 * @param {T[]} values
 * @param {string[]|null} wanted
 * @param {(value: T) => string|string[]} words
 */
function keep(mask, codes, values, wanted, words) {
  if (wanted === null || wanted === undefined) return;
  const kept = Uint8Array.from(values, (value) => Number([words(value)].flat().some((word) => wanted.includes(word))));
  for (let row = 0; row < mask.length; row++) mask[row] &= kept[codes[row]];
}

/**
 * Of some rows, those whose interval of days touches a range.
 * @param {Columns} columns
 * @param {Uint8Array} among
 * @param {{from: string|null, to: string|null}} range
 * @param {Uint8Array} into the mask to write
 * @returns {number} how many are left
 */
export function maskOfTime({ firstDay, lastDay }, among, { from, to }, into) {
  let left = 0;
  if (!from && !to) {
    into.set(among);
    for (let row = 0; row < among.length; row++) left += among[row];
    return left;
  }
  const first = from ? dayNumber(from) : FIRST; // an undated row lies before it
  const last = to ? dayNumber(to) : LAST;
  for (let row = 0; row < among.length; row++) {
    const shown = among[row] & Number(lastDay[row] >= first) & Number(firstDay[row] <= last);
    into[row] = shown;
    left += shown;
  }
  return left;
}
