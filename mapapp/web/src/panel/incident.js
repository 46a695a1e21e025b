// What is known about one incident: who says what, who denies what, how far from what, what followed.

import { el } from "../dom.js";
import { aroundTarget, coordinates, count, date, dateRange, distanceWithInterval, figure, known, uncertainty } from "../format.js";
import { interceptionDistance } from "../layers/extents.js";
import { claimLedger } from "./claims.js";
import { borderFacts, countryName, countryNames, facilityLink, facts, kindLabel, labelOf, otherProperties, section, sourceLink, standingBadge, standingText, withSources } from "./parts.js";

/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context, Doc } from "../types/page.d.ts" */
/** @import { Incident, Period } from "../types/records.d.ts" */

/** @param {Context} context @param {Incident} incident @returns {Child[]} */
export function incidentDetails(context, incident) {
  const { doc } = context;
  return [
    el("p.kicker", {}, `${kindLabel(doc, incident)} · ${dateRange(incident.start, incident.end)}`),
    el("h2", {}, incident.title ?? `Untitled incident (${incident.id})`),
    el("div.standing-block", {}, standingBadge(context, incident), contested(doc, incident), el("p.why", {}, incident.why)),
    interceptionBlock(context, incident),
    section("Distances", distancesList(context, incident)),
    section(`What each party says (${count(incident.claims?.length ?? 0, "claim")})`, claimLedger(context, incident)),
    section("Where the sources contradict each other", list(context, incident.conflicts)),
    section("What was said to follow", consequences(context, incident)),
    section("Heat that satellites saw near it", observedHeat(context, incident)),
    section("Where", place(context, incident)),
    section("When", when(context, incident)),
    otherProperties(incident),
    section("What versions of the dataset changed", history(context, incident)),
    el("p.record-id", {}, "Record ", el("code", {}, incident.id)),
  ];
}

/** @param {Doc} doc @param {Incident} incident */
function contested(doc, incident) {
  const text = standingText(doc, incident);
  const [, topics] = text.split("; ");
  return topics ? el("span.contested", {}, topics) : null;
}

/** @param {Context} context @param {Incident} incident */
function interceptionBlock(context, { interception }) {
  if (!interception) return null;
  const distance = interceptionDistance(interception);
  return el(
    "div.callout.callout-ring",
    {},
    el("strong", {}, distance),
    el("span", {}, distance.startsWith("at ") ? " interception reported near " : " from "),
    interception.facility_id ? facilityLink(context, interception.facility_id) : "an unnamed facility",
    el("p", {}, "Interception claimed by ", el("strong", {}, interception.claimed_by ?? "an unnamed party"), ". The ring shows the reported distance; in which direction is not part of the claim."),
  );
}

/** @param {Context} context @param {Incident} incident */
function place(context, incident) {
  const { state } = context;
  const measured = incident.measures[state.get().viewpoint];
  return facts([
    ["Country", measured?.country ? `${countryName(context, measured.country)} (viewpoint ${context.doc.viewpoints[state.get().viewpoint].short})` : "none contains the point"],
    ["Facilities", ...(incident.facility_ids ?? []).flatMap((id) => [facilityLink(context, id), el("br")])],
    ["Point", known(incident.lat) && known(incident.lon) ? `${coordinates(incident.lat, incident.lon)}, ${uncertainty(incident.uncertainty_m)}` : "no location in the data"],
    ["Located by", incident.located_by ? withSources(context, incident.located_by) : null],
  ].filter((row) => row.length > 1));
}

/** @param {Context} context @param {Incident} incident */
function distancesList(context, incident) {
  const measured = incident.measures[context.state.get().viewpoint];
  const named = (measured?.named_facilities ?? []).map(({ facility_id: id, facility_m: m, facility_m_min: low, facility_m_max: high }) => {
    const [before, after] = aroundTarget(m, low, high);
    return el("li", {}, before, facilityLink(context, id), after);
  });
  return el("ul.plain.distances", {}, borderFacts(context, incident.measures), named);
}

