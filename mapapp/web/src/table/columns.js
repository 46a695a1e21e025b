// The columns of the table: what each shows of a row, and by what it is sorted. A hot column needs no text of the row.

import { distanceWithInterval, known, shortDate, uncertainty } from "../format.js";
import { isoDay, UNDATED } from "../incidents/mask.js";
import { countryName, countryNames, pairName, standingText } from "../panel/parts.js";

/** @import { Context, Term } from "../types/page.d.ts" */
/** @import { Incident, Measures } from "../types/records.d.ts" */

/**
 * @typedef {{codes: ArrayLike<number>, keys: (string|number|null)[]}} Codes
 *
 * @typedef {object} TableColumn
 * @property {string} name
 * @property {string} title
 * @property {number} width pixels
 * @property {boolean} [grows] whether it takes the room that is left
 * @property {(context: Context, row: number, record: Incident|undefined) => string|null} text null while it is not known
 * @property {(context: Context) => Codes|null} [coded] a hot column's codes with the keys they are sorted by
 * @property {(record: Incident, context: Context) => string|number|null} [key] a text column's key
 */

/** @type {TableColumn[]} */
export const COLUMNS = [
  { name: "date", title: "Date", width: 152, text: dateText },
  { name: "title", title: "Title", width: 260, grows: true, text: (_, __, record) => (record ? record.title ?? `Untitled incident (${record.id})` : null), key: (record) => sortable(record.title) },
  { name: "kind", title: "Kind", width: 156, text: kindText, coded: ({ doc, incidents }) => ({ codes: incidents.kind, keys: incidents.kinds.map((kind) => sortable(doc.labels.incident_kind[kind] ?? kind)) }) },
  { name: "standing", title: "Standing", width: 196, text: standing, coded: ({ doc, incidents }) => ({ codes: incidents.standing, keys: incidents.standings.map((word) => placeOf(doc.standings, word)) }) },
  { name: "country", title: "Country", width: 120, text: countryText, coded: (context) => codedCountries(context) },
  { name: "border", title: "Nearest border", width: 250, text: borderText, key: (record, context) => metres(measured(context, record)?.border_m) },
  { name: "facility", title: "Nearest facility", width: 270, text: facilityText, key: (record, context) => metres(measured(context, record)?.nearest_facility_m) },
  { name: "uncertainty", title: "Uncertainty", width: 110, text: uncertaintyText, coded: ({ incidents }) => ({ codes: incidents.uncertainty, keys: incidents.uncertainties }) },
  { name: "affected", title: "Affected countries", width: 190, text: affectedText, coded: (context) => codedAffected(context) },
  { name: "id", title: "Id", width: 200, text: (_, __, record) => record?.id ?? null, key: (record) => sortable(record.id) },
];

export const SHOWN_FIRST = ["date", "title", "kind", "standing", "country", "border", "facility"];
export const SHOWN_COMPACT = ["title", "date", "standing", "country"];

/** The column of a name. @param {string} name @returns {TableColumn} */
export function columnOf(name) {
  return /** @type {TableColumn} */ (COLUMNS.find((column) => column.name === name));
}

/** A text as it is sorted: whatever its case. @param {string|null|undefined} text */
function sortable(text) {
  return text ? text.toLowerCase() : null;
}

/** @param {number|null|undefined} value */
function metres(value) {
  return known(value) ? value : null;
}

/** @param {Term[]} terms @param {string} word */
function placeOf(terms, word) {
  const place = terms.findIndex(({ name }) => name === word);
  return place < 0 ? terms.length : place;
}

/** @param {Context} context @param {Incident} record */
function measured({ state }, record) {
  return record?.measures?.[state.get().viewpoint];
}

/**
 * The days of an incident, as short as they can be told.
 * @param {Context} context
 * @param {number} row
 * @param {Incident|undefined} record
 */
export function dateText({ incidents }, row, record) {
  if (record?.start) return between(shortDate(record.start), shortDate(record.end ?? record.start));
  if (incidents.firstDay[row] === UNDATED) return "undated";
  return between(shortDate(isoDay(incidents.firstDay[row])), shortDate(isoDay(incidents.lastDay[row])));
}

/** "17 – 18 Feb 2025", "28 Feb – 1 Mar 2025". @param {string} first @param {string} last */
function between(first, last) {
  if (first === last) return first;
  const [a, b] = [first.split(" "), last.split(" ")];
  const alike = a.length === b.length ? a.findLastIndex((part, i) => part !== b[i]) + 1 : a.length;
  return `${a.slice(0, alike).join(" ")} – ${last}`;
}

/** @param {Context} context @param {number} row */
function kindText({ doc, incidents }, row) {
  const kind = incidents.kinds[incidents.kind[row]];
  return doc.labels.incident_kind[kind] ?? kind;
}

/** @param {Context} context @param {number} row @param {Incident|undefined} record */
function standing({ doc, incidents }, row, record) {
  return standingText(doc, record ?? { standing: incidents.standings[incidents.standing[row]] });
}

/** @param {Context} context @param {number} row */
function countryText(context, row) {
  const countries = context.incidents.further?.countries[context.state.get().viewpoint];
  if (!countries) return null;
  const code = countries.values[countries.codes[row]];
  return code ? countryName(context, code) : "none";
}

/** @param {Context} context */
function codedCountries(context) {
  const countries = context.incidents.further?.countries[context.state.get().viewpoint];
  return countries ? { codes: countries.codes, keys: countries.values.map((code) => (code ? sortable(countryName(context, code)) : null)) } : null;
}

/** @param {Context} context @param {number} row */
function affectedText(context, row) {
  const affected = context.incidents.further?.affected;
  return affected ? countryNames(context, affected.values[affected.codes[row]]) ?? "" : null;
}

/** @param {Context} context */
function codedAffected(context) {
  const affected = context.incidents.further?.affected;
  return affected ? { codes: affected.codes, keys: affected.values.map((codes) => sortable(countryNames(context, codes))) } : null;
}

/** @param {Context} context @param {number} row */
function uncertaintyText({ incidents }, row) {
  const value = incidents.uncertainties[incidents.uncertainty[row]];
  return known(value) ? uncertainty(value) : "unknown";
}

/** @param {Context} context @param {number} _ @param {Incident|undefined} record */
function borderText(context, _, record) {
  if (!record) return null;
  /** @type {Measures} */
  const { border_m: m, border_m_min: low, border_m_max: high, border_pair: pair } = measured(context, record) ?? {};
  return known(m) ? `${distanceWithInterval(m, low, high)} · ${pairName(context, pair)}` : "not measured";
}

/** @param {Context} context @param {number} _ @param {Incident|undefined} record */
function facilityText(context, _, record) {
  if (!record) return null;
  const { nearest_facility_m: m, nearest_facility_m_min: low, nearest_facility_m_max: high, nearest_facility_id: id } = measured(context, record) ?? {};
  return known(m) ? `${distanceWithInterval(m, low, high)} · ${facilityName(context, id)}` : "not measured";
}

/** @param {Context} context @param {string|null|undefined} id */
export function facilityName({ records, state }, id) {
  return records.facilityName(records.facility(id ?? undefined), state.get().language) ?? id;
}
