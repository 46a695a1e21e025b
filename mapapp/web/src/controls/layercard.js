// The card of layers: groups of switches, each with its legend. Built once; only what changes is told to it.

import { button, el } from "../dom.js";
import { isPhone } from "../freearea.js";
import { createLegend } from "./legend.js";

/** @import { Context, DeclaredLayer } from "../types/page.d.ts" */

const ROOMY = 1200; // pixels: on narrower maps the card begins closed
/** @type {{[code: string]: string|null}} */
const LANGUAGES = { __proto__: null, en: "English", uk: "Українська", ru: "Русский", kk: "Қазақша", hu: "Magyar" };

/**
 * @param {Context} context
 * @param {DeclaredLayer[]} layers
 * @returns {{card: HTMLElement, opener: HTMLElement}} the card, and the button that a phone has for it
 */
export function createLayerCard(context, layers) {
  const { map } = context;
  const body = el("div.card-body");
  const opener = button("Layers", () => open(opener.getAttribute("aria-expanded") === "false"), { class: "tool card-toggle", title: "Layers and legend", "aria-expanded": "false" });
  /** On a phone the card lies over the map while it is in use. @param {boolean} on */
  const open = (on) => {
    map.getContainer().parentElement?.classList.toggle("shows-card", on);
    opener.setAttribute("aria-expanded", String(on));
    if (!on) opener.focus();
  };
  const fold = () => {
    const closed = card.classList.toggle("is-closed");
    heading.setAttribute("aria-expanded", String(!closed));
  };
  const heading = button("Layers and legend", () => (isPhone(map) ? open(false) : fold()), { class: "card-heading", "aria-expanded": "true" });
  const card = el("section.card.layer-card", { "aria-label": "Layers and legend" }, el("h2", {}, heading), body, createFoot(context));
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || opener.getAttribute("aria-expanded") === "false") return;
    event.stopPropagation();
    open(false);
  });
  if (map.getSize().x < ROOMY && !isPhone(map)) fold();
  for (const group of new Set(layers.map((layer) => layer.group))) {
    const entries = layers.filter((layer) => layer.group === group).map((layer) => layerEntry(context, layer));
    body.append(el("fieldset", {}, el("legend", {}, group), entries));
  }
  return { card, opener };
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

/** What holds for the whole map, in sight however far the legend is scrolled. @param {Context} context */
function createFoot(context) {
  const { choices, meaning } = viewpointChoice(context);
  return el("div.card-foot", {}, choices, languageChoice(context), meaning);
}

/** The choice between viewpoints on borders, and the meaning of the chosen one. @param {Context} context */
function viewpointChoice({ doc, state }) {
  const meaning = el("p.sub.viewpoint-meaning", { id: "viewpoint-meaning" });
  const inputs = new Map();
  const labels = Object.entries(doc.viewpoints).map(([name, { label, short }]) => {
    inputs.set(name, el("input", { type: "radio", name: "viewpoint", value: name, onchange: () => state.set({ viewpoint: name }) }));
    return el("label.switch", { title: label }, inputs.get(name), el("span", {}, short));
  });
  state.watch(["viewpoint"], ({ viewpoint }) => {
    inputs.get(viewpoint).checked = true;
    meaning.textContent = doc.viewpoints[viewpoint].label;
  });
  const choices = el("fieldset.viewpoints", { "aria-describedby": meaning.id }, el("legend", {}, "Borders: viewpoint"), el("div.viewpoint-choices", {}, labels));
  return { choices, meaning };
}

/** The choice of the language in which countries and facilities are named; null where there is none. @param {Context} context */
function languageChoice({ doc, state }) {
  if (doc.languages.length < 2) return null;
  const options = doc.languages.map((code) => el("option", { value: code }, LANGUAGES[code] ?? code));
  const select = el("select.tool", { "aria-label": "Language of names", title: "Language in which countries and facilities are named", onchange: ({ target }) => state.set({ language: target.value }) }, options);
  state.watch(["language"], ({ language }) => { select.value = language; });
  return el("div.names", {}, el("span.legend-name", { "aria-hidden": "true" }, "Names"), select);
}
