// What surrounds a place: discs of uncertainty, rings of reported interceptions, lines of measured distances.

import { el } from "../dom.js";
import { distanceWithInterval, figure } from "../format.js";
import { shownIncidents, showsGroup } from "../state.js";

/** Discs that contain the whole location of an incident or a facility. */
export async function uncertainty({ block, map, state, records }) {
  const discs = await block("uncertainty");
  pane(map, "discs", 380);
  const layer = L.layerGroup();
  state.watch(["filter", "viewpoint", "selection"], ({ filter, viewpoint, selection }) => {
    const shown = new Set(shownIncidents(records.incidents, filter, viewpoint).map((incident) => incident.id));
    layer.clearLayers();
    for (const { type, id, rings, vague } of discs) {
      const selected = selection?.type === type && selection.id === id;
      const visible = type === "incident" ? shown.has(id) : selected && showsGroup(filter, records.facility(id).group);
      if (visible) layer.addLayer(L.polygon(rings, { pane: "discs", interactive: false, smoothFactor: 0.3, className: ["disc", `disc-${type}`, vague && "is-vague", selected && "is-selected"].filter(Boolean).join(" ") }));
    }
  });
  return { layer };
}

/** Rings of reported interceptions, with the distance and its claimant written on them. */
export async function interceptions({ block, map, state, records }) {
  const rings = await block("interceptions");
  pane(map, "rings", 390);
  pane(map, "notes", 440);
  const layer = L.layerGroup();
  const draw = () => {
    const { filter, viewpoint, selection } = state.get();
    const shown = new Set(shownIncidents(records.incidents, filter, viewpoint).map((incident) => incident.id));
    layer.clearLayers();
    for (const { id, rings: lines, label } of rings) {
      if (!shown.has(id)) continue;
      const { interception } = records.incident(id);
      const selected = selection?.type === "incident" && selection.id === id;
      layer.addLayer(L.polygon(lines, { pane: "rings", interactive: false, smoothFactor: 0, className: `ring${selected ? " is-selected" : ""}` }));
      if (map.getZoom() >= 8.5) layer.addLayer(ringLabel(label, interception));
    }
  };
  state.watch(["filter", "viewpoint", "selection"], draw);
  map.on("zoomend", draw);
  return { layer };
}

function ringLabel(at, interception) {
  const text = el("span", {}, `${interceptionDistance(interception)} from the facility, claimed by ${interception.claimed_by ?? "an unnamed party"}`);
  return L.marker(at, { pane: "notes", interactive: false, keyboard: false, icon: L.divIcon({ html: text, className: "ring-label", iconSize: [0, 0] }) });
}

/** "7 km", "5–7 km". */
export function interceptionDistance({ distance_km: km, distance_km_low: low, distance_km_high: high }) {
  if (low !== undefined && high !== undefined && low !== high) return `${figure(low)}–${figure(high)} km`;
  return km === undefined ? "at an unstated distance" : `${figure(km)} km`;
}

/** Shortest lines to the nearest border and facility: for all incidents where the layer is on, else for the selection. */
export async function distances({ block, map, state, records }) {
  const coded = await block("distances");
  const toFacility = new Map(coded.facility);
  const toBorder = Object.fromEntries(Object.entries(coded.border).map(([name, of]) => [name, { incident: new Map(of.incident), facility: new Map(of.facility) }]));
  pane(map, "lines", 400);
  const layer = L.layerGroup();
  state.watch(["filter", "viewpoint", "selection", "layers"], ({ filter, viewpoint, selection }) => {
    layer.clearLayers();
    const shown = new Set(shownIncidents(records.incidents, filter, viewpoint).map((incident) => incident.id));
    const on = state.get().layers.distances;
    if (on) {
      for (const [id, path] of toBorder[viewpoint].incident) if (shown.has(id)) layer.addLayer(line(path, "border"));
      for (const [id, path] of toFacility) if (shown.has(id)) layer.addLayer(line(path, "facility"));
    }
    const record = selection?.type === "facility" ? records.facility(selection.id) : selection?.type === "incident" ? records.incident(selection.id) : null;
    if (record) drawBorderLine(layer, toBorder[viewpoint][selection.type].get(record.id), record.measures[viewpoint]);
  });
  return { layer, always: true };
}

function drawBorderLine(layer, path, measures) {
  if (!path || !measures) return;
  const label = el("span", {}, `${distanceWithInterval(measures.border_m, measures.border_m_min, measures.border_m_max)} to the border ${measures.border_pair}`);
  layer.addLayer(line(path, "border is-selected"));
  layer.addLayer(L.marker(path[Math.floor(path.length / 2)], { pane: "lines", interactive: false, keyboard: false, icon: L.divIcon({ html: label, className: "line-label", iconSize: [0, 0] }) }));
}

function line(path, kind) {
  return L.polyline(path, { pane: "lines", interactive: false, className: `measured measured-${kind}`, smoothFactor: 0 });
}

function pane(map, name, order) {
  const element = map.createPane(name);
  element.style.zIndex = String(order);
  element.style.pointerEvents = "none";
}
