// What stands around the map on paper: title and filter above; legend, sources and digest below.

import { el } from "../dom.js";
import { date } from "../format.js";
import { facilityGlyph, incidentSymbol } from "../symbols.js";
import { citedView } from "./cite.js";

/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context } from "../types/page.d.ts" */

/** @param {Context} context */
export function createPrintHead(context) {
  const { title, filter, shown, holding } = citedView(context);
  return el("header.print-head", {}, el("h1", {}, title), el("p", {}, [...filter, shown].join(" · ")), holding ? el("p", {}, holding) : null);
}

/** @param {Context} context @param {{name: string, title: string}[]} declared */
export function createPrintFoot(context, declared) {
  const { version, digest, licence, attribution, viewpoint, accessed, link } = citedView(context);
  return el("footer.print-foot", {}, createPrintLegend(context, declared),
    el("p", {}, `${viewpoint}. A report is not a finding: each symbol is what was reported, placed as well as the source allows.`),
    context.doc.held_back.map((said) => el("p", {}, said)),
    el("p", {}, `Data: ${[...attribution, `licence: ${licence}`].join("; ")}. Map: ${context.doc.map_credits}.`),
    el("p", {}, `${version ? `Version ${version}` : "Version not stated"}, dataset digest ${digest}. Printed ${date(accessed)}${link ? ` from ${link}` : ""}.`));
}

/**
 * What is on, with the sign of each: kinds and standings of what is shown, groups of facilities, then the other layers.
 * @param {Context} context
 * @param {{name: string, title: string}[]} declared
 */
function createPrintLegend({ doc, state }, declared) {
  const { layers, filter } = state.get();
  const on = declared.filter(({ name }) => layers[name]);
  /** @param {string[]|null|undefined} wanted @param {string} name */
  const isShown = (wanted, name) => wanted === null || wanted === undefined || wanted.includes(name);
  const incidents = layers.incidents ? [
    ["Reported", doc.present.kinds.filter((kind) => isShown(filter.kinds, kind)).map((kind) => entry(incidentSymbol(kind, "neutral", 14), doc.labels.incident_kind[kind] ?? kind))],
    ["Standing", doc.standings.filter(({ name }) => doc.present.standings.includes(name) && isShown(filter.standings, name)).map(({ name, label }) => entry(incidentSymbol("other", name, 14), label))],
  ] : [];
  const facilities = layers.facilities ? [["Facilities", doc.facility_groups.filter(({ name }) => doc.present.facility_groups.includes(name) && isShown(filter.facility_groups, name)).map(({ name, label }) => entry(facilityGlyph(name, 13), label))]] : [];
  const others = [["Also drawn", on.filter(({ name }) => !["incidents", "facilities", "labels", "basemap"].includes(name)).map(({ name, title }) => entry(el("i", { class: `swatch swatch-${name === "pipelines" ? "pipeline-oil" : name}` }), title))]];
  return el("div.print-legend", {}, [...incidents, ...facilities, ...others].filter(([, entries]) => entries.length).map(([title, entries]) => el("p", {}, el("strong", {}, title), entries)));
}

/** @param {Child} sign @param {string} label */
function entry(sign, label) {
  return el("span.print-entry", {}, sign, label);
}
