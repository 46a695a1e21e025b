// The card of layers: groups of switches, each with its legend. Built once; only what changes is told to it.

import { button, el } from "../dom.js";
import { createLegend } from "./legend.js";

/** @import { Context, DeclaredLayer } from "../types/page.d.ts" */

const ROOMY = 1200; // pixels: on narrower maps the card begins closed

/**
 * @param {Context} context
 * @param {DeclaredLayer[]} layers
 */
export function createLayerCard(context, layers) {
  const body = el("div.card-body");
  const heading = button("Layers and legend", () => {
    const closed = card.classList.toggle("is-closed");
    heading.setAttribute("aria-expanded", String(!closed));
  }, { class: "card-heading", "aria-expanded": "true" });
  const card = el("section.card.layer-card", { "aria-label": "Layers and legend" }, el("h2", {}, heading), body, viewpointChoice(context));
  if (context.map.getSize().x < ROOMY) heading.click();
  for (const group of new Set(layers.map((layer) => layer.group))) {
    const entries = layers.filter((layer) => layer.group === group).map((layer) => layerEntry(context, layer));
    body.append(el("fieldset", {}, el("legend", {}, group), entries));
  }
  return card;
}

/** A layer's switch, and its legend while it is on. @param {Context} context @param {DeclaredLayer} layer */
function layerEntry(context, layer) {
  const { state } = context;
  const { name, title, hint, isMissing } = layer;
  const id = `layer-${name}`;
  /** @param {{target: HTMLInputElement}} event */
  const change = (event) => state.set({ layers: { ...state.get().layers, [name]: event.target.checked } });
  const input = el("input", { id, type: "checkbox", onchange: change, disabled: isMissing });
  const legend = context.legends[name] ?? createLegend(context, name);
  const swatch = legend && name !== "flows" ? null : el("i", { class: `swatch swatch-${name}`, "aria-hidden": "true" });
  state.watch(["layers"], ({ layers }) => {
    input.checked = Boolean(layers[name]) && !isMissing;
    if (legend) legend.hidden = !layers[name];
  });
  return [el(isMissing ? "label.switch.is-missing" : "label.switch", { for: id, title: isMissing ? "It could not be made for this map." : hint }, input, el("span", {}, title), swatch), legend];
}

/** The choice between viewpoints on borders, with the meaning of the chosen one. @param {Context} context */
function viewpointChoice({ doc, state }) {
  const meaning = el("p.sub");
  const inputs = new Map();
  const choices = Object.entries(doc.viewpoints).map(([name, { label, short }]) => {
    inputs.set(name, el("input", { type: "radio", name: "viewpoint", value: name, onchange: () => state.set({ viewpoint: name }) }));
    return el("label.switch", { title: label }, inputs.get(name), el("span", {}, short));
  });
  state.watch(["viewpoint"], ({ viewpoint }) => {
    inputs.get(viewpoint).checked = true;
    meaning.textContent = doc.viewpoints[viewpoint].label;
  });
  return el("fieldset.viewpoints", {}, el("legend", {}, "Borders: viewpoint"), el("div.viewpoint-choices", {}, choices), meaning);
}