/** @param {Context} context @param {Incident} incident */
function when(context, incident) {
  const alternatives = (incident.alternative_dates ?? []).map((other) => el("li", {}, date(other.date), other.note ? ` (${other.note})` : "", " ", other.source ? sourceLink(context, other.source) : "no source"));
  return [
    facts([
      ["Date", dateRange(incident.start, incident.end)],
      ["Precision", labelOf(context.doc.labels.date_precision, incident.date_precision) ?? incident.date_precision],
      ["As reported", incident.time_note],
    ]),
    alternatives.length ? [el("p.sub", {}, "Other dates given"), el("ul.plain", {}, alternatives)] : null,
  ];
}

/** @param {Context} context @param {Incident} incident */
function consequences(context, incident) {
  const said = incident.consequences ?? {};
  /** @param {string|null|undefined} text */
  const cited = (text) => (text ? withSources(context, text) : null);
  const reduced = said.flow_reduced_pct;
  return facts([
    ["Damaged", cited(said.damaged)],
    ["Out of service", cited(period(said.out_of_service))],
    ["Bypassed", said.bypassed === undefined ? null : said.bypassed ? "yes" : "no"],
    ["Flow reduced", reduced ? [known(reduced.value) ? `${figure(reduced.value)} %` : "", reduced.by ? `, according to ${reduced.by}` : "", reduced.note ? `. ${reduced.note}` : ""].join("") : null].map((part, i) => (i ? cited(part) : part)),
    ["Suspended", cited(said.suspended)],
    ["Restored", cited(period(said.restored))],
    ["Casualties", said.casualties],
    ["Third countries", said.third_country_effect?.length ? list(context, said.third_country_effect) : null],
    ["Countries named", countryNames(context, incident.affected_countries)],
    ["Remark", said.note],
  ]);
}

/** @param {Context} context @param {Incident} incident */
function observedHeat(context, { observed_heat: seen }) {
  if (!seen?.length) return null;
  const rows = seen.map(({ time, distance_m: m, distance_m_min: low, distance_m_max: high, satellite, instrument, confidence, power_mw: power }) => {
    const by = [instrument, satellite].filter(Boolean).join(" on ");
    const told = [known(m) && distanceWithInterval(m, low, high), by, confidence && `confidence ${confidence}`, known(power) && `${figure(power)} MW`];
    return el("li", {}, el("strong", {}, date(time)), `: ${told.filter(Boolean).join(", ")}`);
  });
  const sources = [...new Set(seen.map(({ source }) => source))].flatMap((source) => (source ? [" ", sourceLink(context, source)] : []));
  return [el("p.sub", {}, "Observed, not proof: flares and furnaces are hot every day, and a fire has many causes.", sources), el("ul.plain", {}, rows)];
}

/** An outage or a return, from whatever of it is stated. @param {Period|undefined} stated */
function period(stated) {
  if (!stated) return null;
  const { start, end, date: day, planned, confirmed, note } = stated;
  const parts = [
    start && `from ${date(start)}`, end && `to ${date(end)}`, day && date(day),
    planned && `planned for ${date(planned)}`, confirmed && `confirmed ${date(confirmed)}`, note,
  ];
  return parts.filter(Boolean).join("; ") || null;
}

/** @param {Context} context @param {Incident} incident */
function history({ doc }, { id }) {
  const past = doc.history && Object.hasOwn(doc.history, id) ? doc.history[id] : []; // an id may be any text
  return past.map(([headline, ...lines]) => [el("p.sub", {}, headline), el("ul.plain", {}, lines.map((line) => el("li", {}, line)))]);
}

/** @param {Context} context @param {string[]|undefined} items */
function list(context, items) {
  return items?.length ? el("ul.plain", {}, items.map((item) => el("li", {}, withSources(context, item)))) : null;
}
