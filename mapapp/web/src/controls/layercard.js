// The card of layers: groups of switches, each with its legend; a legend entry of a kind, standing or group filters.

import { button, el, fill } from "../dom.js";
import { facilityGlyph, flowHead, incidentSymbol } from "../symbols.js";

const ROOMY = 1200; // pixels: on narrower maps the card begins closed

/** @param {object} context @param {{name: string, title: string, group: string, hint: string}[]} layers */
export function createLayerCard(context, layers) {
  const { state, doc } = context;
  const body = el("div.card-body");
  const heading = button("Layers and legend", () => {
    const closed = card.classList.toggle("is-closed");
    heading.setAttribute("aria-expanded", String(!closed));
  }, { class: "card-heading", "aria-expanded": "true" });
  const card = el("section.card.layer-card", { "aria-label": "Layers and legend" }, el("h2", {}, heading), body, viewpointChoice(context));
  if (context.map.getSize().x < ROOMY) heading.click();
  const groups = [...new Set(layers.map((layer) => layer.group))];
  state.watch(["layers", "filter", "crowd"], ({ layers: on, filter }) => {
    const focused = document.activeElement?.id;
    fill(body, groups.map((group) => el("fieldset", {}, el("legend", {}, group), layers.filter((layer) => layer.group === group).map((layer) => [layerSwitch(layer, on, state), on[layer.name] ? (context.legends[layer.name] ?? legend(layer, { doc, state, filter })) : null]))));
    if (focused) document.getElementById(focused)?.focus();
  });
  return card;
}

function layerSwitch({ name, title, hint }, on, state) {
  const id = `layer-${name}`;
  const change = (event) => state.set({ layers: { ...state.get().layers, [name]: event.target.checked } });
  return el("label.switch", { for: id, title: hint }, el("input", { id, type: "checkbox", checked: on[name] ? "" : null, onchange: change }), el("span", {}, title), swatch(name));
}

/** A small picture of what the layer draws, where its legend has no entries. */
function swatch(name) {
  return ["facilities", "incidents", "pipelines", "density"].includes(name) ? null : el("i", { class: `swatch swatch-${name}`, "aria-hidden": "true" });
}

function legend({ name }, { doc, state, filter }) {
  if (name === "incidents") {
    return el("div.legend", {},
      filterList("kinds", doc.present.kinds.map((kind) => ({ name: kind, label: doc.labels.incident_kind[kind] ?? kind, symbol: incidentSymbol(kind, "neutral", 18) })), state, filter, "Shape: what was reported", "in-columns"),
      filterList("standings", doc.standings.filter(({ name: standing }) => doc.present.standings.includes(standing)).map(({ name: standing, label, meaning }) => ({ name: standing, label, meaning, symbol: incidentSymbol("other", standing, 18) })), state, filter, "Colour and filling: standing", "in-columns"),
      crowdChoice(state));
  }
  if (name === "facilities") {
    return el("div.legend", {}, filterList("facility_groups", doc.facility_groups.filter(({ name: group }) => doc.present.facility_groups.includes(group)).map(({ name: group, label }) => ({ name: group, label, symbol: facilityGlyph(group, 16) })), state, filter, "Kinds of facilities"));
  }
  if (name === "pipelines") return el("div.legend.legend-lines", {}, ["oil", "gas"].map((medium) => el("span", {}, el("i", { class: `swatch swatch-pipeline-${medium}` }), medium === "oil" ? "oil and products" : "gas")), el("span", {}, el("i.swatch.swatch-schematic"), "schematic course"));
  if (name === "flows") return el("div.legend.legend-lines", {}, el("span", {}, el("i.swatch.swatch-flows"), flowHead(false), "reported flow"), el("span", {}, el("i.swatch.swatch-disrupted"), flowHead(true), "reported disrupted"));
  return null;
}

/** How places are drawn where incidents crowd. */
function crowdChoice(state) {
  const { crowd } = state.get();
  const choice = (value, label, title) =>
    el("label.switch", { title }, el("input", { id: `crowd-${value}`, type: "radio", name: "crowd", checked: crowd === value ? "" : null, onchange: () => state.set({ crowd: value }) }), el("span", {}, label));
  return el("div.crowd", { role: "radiogroup", "aria-label": "Where incidents crowd" }, el("p.legend-title", {}, "Where incidents crowd"), el("div.viewpoint-choices", {},
    choice("counts", "Counts", "A ring with a number; its parts are the standings"), choice("points", "Points", "A dot for every incident, in the colour of its standing")));
}

/** Entries that can be switched off one by one; all on means no filter. */
function filterList(part, entries, state, filter, title, look = "") {
  const shown = filter[part] ?? entries.map((entry) => entry.name);
  const flip = (name) => {
    const next = shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name];
    state.set({ filter: { ...state.get().filter, [part]: entries.every((entry) => next.includes(entry.name)) ? null : next } });
  };
  return el("div", { class: `filter-list ${look}`.trim(), role: "group", "aria-label": title }, el("p.legend-title", {}, title), entries.map(({ name, label, meaning, symbol }) =>
    button([symbol, el("span", {}, label)], () => flip(name), { id: `filter-${part}-${name}`, class: "filter", "aria-pressed": String(shown.includes(name)), title: meaning ?? `Show or hide: ${label}` })));
}

function viewpointChoice({ doc, state }) {
  const box = el("fieldset.viewpoints", {}, el("legend", {}, "Borders: viewpoint"));
  state.watch(["viewpoint"], ({ viewpoint }) => {
    const choices = Object.entries(doc.viewpoints).map(([name, { label, short }]) =>
      el("label.switch", { title: label }, el("input", { type: "radio", name: "viewpoint", value: name, checked: name === viewpoint ? "" : null, onchange: () => state.set({ viewpoint: name }) }), el("span", {}, short)));
    fill(box, el("legend", {}, "Borders: viewpoint"), el("div.viewpoint-choices", {}, choices), el("p.sub", {}, doc.viewpoints[viewpoint].label));
  });
  return box;
}
