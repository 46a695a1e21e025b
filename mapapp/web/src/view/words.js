// What is shown, in words: for the printed page and the citation.

import { coordinates, count, date, number } from "../format.js";
import { countryNames } from "../panel/parts.js";

/** @import { Dates } from "../timeline/range.js" */
/** @import { Context, Words } from "../types/page.d.ts" */

/**
 * The filter as short sentences; "All incidents" where nothing is filtered.
 * @param {Context} context
 * @returns {string[]}
 */
export function filterInWords(context) {
  const { doc, state } = context;
  const { filter, radius, compare } = state.get();
  const facilities = Object.fromEntries(doc.facility_groups.map(({ name, label }) => [name, label]));
  const parts = [
    filter.from || filter.to ? `Dates: ${rangeInWords(filter)}` : null,
    wanted("Kinds of report", filter.kinds, doc.labels.incident_kind),
    wanted("Standing", filter.standings, doc.labels.standing),
    filter.countries ? `Countries: ${countryNames(context, filter.countries) ?? "none"}` : null,
    filter.affected ? `Said to affect: ${countryNames(context, filter.affected) ?? "none"}` : null,
    filter.text ? `Text: “${filter.text}”` : null,
  ].filter((part) => part !== null);
  const groups = wanted("Kinds of facilities", filter.facility_groups, facilities);
  return [
    ...(parts.length ? parts : ["All incidents of the dataset"]),
    ...(groups ? [groups] : []),
    ...(radius ? [`Counted within ${number(radius.km)} km of ${centreInWords(context, radius)}`] : []),
    ...(compare ? [`Compared with: ${rangeInWords(compare)}`] : []),
  ];
}

/** @param {string} title @param {string[]|null} words @param {Words} labels */
function wanted(title, words, labels) {
  if (!words) return null;
  return `${title}: ${words.map((word) => labels[word] ?? word).join(", ") || "none"}`;
}

/** "1 January 2025 – 31 March 2025", "from 1 January 2025", "all dates". @param {Dates} range */
export function rangeInWords({ from, to }) {
  if (from && to) return from === to ? date(from) : `${date(from)} – ${date(to)}`;
  if (from) return `from ${date(from)}`;
  return to ? `until ${date(to)}` : "all dates";
}

/**
 * The centre of a radius: a facility by its name, a point by its coordinates.
 * @param {Context} context
 * @param {{lat: number, lon: number, facility?: string}} centre
 */
export function centreInWords({ records, state }, { lat, lon, facility }) {
  const record = facility === undefined ? undefined : records.facility(facility);
  return record ? records.facilityName(record, state.get().language) : coordinates(lat, lon);
}

/** "54 incidents", "12 of 54 incidents". @param {Context} context */
export function shownInWords({ incidents }) {
  return incidents.shown === incidents.n ? count(incidents.n, "incident") : `${number(incidents.shown)} of ${count(incidents.n, "incident")}`;
}
