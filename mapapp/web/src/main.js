// The document's start: blocks → records and state → layers, card, panel. Folium's page calls `strikeMap`.

import "./style/document.css";
import { readBlock } from "./blocks.js";
import { createLayerCard } from "./controls/layercard.js";
import { createMeasure } from "./controls/measure.js";
import { createSearch } from "./controls/search.js";
import { createFootline, createToolbar } from "./controls/tools.js";
import { button, el } from "./dom.js";
import { visible } from "./format.js";
import { basemap, borders } from "./layers/basemap.js";
import { distances, interceptions, uncertainty } from "./layers/extents.js";
import { facilities, pipelines } from "./layers/facilities.js";
import { flows, tiles } from "./layers/flows.js";
import { incidents } from "./layers/incidents.js";
import { labels } from "./layers/labels.js";
import { connect } from "./messages.js";
import { createPanel } from "./panel/panel.js";
import { indexRecords } from "./records.js";
import { createState } from "./state.js";

const PHONE = 760; // pixels, as in style/phone.css

const LAYERS = { basemap, borders, labels, pipelines, facilities, flows, uncertainty, interceptions, distances, incidents, tiles };

/**
 * Collect the layers that Folium's page names, then draw.
 * @param {L.Map} map
 */
export function strikeMap(map) {
  const declared = [];
  return {
    add: (layer) => declared.push(layer),
    start: () => draw(map, declared).catch((error) => fail(error)),
  };
}

async function draw(map, declared) {
  if (typeof DecompressionStream === "undefined") throw new Error("This browser is too old to unpack the map's data; open the file in a browser of 2023 or later.");
  const [doc, tables] = await Promise.all([readBlock("document"), readBlock("records"), laidOut(map)]);
  const on = Object.fromEntries(declared.map(({ name, show }) => [name, show]));
  const state = createState({ layers: on, viewpoint: doc.viewpoint, filter: doc.filter, language: doc.languages[0] ?? "en" });
  const context = { map, doc, state, records: indexRecords(tables), block: once(readBlock) };
  const built = await Promise.all(declared.map(async (layer) => [layer.name, await LAYERS[layer.name](context)]));
  const layers = Object.fromEntries(built);
  state.watch(["layers"], ({ layers: wanted }) => {
    for (const [name, { layer, always }] of built) map[wanted[name] || always ? "addLayer" : "removeLayer"](layer);
  });
  connect(state, doc);
  furnish(context, declared, layers);
  document.documentElement.dataset.ready = "true";
}

/** Wait until the map has a size: a frame can be loaded before the page around it has given it one. */
function laidOut(map) {
  const box = map.getContainer();
  return new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (!box.clientWidth || !box.clientHeight) return;
      watch.disconnect();
      resolve(map.invalidateSize());
    });
    watch.observe(box);
  });
}

/** Read each block once, however many layers ask for it. */
function once(read) {
  const known = new Map();
  return (name) => {
    if (!known.has(name)) known.set(name, read(name));
    return known.get(name);
  };
}

/** Put the controls and the panel around the map. */
function furnish(context, declared, layers) {
  const { map, doc, state } = context;
  const root = map.getContainer().parentElement;
  document.title = visible(doc.title);
  const home = (options) => map.fitBounds(doc.extent, { maxZoom: 9, ...freeArea(map), ...options });
  const repaint = () => Object.values(layers).forEach((layer) => layer.repaint?.());
  const measure = createMeasure(map);
  const card = createLayerCard(context, declared);
  const openCard = button("Layers", () => root.classList.toggle("shows-card"), { class: "tool card-toggle", title: "Layers and legend" });
  const head = el("header.head", {}, el("h1", { title: doc.title }, doc.title), createSearch(context, (selection) => goTo(context, selection)), createToolbar(context, { measure, home, repaint }), openCard, measure.readout);
  for (const element of [head, card]) {
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
  }
  root.append(el("div.side", {}, head, card), createPanel(context), createFootline(map, doc));
  map.on("click", () => { if (!measure.isActive()) state.set({ selection: null }); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !measure.isActive()) state.set({ selection: null }); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  state.watch(["selection"], ({ selection }) => keepInView(context, selection));
  map.invalidateSize();
  home({ animate: false });
}

/** The part of the map that head, card and panel leave free, as padding for Leaflet. */
function freeArea(map) {
  const { x: width, y: height } = map.getSize();
  const sheet = map.getContainer().parentElement.querySelector(".panel.is-open") ? 0.62 * height : 200;
  const [left, top, right, bottom] = width <= PHONE ? [24, 170, 24, sheet] : width > 1100 ? [330, 60, 430, 40] : [60, 60, 380, 40];
  // However small the map, two fifths of it stay free to draw in.
  const [across, down] = [Math.min(1, (0.6 * width) / (left + right)), Math.min(1, (0.6 * height) / (top + bottom))];
  return { paddingTopLeft: [left * across, top * down], paddingBottomRight: [right * across, bottom * down] };
}

/** Fly to what was searched for. */
function goTo({ map, records }, selection) {
  const record = selection.type === "incident" ? records.incident(selection.id) : records.facility(selection.id);
  if (record?.bounds) map.flyToBounds(record.bounds, { maxZoom: 9, duration: 0.6, ...freeArea(map) });
}

/** Move the map only where the selection lies outside of what can be seen. */
function keepInView({ map, records }, selection) {
  const record = selection?.type === "incident" ? records.incident(selection.id) : selection?.type === "facility" ? records.facility(selection.id) : null;
  if (!record?.bounds) return;
  map.panInside(L.latLngBounds(record.bounds).getCenter(), freeArea(map));
}

/** Say on the page what went wrong; the map stays as far as it came. */
function fail(error) {
  document.documentElement.dataset.ready = "failed";
  document.body.append(el("div.failure", { role: "alert" }, el("strong", {}, "The map could not be drawn. "), error.message));
}
