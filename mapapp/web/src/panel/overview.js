// What the panel shows while nothing is selected: the dataset, the counts, and every incident as a list.

import { button, el } from "../dom.js";
import { count } from "../format.js";
import { NO_FILTER, shownIncidents } from "../state.js";
import { incidentSymbol } from "../symbols.js";
import { facilityLink, incidentRow, section } from "./parts.js";

const LEGENDS = { kinds: "kind of report", standings: "standing", facility_groups: "kind of facility" };

export function overview(context) {
  const { doc, records, state } = context;
  const { filter, viewpoint } = state.get();
  const shown = shownIncidents(records.incidents, filter, viewpoint);
  const showAll = () => button("Show all", () => state.set({ filter: NO_FILTER }), { class: "link" });
  const off = Object.keys(LEGENDS).filter((part) => filter[part]?.length === 0).map((part) => el("p.empty", {}, `Every ${LEGENDS[part]} is switched off in the legend. Switch one on there, or choose `, showAll(), "."));
  const ordered = [...shown].sort((a, b) => (b.start ?? "").localeCompare(a.start ?? ""));
  return [
    el("h2.overview-title", {}, doc.title),
    doc.description ? el("p.lede", {}, doc.description) : null,
    el("p.counts", {}, counts(shown.length, records), shown.length < records.incidents.length ? [" ", showAll()] : null),
    off,
    standings(context, shown),
    section("Incidents, latest first", ordered.length ? el("ol.rows", {}, ordered.map((incident) => incidentRow(context, incident))) : off.length ? null : el("p.empty", {}, "No incident matches the filter. Widen the dates, or choose “Show all”.")),
    section("Before you rely on this", doc.cautions.length ? el("ul.plain.cautions", {}, doc.cautions.map((caution) => el("li", {}, caution))) : null),
    section("Data", el("ul.plain", {}, doc.attribution.map((line) => el("li", {}, line)), el("li", {}, `Licence: ${doc.licence || "not stated"}`), el("li", {}, `Version ${doc.version || "not stated"}, digest `, el("code", { title: doc.digest }, doc.digest.slice(0, 12))))),
  ];
}

function counts(shown, records) {
  const all = records.incidents.length;
  const incidents = shown === all ? count(all, "incident") : `${shown} of ${count(all, "incident")}`;
  return `${incidents} · ${count(records.facilities.length, "facility", "facilities")} · ${count(records.flows.length, "flow")}`;
}

/** How many of the shown incidents have which standing, as a bar and in words. */
function standings({ doc }, shown) {
  const present = doc.standings.map(({ name, label, meaning }) => ({ name, label, meaning, n: shown.filter((incident) => incident.standing === name).length })).filter(({ n }) => n);
  if (!present.length) return null;
  const bar = present.map(({ name, n }) => {
    const part = el("span", { class: `bar bar-${name}` });
    part.style.flexGrow = String(n);
    return part;
  });
  return el("div.standings", {}, el("div.bars", { "aria-hidden": "true" }, bar), el("ul.plain", {}, present.map(({ name, label, meaning, n }) => el("li", { title: meaning }, incidentSymbol("other", name, 16), el("span", {}, label), el("span.tally", {}, String(n))))));
}

/** Incidents that share one point on the map. */
export function placeList(context, incidents) {
  const [first] = incidents;
  const facilities = [...new Set(incidents.flatMap((incident) => incident.facility_ids?.slice(0, 1) ?? []))];
  return [
    el("p.kicker", {}, "At this place"),
    el("h2", {}, count(incidents.length, "incident")),
    first?.located_by ? el("p.lede", {}, "The points stand for towns or regions, so that records of different sites can share one.") : null,
    el("ol.rows", {}, [...incidents].sort((a, b) => (a.start ?? "").localeCompare(b.start ?? "")).map((incident) => incidentRow(context, incident))),
    section("Facilities they concern", facilities.length ? el("ul.plain", {}, facilities.map((id) => el("li", {}, facilityLink(context, id)))) : null),
  ];
}
