// What the panel shows while nothing is selected: the dataset, the counts, and every incident as a list.

import { button, el } from "../dom.js";
import { count, number } from "../format.js";
import { NO_FILTER } from "../state.js";
import { incidentSymbol } from "../symbols.js";
import { isIndex, shownInWords } from "../view/holding.js";
import { incidentList, latestFirst, recordsOf, whenever } from "./lists.js";
import { holding } from "./holding.js";
import { facilityLink, section } from "./parts.js";

/** @import { Store } from "../incidents/store.js" */
/** @import { Selection } from "../state.js" */
/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context, Doc } from "../types/page.d.ts" */
/** @import { Incident } from "../types/records.d.ts" */

const LISTED = 2000; // incidents that the overview lists; the table has them all

const LEGENDS = { kinds: "kind of report", standings: "standing", facility_groups: "kind of facility" };

/** At once where the latest records are at hand, else a promise. @param {Context} context @returns {Child|Promise<Child>} */
export function overview(context) {
  const { incidents } = context;
  const rows = latestFirst(incidents, (row) => incidents.mask[row], LISTED);
  return whenever(rows.length ? incidentList(context, rows) : null, (list) => page(context, list));
}

/** @param {Context} context @param {Child} list @returns {Child} */
function page(context, list) {
  const { doc, state, incidents } = context;
  const { filter } = state.get();
  const showAll = () => button("Show all", () => state.set({ filter: NO_FILTER }), { class: "link" });
  const off = /** @type {(keyof typeof LEGENDS)[]} */ (Object.keys(LEGENDS)).filter((part) => filter[part]?.length === 0).map((part) => el("p.empty", {}, `Every ${LEGENDS[part]} is switched off in the legend. Switch one on there, or choose `, showAll(), "."));
  return [
    el("div.counts", {}, el("h2", {}, counts(context)), incidents.shown < incidents.n ? showAll() : null),
    holding(context),
    off,
    standings(context),
    doc.description ? el("p.lede", {}, doc.description) : null,
    isIndex(doc) ? null : section("Incidents, latest first", list ? list : off.length ? null : el("p.empty", {}, "No incident matches the filter. Widen the dates, or choose “Show all”.")),
    section("Before you rely on this", doc.cautions.length ? el("ul.plain.cautions", {}, doc.cautions.map((caution) => el("li", {}, caution))) : null),
    section("Data", el("ul.plain", {}, doc.attribution.map((line) => el("li", {}, line)), el("li", {}, `Licence: ${doc.licence || "not stated"}`), el("li", {}, `Version ${doc.version || "not stated"}, digest `, el("code", { title: doc.digest }, doc.digest.slice(0, 12))))),
    section("What this page is made of", el("ul.plain.made-of", {}, doc.made_of.map((part) => el("li", {}, madeOf(part))))),
  ];
}

/** A part of the page, with the text of its licence to open. @param {Doc["made_of"][number]} part @returns {Child} */
function madeOf({ name, use, holder, licence, version, text }) {
  const said = [el("b", {}, version ? `${name} ${version}` : name), `: ${use}`, el("span.sub", {}, `${holder} · ${licence}`)];
  return text ? el("details", {}, el("summary", {}, said), el("pre.licence", {}, text)) : said;
}

/** @param {Context} context */
function counts(context) {
  const { doc, records, incidents: { shown, n } } = context;
  const incidents = isIndex(doc) ? count(doc.holds?.of ?? 0, "incident") : shownInWords(context);
  if (records.problem) return `${incidents}; facilities and flows cannot be read`;
  if (shown < n) return incidents;
  const { facilities, flows } = records;
  return [
    incidents,
    facilities.length ? count(facilities.length, "facility", "facilities") : null,
    flows.length ? count(flows.length, "flow") : null,
  ].filter(Boolean).join(" · ");
}

/** How many of the shown incidents have which standing, as a bar and in words. @param {Context} context */
function standings({ doc, incidents }) {
  const found = countShown(incidents);
  const present = doc.standings.map(({ name, label, meaning }) => ({ name, label, meaning, n: found[name] ?? 0 })).filter(({ n }) => n);
  if (!present.length) return null;
  const bar = present.map(({ name, n }) => {
    const part = el("span", { class: `bar bar-${name}` });
    part.style.flexGrow = String(n);
    return part;
  });
  return el("div.standings", {}, el("div.bars", { "aria-hidden": "true" }, bar), el("ul.plain", {}, present.map(({ name, label, meaning, n }) => el("li", { title: meaning }, incidentSymbol("other", name, 16), el("span", {}, label), el("span.tally", {}, number(n))))));
}

/** @param {Store} incidents */
function countShown({ mask, standing, standings: words }) {
  const counts = new Uint32Array(words.length);
  for (let row = 0; row < mask.length; row++) counts[standing[row]] += mask[row];
  return Object.fromEntries(words.map((word, code) => [word, counts[code]]));
}

/**
 * Incidents that share one point on the map.
 * @param {Context} context
 * @param {Selection} selection
 * @returns {Child|Promise<Child>}
 */
export function placeList(context, { id, rows }) {
  const { incidents } = context;
  const wanted = rows ?? Promise.all(idsOf(id).map((one) => incidents.rowOf(one))).then((found) => found.filter((row) => row >= 0));
  return whenever(wanted, (found) => {
    const ordered = [...found].sort((a, b) => incidents.firstDay[a] - incidents.firstDay[b]);
    return whenever(recordsOf(incidents, ordered), (members) => whenever(incidentList(context, ordered), (list) => place(context, members, list)));
  });
}

/** The ids of a place's incidents; none where the text is not of that form. @param {string} id @returns {string[]} */
function idsOf(id) {
  try {
    return [JSON.parse(id)].flat();
  } catch {
    return [];
  }
}

/** @param {Context} context @param {Incident[]} incidents @param {Child} list @returns {Child} */
function place(context, incidents, list) {
  const [first] = incidents;
  const facilities = [...new Set(incidents.flatMap((incident) => incident.facility_ids?.slice(0, 1) ?? []))];
  return [
    el("p.kicker", {}, "At this place"),
    el("h2", {}, count(incidents.length, "incident")),
    first?.located_by ? el("p.lede", {}, "The points stand for towns or regions, so that records of different sites can share one.") : null,
    list,
    section("Facilities they concern", facilities.length ? el("ul.plain", {}, facilities.map((id) => el("li", {}, facilityLink(context, id)))) : null),
  ];
}
