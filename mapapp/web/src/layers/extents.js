// What surrounds a place: discs of uncertainty, rings of reported interceptions, lines of measured distances.

import { el } from "../dom.js";
import { figure } from "../format.js";
import { geodesicCircle, geodesicLine } from "../geodesic.js";
import { borderInWords } from "../panel/parts.js";
import { isSelectedIncident, showsGroup } from "../state.js";
import { paintDiscs } from "./discs.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Store } from "../incidents/store.js" */
/** @import { View } from "./view.js" */
/** @import { Context, Layer } from "../types/page.d.ts" */
/** @import { Facility, Interception, Measures } from "../types/records.d.ts" */

const GREATEST_M = 10_000_000; // a larger circle could hold both poles

/**
 * Discs that contain the whole location of an incident, or of the selected facility.
 * @param {Context} context
 * @returns {Promise<Layer>}
 */
export async function uncertainty({ ground, vector, state, records, incidents }) {
  const discs = ground.layer("uncertainty", (canvas, view) => {
    const { selection } = state.get();
    paintDiscs(canvas, view, incidents, selection?.type === "incident" ? (selection.row ?? null) : null);
  });
  const selected = L.layerGroup();
  const repaint = () => discs.repaint();
  state.watch(["filter", "viewpoint", "selection"], ({ filter, selection }) => {
    selected.clearLayers();
    const facility = selection?.type === "facility" ? records.facility(selection.id) : null;
    const disc = facility && showsGroup(filter, facility.group) ? discOf(facility) : null;
    if (disc) selected.addLayer(L.polygon(disc, vector("disc", "disc disc-facility is-selected", { interactive: false, smoothFactor: 0.3 })));
    repaint();
  });
  return { layer: L.layerGroup([discs, selected]), repaint };
}

/** The circle around a facility that is mapped as a point; null where its error is not stated. @param {Facility} facility */
function discOf({ lat, lon, bounds, uncertainty_m: metres }) {
  if (!isStated(lat) || !isStated(lon) || !bounds || String(bounds[0]) !== String(bounds[1])) return null;
  return isStated(metres) && metres > 0 && metres <= GREATEST_M ? geodesicCircle([lat, lon], metres) : null;
}

/**
 * Rings of reported interceptions, with the distance and its claimant written on them.
 * @param {Context} context
 * @returns {Promise<Layer>}
 */
export async function interceptions({ block, map, vector, state, incidents }) {
  const rings = await block("interceptions");
  pane(map, "notes", 440);
  const layer = L.layerGroup();
  const draw = () => {
    const { selection } = state.get();
    layer.clearLayers();
    for (const ring of rings) {
      if (!incidents.mask[ring.row]) continue;
      layer.addLayer(L.polygon(ring.rings, vector("ring", `ring${isSelectedIncident(selection, ring) ? " is-selected" : ""}`, { interactive: false })));
      if (map.getZoom() >= 8.5) layer.addLayer(ringLabel(ring.label, ring));
    }
  };
  state.watch(["filter", "viewpoint", "selection"], draw);
  map.on("zoomend", draw);
  return { layer };
}

/** @param {Place} at @param {Interception} interception */
function ringLabel(at, interception) {
  const text = el("span", {}, `${interceptionDistance(interception)} from the facility, claimed by ${interception.claimed_by ?? "an unnamed party"}`);
  return L.marker(at, { pane: "notes", interactive: false, keyboard: false, icon: L.divIcon({ html: text, className: "ring-label", iconSize: [0, 0] }) });
}

/** "7 km", "5–7 km". @param {Interception} interception */
export function interceptionDistance({ distance_km: km, distance_km_low: low, distance_km_high: high }) {
  if (isStated(low) && isStated(high) && low !== high) return `${figure(low)}–${figure(high)} km`;
  return isStated(km) ? `${figure(km)} km` : "at an unstated distance";
}

/** @param {number|null|undefined} value @returns {value is number} */
function isStated(value) {
  return value !== undefined && value !== null;
}

const MOST = 1000; // incidents in view whose lines are drawn; with more, only those of the selection

