// The document's start: blocks → store, records and state → layers, card, panel. Folium's page calls `strikeMap`.

import "./style/document.css";
import { readBlock } from "./blocks.js";
import { createCamera } from "./camera.js";
import { createLayerCard } from "./controls/layercard.js";
import { createFootline, createTools } from "./controls/tools.js";
import { button, el } from "./dom.js";
import { visible } from "./format.js";
import { createStore, readIncidents } from "./incidents/store.js";
import { basemap, borders } from "./layers/basemap.js";
import { createSheet } from "./layers/canvas.js";
import { density } from "./layers/density/density.js";
import { distances, interceptions, uncertainty } from "./layers/extents.js";
import { facilities, pipelines } from "./layers/facilities.js";
import { flows, tiles } from "./layers/flows.js";
import { incidents } from "./layers/incidents/incidents.js";
import { labels } from "./layers/labels.js";
import { createVectors } from "./layers/vectors.js";
import { connect } from "./messages.js";
import { createPanel } from "./panel/panel.js";
import { indexRecords } from "./records.js";
import { createSearch } from "./search/field.js";
import { createState } from "./state.js";
import { createTable } from "./table/table.js";
import { createTimeline } from "./timeline/timeline.js";

/** @import { Selection } from "./state.js" */
/** @import { Atlas, Context, DeclaredLayer, Layer } from "./types/page.d.ts" */

/** @type {Record<string, (context: Context) => Promise<Layer>>} */
const LAYERS = { basemap, borders, density, labels, pipelines, facilities, flows, uncertainty, interceptions, distances, incidents, tiles };

/**
 * Collect the layers that Folium's page names, then draw.
 * @param {L.Map} map
 * @returns {Atlas}
 */
export function strikeMap(map) {
  /** @type {DeclaredLayer[]} */
  const declared = [];
  /** @type {Atlas} */
  const atlas = {
    add: (layer) => declared.push(layer),
    start: () => draw(map, declared, atlas).catch((error) => fail(error)),
    timings: {},
  };
  return atlas;
}

/** @param {L.Map} map @param {DeclaredLayer[]} declared @param {Atlas} atlas */
async function draw(map, declared, atlas) {
  if (typeof DecompressionStream === "undefined") throw new Error("This browser is too old to unpack the map's data; open the file in a browser of 2023 or later.");
  const [doc, tables, columns] = await Promise.all([readBlock("document"), readBlock("records"), readIncidents(), laidOut(map)]);
  atlas.timings.decoded = performance.now();
  const on = Object.fromEntries(declared.map(({ name, show }) => [name, show]));
  const state = createState({ layers: on, viewpoint: doc.viewpoint, filter: doc.filter, language: doc.languages[0] ?? "en" });
  const store = createStore(state, columns);
  /** @type {Context} */
  const context = { map, doc, state, incidents: store, records: indexRecords(tables, store.source), block: once(readBlock), glyphs: [], legends: {}, ground: createGround(map), vector: createVectors(map) };
  await store.texts.openFew()?.then(() => store.more());
  const built = await Promise.all(declared.map(async ({ name }) => /** @type {[string, Layer]} */ ([name, await LAYERS[name](context)])));
  const layers = Object.fromEntries(built);
  state.watch(["layers"], ({ layers: wanted }) => {
    for (const [name, { layer, always }] of built) map[wanted[name] || always ? "addLayer" : "removeLayer"](layer);
  });
  state.watch(["selection"], ({ selection }) => findRow(context, selection));
  connect(state, doc);
  furnish(context, declared, layers);
  Object.assign(atlas, { state, incidents: store, where: /** @param {string} id */ (id) => where(context, id) });
  atlas.timings.ready = performance.now();
  document.documentElement.dataset.ready = "true";
  requestIdleCallback(() => store.more());
}

/** The canvas of land, borders and what lies flat on them. @param {L.Map} map */
function createGround(map) {
  const pane = map.createPane("ground");
  pane.style.zIndex = "150";
  pane.style.pointerEvents = "none";
  return createSheet(map, "ground");
}

/** Find the row of an incident that is selected by its id. @param {Context} context @param {Selection|null} selection */
async function findRow({ state, incidents: store }, selection) {
  if (selection?.type !== "incident" || selection.row !== undefined) return;
  const row = await store.rowOf(selection.id);
  if (state.get().selection === selection) state.set({ selection: { ...selection, row } });
}

/** Where an incident is drawn, in pixels of the map; null where it has no place. @param {Context} context @param {string} id */
async function where({ map, incidents: store }, id) {
  const row = await store.rowOf(id);
  return row < 0 || row >= store.located ? null : map.latLngToContainerPoint([store.lat(row), store.lon(row)]);
}

/** Wait until the map has a size: a frame can be loaded before the page around it has given it one. @param {L.Map} map */
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

/** Read each block once, however many layers ask for it. @param {typeof readBlock} read @returns {Context["block"]} */
function once(read) {
  const known = new Map();
  return (name) => {
    if (!known.has(name)) known.set(name, read(name));
    return known.get(name);
  };
}

/** Put the controls and the panel around the map. @param {Context} context @param {DeclaredLayer[]} declared @param {Record<string, Layer>} layers */
function furnish(context, declared, layers) {
  const { map, doc, state } = context;
  const root = /** @type {HTMLElement} */ (map.getContainer().parentElement);
  document.title = visible(doc.title);
  const camera = createCamera(context);
  const repaint = () => Object.values(layers).forEach((layer) => layer.repaint?.());
  const tools = createTools(context, declared, { home: camera.home, repaint });
  const card = createLayerCard(context, declared);
  const openCard = button("Layers", () => root.classList.toggle("shows-card"), { class: "tool card-toggle", title: "Layers and legend" });
  const head = el("header.head", {}, el("h1", { title: doc.title }, doc.title), createSearch(context, camera.goTo), tools.toolbar, openCard);
  for (const element of [head, card]) {
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
  }
  root.append(el("div.side", {}, head, tools.cards, card), createPanel(context), createFootline(map, doc));
  root.append(createTimeline(context));
  createTable(context, root);
  map.on("click", () => { if (!state.get().tool) state.set({ selection: null }); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") state.set({ selection: null }); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  map.invalidateSize();
  camera.home({ animate: false });
  tools.start();
}

/** Say on the page what went wrong; the map stays as far as it came. @param {Error} error */
function fail(error) {
  document.documentElement.dataset.ready = "failed";
  document.body.append(el("div.failure", { role: "alert" }, el("strong", {}, "The map could not be drawn. "), error.message));
}
