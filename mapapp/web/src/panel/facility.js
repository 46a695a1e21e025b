// What is known about one facility: its incidents, reported interceptions, flows, owners and distances.

import { el } from "../dom.js";
import { coordinates, count, figure, known, number, shortDate, uncertainty } from "../format.js";
import { flowText } from "../layers/flows.js";
import { radiusButton } from "../radius/radius.js";
import { facilityGlyph } from "../symbols.js";
import { scopeOf } from "../view/holding.js";
import { incidentList, latestFirst, whenever } from "./lists.js";
import { borderFacts, countryNames, facts, otherProperties, section, sourceLink, withSources } from "./parts.js";

/** @import { Coded } from "../incidents/columns.js" */
/** @import { Store } from "../incidents/store.js" */
/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context } from "../types/page.d.ts" */
/** @import { Facility } from "../types/records.d.ts" */

/**
 * At once where everything is at hand, else a promise.
 * @param {Context} context
 * @param {Facility} facility
 * @returns {Child|Promise<Child>}
 */
export function facilityDetails(context, facility) {
  const { incidents } = context;
  return whenever(incidents.further ?? incidents.more().catch(() => null), (further) => {
    if (!further) return details(context, facility, "Incidents", el("p.empty", { role: "alert" }, incidents.furtherProblem));
    const { facilities } = further;
    const rows = rowsAt(incidents, facilities, facility.id);
    return whenever(rows.length ? incidentList(context, rows) : el("p.empty", {}, `No incident in ${scopeOf(context.doc)} names this facility.`), (list) => details(context, facility, `Incidents (${number(rows.length)})`, list));
  });
}

/**
 * The incidents that name a facility, latest first.
 * @param {Store} incidents
 * @param {Coded<string[]>} facilities
 * @param {string} id
 */
function rowsAt(incidents, { codes, values }, id) {
  const names = values.map((ids) => ids.includes(id));
  return latestFirst(incidents, (row) => names[codes[row]]);
}

/** @param {Context} context @param {Facility} facility @param {string} heading of the list of incidents @param {Child} list */
function details(context, facility, heading, list) {
  const { records, state } = context;
  return [
    el("p.kicker", {}, facilityGlyph(facility.group, 14), ` ${facility.kind_label}`),
    el("h2", {}, records.facilityName(facility, state.get().language)),
    otherNames(facility, state.get().language),
    el("p.tool-actions", {}, radiusButton(context, facility)),
    section(heading, list),
    section("Reported interceptions", interceptions(context, facility)),
    section("Distances", el("ul.plain.distances", {}, borderFacts(context, facility.measures))),
    section("About the facility", about(context, facility)),
    section("Owners", owners(context, facility)),
    section("Flows through it", flowList(context, facility)),
    section("Sources", el("ul.plain", {}, (facility.sources ?? []).map((id) => el("li", {}, sourceLink(context, id))))),
    otherProperties(facility),
    el("p.record-id", {}, "Record ", el("code", {}, facility.id)),
  ];
}

/** @param {Facility} facility @param {string} language */
function otherNames(facility, language) {
  const shown = facility.names?.[language] ?? facility.name;
  const names = Object.entries(facility.names ?? {}).filter(([, name]) => name !== shown);
  return names.length ? el("p.other-names", {}, names.map(([code, name], i) => [i ? " · " : "", el("span", { lang: code }, name)])) : null;
}

/** @param {Context} context @param {Facility} facility */
function interceptions(context, facility) {
  const { interceptions: summary } = facility;
  if (!summary?.count) return null;
  const { latest } = summary;
  return facts([
    ["Reported", count(summary.count, "interception")],
    ["With a distance", summary.with_distance ? String(summary.with_distance) : "none"],
    ["Least distance", known(summary.minimum_km) ? `${figure(summary.minimum_km)} km` : null],
    ["Median distance", known(summary.median_km) ? `${figure(summary.median_km)} km` : null],
    ["Latest", latest ? `${shortDate(latest.start)}, claimed by ${latest.claimed_by ?? "an unnamed party"}` : null],
  ]);
}

/** @param {Context} context @param {Facility} facility */
function about(context, facility) {
  const { capacity } = facility;
  return facts([
    ["Handles", facility.commodity],
    ["Operator", facility.operator],
    ["Country", countryNames(context, facility.countries)],
    ["Region", facility.region],
    ["Capacity", capacity && known(capacity.value) ? el("span", {}, `${figure(capacity.value)} ${capacity.unit ?? ""}`, capacity.note ? ["; ", withSources(context, capacity.note)] : "", " ", capacity.source ? sourceLink(context, capacity.source) : null) : null],
    ["Status", facility.status],
    ["Point", known(facility.lat) && known(facility.lon) ? `${coordinates(facility.lat, facility.lon)}, ${uncertainty(facility.uncertainty_m)}` : null],
    ["Course", facility.schematic ? `schematic: a line through public waypoints, ${uncertainty(facility.uncertainty_m)}` : null],
    ["Located by", facility.located_by ? withSources(context, facility.located_by) : null],
    ["Remark", facility.note ? withSources(context, facility.note) : null],
  ]);
}

/** @param {Context} context @param {Facility} facility */
function owners(context, facility) {
  if (!facility.owners?.length) return null;
  return el("ul.plain.owners", {}, facility.owners.map(({ name, country, countries, share_pct: share, source }) =>
    el("li", {}, known(share) ? el("span.share", {}, `${figure(share)} %`) : null, `${name ?? "unnamed"}${country || countries ? ` (${countryNames(context, countries ?? [country ?? ""])})` : ""} `, source ? sourceLink(context, source) : null)));
}

/** @param {Context} context @param {Facility} facility */
function flowList({ records, state }, facility) {
  const flows = records.flowsThrough(facility.id);
  if (!flows.length) return null;
  return el("ul.plain.flows", {}, flows.map((flow) =>
    el("li", { class: flow.disrupted_by?.length ? "is-disrupted" : null }, flowText(flow, records, state.get().language), flow.disrupted_by?.length ? el("span.tag", {}, "reported disrupted") : null, flow.note ? el("p.sub", {}, flow.note) : null)));
}
