// The circle on the map: the places at one distance along the ellipsoid, which Web Mercator draws wider to the north.

import { el } from "../dom.js";
import { number } from "../format.js";
import { destination, geodesicCircle } from "../geodesic.js";
import { shifts } from "../layers/view.js";
import { canvasLayer, ORDER } from "../layers/canvas.js";
import { centreInWords } from "../view/words.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Pen } from "../layers/canvas.js" */
/** @import { View } from "../layers/view.js" */
/** @import { State } from "../state.js" */
/** @import { Context } from "../types/page.d.ts" */

/** @typedef {NonNullable<State["radius"]>} Radius */

/**
 * @param {Context} context
 * @returns {{repaint: () => void}}
 */
export function drawRadius(context) {
  const { map, state } = context;
  for (const [name, order] of [["radius", "395"], ["radius-label", "610"]]) {
    const pane = map.createPane(name);
    pane.style.zIndex = order;
    pane.style.pointerEvents = "none";
  }
  /** @type {Place[]} */
  let ring = [];
  const circle = canvasLayer("radius", ORDER.radius, (canvas, view) => {
    const { radius } = state.get();
    if (radius) paintRing(canvas, view, ring, radius);
  });
  const label = L.layerGroup().addTo(map);
  state.watch(["radius", "language"], ({ radius }) => {
    label.clearLayers();
    ring = radius ? geodesicCircle([radius.lat, radius.lon], radius.km * 1000) : [];
    if (radius) label.addLayer(labelOf(context, radius));
    map[radius ? "addLayer" : "removeLayer"](circle);
    circle.repaint();
  });
  return circle;
}

/**
 * Paint the ring, wherever the map shows the world again.
 * @param {Pen} canvas
 * @param {View} view
 * @param {Place[]} ring
 * @param {{lat: number, lon: number}} centre
 */
function paintRing(canvas, view, ring, { lat, lon }) {
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--measure");
  canvas.strokeStyle = canvas.fillStyle = colour;
  canvas.lineWidth = 1.8;
  const places = ring.map(([y, x]) => view.project(x, y));
  const [x, y] = view.project(lon, lat);
  const around = shifts(view);
  for (const shift of [around[0] - 1, ...around, around[around.length - 1] + 1]) { // a ring can reach into the world beside its own
    const path = new Path2D();
    for (const [px, py] of places) path.lineTo(px + shift * view.world, py);
    path.closePath();
    canvas.stroke(path);
    canvas.globalAlpha = 0.06;
    canvas.fill(path);
    canvas.globalAlpha = 1;
    canvas.beginPath();
    canvas.arc(x + shift * view.world, y, 3, 0, 2 * Math.PI);
    canvas.fill();
  }
}

/** @param {Context} context @param {Radius} radius */
function labelOf(context, radius) {
  const top = destination([radius.lat, radius.lon], 0, radius.km * 1000);
  const text = el("span", {}, `${number(radius.km, Number.isInteger(radius.km) ? 0 : 1)} km around ${centreInWords(context, radius)}`);
  return L.marker(top, { pane: "radius-label", interactive: false, keyboard: false, icon: L.divIcon({ html: text, className: "ring-label radius-label", iconSize: [0, 0] }) });
}
