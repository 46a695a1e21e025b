// Legends of layers; an entry of a kind, standing or group is a switch that filters.

import { button, el } from "../dom.js";
import { canCrowd } from "../layers/incidents/painting.js";
import { facilityGlyph, flowHead, incidentSymbol } from "../symbols.js";

/** @import { State } from "../state.js" */
/** @import { Context } from "../types/page.d.ts" */

/** @typedef {{name: string, label: string, meaning?: string, symbol: SVGElement}} Entry */

/**
 * The legend of a layer; null where its swatch says it all.
 * @param {Context} context
 * @param {string} name
 * @returns {HTMLElement|null}
 */
export function createLegend(context, name) {
  return LEGENDS[name]?.(context) ?? null;
}

/** @type {{[layer: string]: ((context: Context) => HTMLElement)|null}} */
const LEGENDS = { __proto__: null, incidents, facilities, pipelines, flows, uncertainty };

/** @param {Context} context */
function incidents(context) {
  const { doc } = context;
  const kinds = doc.present.kinds.map((kind) => ({ name: kind, label: doc.labels.incident_kind[kind] ?? kind, symbol: incidentSymbol(kind, "neutral", 18) }));
  const standings = doc.standings.filter(({ name }) => doc.present.standings.includes(name)).map((standing) => ({ ...standing, symbol: incidentSymbol("other", standing.name, 18) }));
  return el("div.legend", {}, filterList(context, "kinds", kinds, "Shape: what was reported", "in-columns"), filterList(context, "standings", standings, "Colour and filling: standing", "in-columns"), canCrowd(context.incidents) ? crowdChoice(context) : null);
}

/** @param {Context} context */
function facilities(context) {
  const { doc } = context;
  const groups = doc.facility_groups.filter(({ name }) => doc.present.facility_groups.includes(name)).map(({ name, label }) => ({ name, label, symbol: facilityGlyph(name, 16) }));
  return el("div.legend", {}, filterList(context, "facility_groups", groups, "Kinds of facilities"));
}

function pipelines() {
  const media = ["oil", "gas"].map((medium) => el("span", {}, el("i", { class: `swatch swatch-pipeline-${medium}` }), medium === "oil" ? "oil and products" : "gas"));
  return el("div.legend.legend-lines", {}, media, el("span", {}, el("i.swatch.swatch-schematic"), "schematic course"));
}

function flows() {
  return el("div.legend.legend-lines", {}, el("span", {}, el("i.swatch.swatch-flows"), flowHead(false), "reported flow"), el("span", {}, el("i.swatch.swatch-disrupted"), flowHead(true), "reported disrupted"), el("span", { title: "Its volume is not stated, estimated, or claimed by one party" }, el("i.swatch.swatch-uncertain"), "volume not reported"));
}

function uncertainty() {
  return el("div.legend.legend-lines", {}, el("span", {}, el("i.swatch.swatch-uncertainty"), "where the place may lie"), el("span", {}, el("i.swatch.swatch-vague"), "the same, 100 km and wider"));
}

/** How places are drawn where incidents crowd. @param {Context} context */
function crowdChoice({ state }) {
  const inputs = new Map();
  /** @param {State["crowd"]} value @param {string} label @param {string} title */
  const choice = (value, label, title) => {
    inputs.set(value, el("input", { id: `crowd-${value}`, type: "radio", name: "crowd", onchange: () => state.set({ crowd: value }) }));
    return el("label.switch", { title }, inputs.get(value), el("span", {}, label));
  };
  const choices = [choice("counts", "Counts", "A ring with a number; its parts are the standings"), choice("points", "Points", "A dot for every incident, in the colour of its standing")];
  state.watch(["crowd"], ({ crowd }) => { inputs.get(crowd).checked = true; });
  return el("div.crowd", { role: "radiogroup", "aria-label": "Where incidents crowd" }, el("p.legend-title", {}, "Where incidents crowd"), el("div.viewpoint-choices", {}, choices));
}

/**
 * Entries that can be switched off one by one; all on means no filter.
 * @param {Context} context
 * @param {"kinds"|"standings"|"facility_groups"} part
 * @param {Entry[]} entries
 * @param {string} title
 * @param {string} [look]
 */
function filterList({ state }, part, entries, title, look = "") {
  const names = entries.map((entry) => entry.name);
  const shown = () => state.get().filter[part] ?? names;
  /** @param {string} name */
  const flip = (name) => {
    const next = shown().includes(name) ? shown().filter((other) => other !== name) : [...shown(), name];
    state.set({ filter: { ...state.get().filter, [part]: names.every((other) => next.includes(other)) ? null : next } });
  };
  const buttons = entries.map(({ name, label, meaning, symbol }) => button([symbol, el("span", {}, label)], () => flip(name), { id: `filter-${part}-${name}`, class: "filter", title: meaning ?? `Show or hide: ${label}` }));
  state.watch(["filter"], () => {
    buttons.forEach((one, i) => one.setAttribute("aria-pressed", String(shown().includes(names[i]))));
  });
  return el("div", { class: `filter-list ${look}`.trim(), role: "group", "aria-label": title }, el("p.legend-title", {}, title), buttons);
}
