// The document's start: blocks → store, records and state → layers, card, panel. Folium's page calls `strikeMap`.

import "./style/document.css";
import { readBlock } from "./blocks.js";
import { showFailure } from "./failure.js";
import { Fault, isRefused, sentenceOf, TOO_OLD } from "./faults.js";
import { whenIdle } from "./frames.js";
import { furnish } from "./furnish.js";
import { createStore, readIncidents } from "./incidents/store.js";
import { density } from "./layers/density/density.js";
import { distances, interceptions, uncertainty } from "./layers/extents.js";
import { facilities, pipelines } from "./layers/facilities.js";
import { flows, tiles } from "./layers/flows.js";
import { basemap, borders } from "./layers/ground/basemap.js";
import { heat } from "./layers/heat.js";
import { incidents } from "./layers/incidents/incidents.js";
import { labels } from "./layers/labels.js";
import { queueOf } from "./layers/queue.js";
import { createSheet } from "./layers/sheet.js";
import { createVectors } from "./layers/vectors.js";
import { findRow, followCountries } from "./lookups.js";
import { connect } from "./messages.js";
import { createReader } from "./reader.js";
import { indexRecords } from "./records.js";
import { createState } from "./state.js";
import { createNotices } from "./view/notice.js";

/** @import { Atlas, Context, DeclaredLayer, Layer } from "./types/page.d.ts" */
/** @import { RecordTables } from "./types/records.d.ts" */

/** @type {Record<string, (context: Context) => Promise<Layer>>} */
const LAYERS = { basemap, borders, density, labels, pipelines, facilities, flows, uncertainty, interceptions, heat, distances, incidents, tiles };

/** Blocks that are read while the incidents are. */
const NEXT = /** @type {const} */ (["arcs", "labels"]);

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
    start: () => draw(map, declared, atlas).catch(showFailure),
    timings: {},
  };
  return atlas;
}

/** @param {L.Map} map @param {DeclaredLayer[]} declared @param {Atlas} atlas */
async function draw(map, declared, atlas) {
  if (typeof DecompressionStream === "undefined" || !("toSorted" in Array.prototype)) throw new Fault(TOO_OLD);
  const notices = createNotices(/** @type {HTMLElement} */ (map.getContainer().parentElement));
  const block = createReader();
  const first = Promise.all([readIncidents(), readBlock("document"), readRecords(), laidOut(map)]);
  for (const name of NEXT) block(name).catch(() => {}); // who asks for it later will say so
  const [columns, doc, tables] = await first;
  atlas.timings.decoded = performance.now();
  const on = Object.fromEntries(declared.map(({ name, show }) => [name, show]));
  const state = createState({ layers: on, viewpoint: doc.viewpoint, filter: doc.filter, language: doc.languages[0] ?? "en" });
  const store = createStore(state, columns);
  listenForFailures(map, declared, notices);
  /** @type {Context} */
  const context = { map, doc, state, notices, incidents: store, records: indexRecords(tables, store.source), block, glyphs: [], legends: {}, around: null, ground: createGround(map), vector: createVectors(map) };
  await store.texts.openFew()?.then(() => store.more()).catch(() => {}); // what asks for them will say so
  const layers = await makeLayers(context, declared);
  state.watch(["selection"], ({ selection }) => findRow(context, selection));
  followCountries(context);
  context.around = connect(state, doc);
  furnish(context, declared, layers);
  followSwitches(context, declared, layers);
  queueOf(map).settleAll();
  Object.assign(atlas, { state, incidents: store, where: /** @param {string} id */ (id) => where(context, id), painted: queueOf(map).rest });
  atlas.timings.ready = performance.now();
  document.documentElement.dataset.ready = "true";
  whenIdle(async () => {
    await store.more().catch(() => {});
    for (const { later } of Object.values(layers)) await later?.();
  });
}

/** Facilities, flows and sources. Without them the incidents can still be shown. @returns {Promise<RecordTables & {problem?: string}>} */
async function readRecords() {
  return readBlock("records").catch((error) => ({ facilities: [], flows: [], sources: [], problem: sentenceOf(error) }));
}

/**
 * Have the page say what fails later: what a layer cannot paint, and memory that is refused to whatever asks for it.
 * @param {L.Map} map
 * @param {DeclaredLayer[]} declared
 * @param {ReturnType<typeof createNotices>} notices
 */
function listenForFailures(map, declared, notices) {
  /** @type {Record<string, string>} */
  const titles = { ...OTHER_PAINTINGS, ...Object.fromEntries(declared.map(({ name, title }) => [name, title])) };
  map.on("unpainted", (event) => {
    const { name, error } = /** @type {L.LeafletEvent & {name: string, error: unknown}} */ (event);
    notices.miss(titles[name] ?? name, error);
  });
  /** @param {unknown} thrown */
  const hear = (thrown) => { if (isRefused(thrown)) notices.say("memory", sentenceOf(thrown)); };
  addEventListener("error", ({ error }) => hear(error));
  addEventListener("unhandledrejection", ({ reason }) => hear(reason));
}

/** Layers that draw records of facilities and flows. */
const OF_RECORDS = ["pipelines", "facilities", "flows"];

/** What is painted besides the declared layers. */
const OTHER_PAINTINGS = { ground: "Land and borders", "incidents-compared": "Incidents of the second range", radius: "Circle" };

/**
 * Make the layers. One that cannot be made is told by its title; the others stand.
 * @param {Context} context
 * @param {DeclaredLayer[]} declared
 * @returns {Promise<Record<string, Layer>>}
 */
async function makeLayers(context, declared) {
  const { notices } = context;
  /** @type {Record<string, Layer>} */
  const made = {};
  await Promise.all(declared.map(async (layer) => {
    try {
      if (context.records.problem && OF_RECORDS.includes(layer.name)) throw new Fault(context.records.problem);
      made[layer.name] = await LAYERS[layer.name](context);
    } catch (error) {
      layer.isMissing = true;
      notices.miss(layer.title, error);
    }
  }));
  return made;
}

/**
 * Put the layers that are switched on onto the map.
 * @param {Context} context
 * @param {DeclaredLayer[]} declared
 * @param {Record<string, Layer>} layers those that could be made
 */
function followSwitches({ map, state }, declared, layers) {
  state.watch(["layers"], ({ layers: wanted }) => {
    for (const { name } of declared) if (layers[name]) map[wanted[name] || layers[name].always ? "addLayer" : "removeLayer"](layers[name].layer);
  });
}

/** The canvas of land, borders and what lies flat on them. @param {L.Map} map */
function createGround(map) {
  const pane = map.createPane("ground");
  pane.style.zIndex = "150";
  pane.style.pointerEvents = "none";
  return createSheet(map, "ground");
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
