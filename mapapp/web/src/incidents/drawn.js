// What the drawing columns say of a row, in the words of a record: all that is left where its text cannot be read.

import { isoDay, UNDATED } from "./mask.js";
import { statedLat, statedLon } from "./places.js";

/** @import { Codes, Columns } from "./columns.js" */
/** @import { Incident } from "../types/records.d.ts" */

/**
 * One field.
 * @param {Columns} columns
 * @param {string} name
 * @param {number} row
 */
export function drawn(columns, name, row) {
  if (name === "lon" || name === "lat") return row >= columns.located ? null : name === "lon" ? statedLon(columns, row) : statedLat(columns, row);
  if (name === "first_day" || name === "last_day") return columns.firstDay[row] === UNDATED ? null : isoDay((name === "first_day" ? columns.firstDay : columns.lastDay)[row]);
  const { kind, kinds, standing, standings, uncertainty, uncertainties } = columns;
  const [codes, words] = /** @type {Record<string, [Codes, (string|number|null)[]]>} */ ({ kind: [kind, kinds], standing: [standing, standings], uncertainty_m: [uncertainty, uncertainties] })[name];
  return words[codes[row]];
}

/**
 * A record as far as the drawing columns know it.
 * @param {Columns} columns
 * @param {number} row
 * @param {string} unread why its text cannot be read
 * @returns {Incident}
 */
export function fromColumns(columns, row, unread) {
  const { kind, kinds, standing, standings, uncertainty, uncertainties } = columns;
  const isDated = columns.firstDay[row] !== UNDATED;
  const [first, last] = [columns.firstDay[row], columns.lastDay[row]].map((day) => (isDated ? isoDay(day) : undefined));
  const place = row < columns.located ? { lon: statedLon(columns, row), lat: statedLat(columns, row) } : {};
  return {
    id: "", row, unread, start: first, end: last, first_day: first ?? null, last_day: last ?? null, ...place,
    kind: kinds[kind[row]], standing: standings[standing[row]], uncertainty_m: uncertainties[uncertainty[row]] ?? undefined, why: "", claims: [], measures: {},
  };
}
