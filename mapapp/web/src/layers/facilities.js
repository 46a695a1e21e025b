// Facilities: a glyph for a point, a line for a pipeline, an outline for an area; schematic courses look schematic.

import { el } from "../dom.js";
import { visible } from "../format.js";
import { showsGroup } from "../state.js";
import { facilityGlyph } from "../symbols.js";
import { onActivate } from "./activate.js";
import { createRoving } from "./roving.js";

/** @import { Selection } from "../state.js" */
/** @import { Context, Layer, StateHolder } from "../types/page.d.ts" */
/** @import { Facility } from "../types/records.d.ts" */

/** @typedef {{id: string, lon: number, lat: number, offset?: number}} Point offset: pixels beside its place */

const BESIDE = 19; // pixels
const NEAR = 5.5; // zoom from which on facilities at one point stand beside each other

/** Facilities that are points or areas. @param {Context} context @returns {Promise<Layer>} */
export async function facilities({ block, map, vector, state, records }) {
  const { points, areas } = await block("facilities");
  const pane = map.createPane("facilities");
  pane.style.zIndex = "450";
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", "Facilities");
  const rove = createRoving(pane, ".facility");
  const layer = L.layerGroup().on("add", rove);
  const draw = () => {
    const { filter, selection, language } = state.get();
    layer.clearLayers();
    const visible = points.filter(({ id }) => showsGroup(filter, /** @type {Facility} */ (records.facility(id)).group));
    for (const row of isNear(map) ? sideBySide(visible) : visible) {
      const facility = /** @type {Facility} */ (records.facility(row.id));
      layer.addLayer(pointMarker(facility, row, isSelected(selection, row.id), state, records.facilityName(facility, language)));
    }
    for (const { id, rings } of areas) {
      if (!showsGroup(filter, /** @type {Facility} */ (records.facility(id)).group)) continue;
      const area = L.polygon(rings, vector("area", `area${isSelected(selection, id) ? " is-selected" : ""}`));
      area.on("click", (event) => select(event, state, id));
      layer.addLayer(area);
    }
    rove();
  };
  state.watch(["filter", "selection", "language"], draw);
  let wasNear = isNear(map);
  map.on("zoomend", () => {
    map.getContainer().classList.toggle("is-far", !isNear(map));
    if (wasNear !== isNear(map)) draw();
    wasNear = isNear(map);
  });
  return { layer };
}

/** @param {L.Map} map */
function isNear(map) {
  return map.getZoom() >= NEAR;
}

/** Facilities at the very same point stand beside each other, so that none hides another. @param {Point[]} points */
function sideBySide(points) {
  /** @type {Map<string, Point[]>} */
  const places = new Map();
  for (const point of points) {
    const key = `${point.lon} ${point.lat}`;
    places.set(key, [...(places.get(key) ?? []), point]);
  }
  return [...places.values()].flatMap((row) => row.map((point, i) => ({ ...point, offset: (i - (row.length - 1) / 2) * BESIDE })));
}

/**
 * @param {Facility} facility
 * @param {Point} point
 * @param {boolean} selected
 * @param {StateHolder} state
 * @param {string|undefined} name
 */
function pointMarker(facility, { lon, lat, offset = 0 }, selected, state, name) {
  const label = visible(`${name}, ${facility.kind_label}`);
  const marker = L.marker([lat, lon], {
    pane: "facilities",
    icon: L.divIcon({ html: facilityGlyph(facility.group, 18), className: `facility${selected ? " is-selected" : ""}`, iconSize: [26, 26], iconAnchor: [13 - offset, 13] }),
    title: label,
    alt: label,
    keyboard: true,
    riseOnHover: true,
  });
  marker.on("add", () => { /** @type {HTMLElement} */ (marker.getElement()).dataset.key = `facility:${facility.id}`; });
  return onActivate(marker, () => state.set({ selection: { type: "facility", id: facility.id } }));
}

/** Pipelines. @param {Context} context @returns {Promise<Layer>} */
export async function pipelines({ block, vector, state, records }) {
  const lines = await block("pipelines");
  const layer = L.layerGroup();
  const draw = () => {
    const { filter, selection, language } = state.get();
    layer.clearLayers();
    if (!showsGroup(filter, "pipeline")) return;
    for (const { id, lines: parts } of lines) {
      const facility = /** @type {Facility} */ (records.facility(id));
      const classes = ["pipeline", `pipeline-${facility.medium}`];
      if (facility.schematic) classes.push("is-schematic");
      if (isSelected(selection, id)) classes.push("is-selected");
      const target = L.polyline(parts, vector("pipeline", "pipeline-target", { weight: 14 }));
      target.on("click", (event) => select(event, state, id));
      target.bindTooltip(el("span", {}, records.facilityName(facility, language), facility.schematic ? " (schematic course)" : ""), { sticky: true });
      layer.addLayer(L.polyline(parts, vector("pipeline", classes.join(" "), { interactive: false }))).addLayer(target);
    }
  };
  state.watch(["filter", "selection", "language"], draw);
  return { layer };
}

/** @param {Selection|null} selection @param {string} id */
function isSelected(selection, id) {
  return selection?.type === "facility" && selection.id === id;
}

/** @param {L.LeafletMouseEvent} event @param {StateHolder} state @param {string} id */
function select(event, state, id) {
  L.DomEvent.stopPropagation(event);
  state.set({ selection: { type: "facility", id } });
}