/**
 * Shortest lines to the nearest border and facility: for incidents in view where the layer is on, always for the selection.
 * @param {Context} context
 * @returns {Promise<Layer>}
 */
export async function distances(context) {
  const { map, vector, state, records, incidents } = context;
  pane(map, "lines", 400);
  const all = L.layerGroup();
  const selected = L.layerGroup();
  const drawAll = async () => {
    const { layers, viewpoint } = state.get();
    const rows = layers.distances ? rowsInView(incidents, map) : [];
    const found = rows.length > MOST ? [] : await incidents.records(rows);
    if (state.get().viewpoint !== viewpoint) return;
    all.clearLayers();
    for (const record of found) {
      all.addLayer(line(vector, pathTo(record, record.measures[viewpoint], "border"), "border"));
      all.addLayer(line(vector, pathTo(record, record.measures[viewpoint], "nearest_facility"), "facility"));
    }
  };
  const drawSelected = async () => {
    const { selection, viewpoint } = state.get();
    const row = selection?.type === "incident" ? (selection.row ?? -1) : -1;
    const record = row >= 0 ? (await incidents.records([row]))[0] : selection?.type === "facility" ? records.facility(selection.id) : null;
    if (state.get().selection !== selection) return;
    selected.clearLayers();
    if (record) drawBorderLine(selected, context, record, record.measures[viewpoint]);
  };
  state.watch(["filter", "viewpoint", "layers"], drawAll);
  state.watch(["viewpoint", "selection", "language"], drawSelected);
  map.on("moveend", () => { if (state.get().layers.distances) drawAll(); });
  return { layer: L.layerGroup([all, selected]), always: true };
}

/** The shown incidents in view, up to one more than are drawn. @param {Store} incidents @param {L.Map} map */
function rowsInView(incidents, map) {
  const { min, max } = /** @type {View["bounds"]} */ (map.getPixelBounds());
  const unit = 2 ** 30 / (256 * 2 ** map.getZoom());
  /** @type {number[]} */
  const rows = [];
  incidents.visit({ x0: min.x * unit, y0: min.y * unit, x1: max.x * unit, y1: max.y * unit }, (row) => {
    if (incidents.mask[row]) rows.push(row);
    return rows.length <= MOST;
  });
  return rows;
}

const FINEST = 1e-5; // degrees: feet are given to so much

/**
 * The geodesic from a record to the foot of a measure; empty where it lies at the place itself.
 * @param {{lat?: number, lon?: number}} place
 * @param {Measures|undefined} measured
 * @param {"border"|"nearest_facility"} name
 * @returns {Place[]}
 */
function pathTo({ lat, lon }, measured, name) {
  const [footLat, footLon] = [measured?.[`${name}_lat`], measured?.[`${name}_lon`]];
  if (!isStated(lat) || !isStated(lon) || !isStated(footLat) || !isStated(footLon)) return [];
  if (Math.abs(lat - footLat) < FINEST && Math.abs(lon - footLon) < FINEST) return [];
  return geodesicLine([lat, lon], [footLat, footLon]);
}

/** @param {L.LayerGroup} layer @param {Context} context @param {{lat?: number, lon?: number}} place @param {Measures|undefined} measures */
function drawBorderLine(layer, context, place, measures) {
  const path = pathTo(place, measures, "border");
  if (!path.length || !measures) return;
  const label = el("span", {}, borderInWords(context, measures));
  layer.addLayer(line(context.vector, path, "border is-selected"));
  layer.addLayer(L.marker(path[Math.floor(path.length / 2)], { pane: "lines", interactive: false, keyboard: false, icon: L.divIcon({ html: label, className: "line-label", iconSize: [0, 0] }) }));
}

/** @param {Context["vector"]} vector @param {Place[]} path @param {string} kind */
function line(vector, path, kind) {
  return L.polyline(path, vector("measured", `measured measured-${kind}`, { interactive: false }));
}

/** @param {L.Map} map @param {string} name @param {number} order */
function pane(map, name, order) {
  const element = map.createPane(name);
  element.style.zIndex = String(order);
  element.style.pointerEvents = "none";
}
