// What is shown, in words: for the printed page and the citation.

import { coordinates, number } from "../format.js";
import { countryNames } from "../panel/parts.js";
import { datesInWords } from "../timeline/range.js";

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
    filter.from || filter.to ? `Dates: ${datesInWords(filter)}` : null,
    wanted("Kinds of report", filter.kinds, doc.labels.incident_kind),
    wanted("Standing", filter.standings, doc.labels.standing),
    filter.countries ? `Countries: ${countryNames(context, filter.countries) ?? "none"}` : null,
    filter.affected ? `Said to affect: ${countryNames(context, filter.affected) ?? "none"}` : null,
    filter.text ? `Text: “${filter.text}”` : null,
  ].filter((part) => part !== null);
  const groups = wanted("Kinds of facilities", filter.facility_groups, facilities);
  return [
    ...(parts.length ? parts : [`All incidents of ${doc.holds ? "this file" : "the dataset"}`]),
    ...(groups ? [groups] : []),
    ...(radius ? [`Counted within ${number(radius.km)} km of ${centreInWords(context, radius)}`] : []),
    ...(compare ? [`Compared with: ${datesInWords(compare)}`] : []),
  ];
}

/** @param {string} title @param {string[]|null} words @param {Words} labels */
function wanted(title, words, labels) {
  if (!words) return null;
  return `${title}: ${words.map((word) => labels[word] ?? word).join(", ") || "none"}`;
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
