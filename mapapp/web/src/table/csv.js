// Rows as comma-separated values (RFC 4180) that a spreadsheet shows and does not run, with the columns of the app's file.

/** @import { Incident, Measures } from "../types/records.d.ts" */

export const BOM = "\ufeff"; // by which spreadsheets know UTF-8
export const LINE_END = "\r\n";

const RUNS = /^(?=[\s\x1c-\x1f\x85]*[=+\-@|%＝＋－＠]|[\t\r])|(?<=[;\t\r\n])[\s\x1c-\x1f\x85]*(?=[=+\-@|%＝＋－＠])/g; // as in mapapp/spreadsheet.py

/**
 * Put an apostrophe before each part of a text that a spreadsheet would take for a formula.
 * @param {string} text
 */
export function safeCell(text) {
  return text.replace(RUNS, "$&'");
}

/**
 * One line without its end; nothing is written for null.
 * @param {(string|number|null|undefined)[]} values
 */
export function csvLine(values) {
  return values.map((value) => quoted(cellText(value))).join(",");
}

/** @param {string} text */
function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line for the clipboard: tabs part the cells, so none stands in one. @param {(string|number|null|undefined)[]} values */
export function tabLine(values) {
  return values.map((value) => cellText(value).replace(/[\t\r\n]+/g, " ")).join("\t");
}

/** @param {string|number|null|undefined} value */
function cellText(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "number" ? String(value) : safeCell(String(value));
}

/** @type {(keyof Omit<Measures, "named_facilities"|"border_disputed">)[]} */
const MEASURES = ["nearest_facility_id", "nearest_facility_m", "nearest_facility_m_min", "nearest_facility_m_max", "border_pair", "border_m", "border_m_min", "border_m_max", "country"];

/** Names of the columns: those of the app's file, then two of the page's own. */
export const CSV_COLUMNS = ["id", "title", "date", "kind", "standing", "why", "claims", "nearest_facility", ...MEASURES, "viewpoint", "uncertainty_m", "affected_countries"];

/**
 * The values of an incident under these names.
 * @param {Incident} record
 * @param {string} viewpoint
 * @param {(id: string) => string} facilityName
 */
export function csvValues(record, viewpoint, facilityName) {
  const measures = record.measures?.[viewpoint] ?? {};
  const nearest = measures.nearest_facility_id;
  return [
    record.id, record.title, dateText(record.start, record.end), record.kind ?? "other", record.standing, record.why, record.claims?.length ?? 0,
    nearest ? facilityName(nearest) : null, ...MEASURES.map((name) => measures[name]), viewpoint, record.uncertainty_m, record.affected_countries?.join(" "),
  ];
}

/**
 * The day, month or year, or both ends of the interval, as the app writes them.
 * @param {string|undefined} start
 * @param {string|undefined} end
 */
function dateText(start, end) {
  return [...new Set([start, end].flatMap((text) => (text ? [text.slice(0, 10)] : [])))].join("\u00a0– ");
}
