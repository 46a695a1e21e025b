// The measuring tool: pick points, read the length along the WGS84 ellipsoid in total and part by part.

import { button, el, fill } from "../dom.js";
import { distance } from "../format.js";
import { geodesicLine, geodesicMetres } from "../geodesic.js";
import { createPicker } from "./pick.js";
import { createToolCard } from "./toolcard.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Context } from "../types/page.d.ts" */

const HINT = "Click points on the map. By keyboard: move the map under the cross with the arrow keys, Enter adds a point, Backspace takes the last one back, Escape ends.";

/**
 * @param {Context} context
 * @returns {{card: HTMLElement, toggle: () => void}}
 */
export function createMeasure(context) {
  const { map, state } = context;
  map.createPane("measure").style.zIndex = "640";
  const layer = L.layerGroup().addTo(map);
  const readout = el("output.measure-readout", { "aria-live": "polite" });
  const parts = el("ol.measure-parts");
  const actions = el("p.tool-actions");
  /** @type {Place[]} */
  let points = [];

  /** @param {Place[]} next */
  const change = (next) => {
    points = next;
    layer.clearLayers();
    drawMeasure(layer, points);
    fill(readout, total(points));
    fill(parts, partLengths(points).map((metres, i) => el("li", {}, `Part ${i + 1}: ${distance(metres)}`)));
    undoing.hidden = clearing.hidden = !points.length;
  };
  const undo = () => change(points.slice(0, -1));
  const picker = createPicker(context, "measure", { onpick: (place) => change([...points, place]), onundo: undo });
  const undoing = button("Undo", undo, { class: "tool" });
  const clearing = button("Clear", () => change([]), { class: "tool" });
  fill(actions, button("Add the middle of the map", picker.pickCentre, { class: "tool" }), undoing, clearing);
  const { card, body, show } = createToolCard({ title: "Measure a distance", hint: HINT, onclose: picker.stop });
  fill(body, readout, parts, actions);
  state.watch(["tool"], ({ tool }) => {
    show(tool === "measure");
    change([]);
  });
  return { card, toggle: picker.toggle };
}

/** @param {L.LayerGroup} layer @param {Place[]} points */
function drawMeasure(layer, points) {
  const style = { pane: "measure", interactive: false };
  for (const [from, to] of steps(points)) L.polyline(geodesicLine(from, to), { ...style, className: "measure-line" }).addTo(layer);
  for (const point of points) L.circleMarker(point, { ...style, radius: 4, className: "measure-point" }).addTo(layer);
}

/** @param {Place[]} points @returns {[Place, Place][]} */
function steps(points) {
  return points.slice(1).map((to, i) => [points[i], to]);
}

/** @param {Place[]} points */
function partLengths(points) {
  return points.length > 2 ? lengths(points) : []; // a single part is the total
}

/** @param {Place[]} points */
function lengths(points) {
  return steps(points).map(([from, to]) => geodesicMetres(from, to));
}

/** @param {Place[]} points */
function total(points) {
  if (points.length < 2) return points.length ? "Pick the next point." : "Pick the first point.";
  return distance(lengths(points).reduce((sum, metres) => sum + metres, 0));
}
