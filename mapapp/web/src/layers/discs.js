// Discs of uncertainty on a canvas: each place lies somewhere inside its own.

import { geodesicCircle } from "../geodesic.js";
import { latOf, lonOf, WORLD } from "../incidents/places.js";
import { palette } from "../theme.js";
import { shifts } from "./arcs.js";
import { mercatorX, mercatorY } from "./canvas.js";

const SEEN = 2.5; // pixels: smaller discs lie under their symbol
const MOST = 1500; // discs in view: with more, they would cover the map and each other
const ROUND_M = 20_000; // metres up to which a geodesic circle is a circle on the map, to a fifth of a pixel
const VAGUE_M = 100_000; // metres from which on a disc is only outlined: filled, it would tint the whole map
const EARTH_M = 40_075_017; // the equator

/**
 * Paint the discs of the shown incidents in view.
 * @param {CanvasRenderingContext2D} canvas
 * @param {import("./canvas.js").View} view
 * @param {object} store
 * @param {number|null} selectedRow
 */
export function paintDiscs(canvas, view, store, selectedRow) {
  const { min, max } = view.bounds;
  canvas.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
  const ink = palette().vague;
  for (const shift of shifts(view)) {
    const rows = rowsInView(store, view, shift);
    if (rows.length > MOST) continue;
    for (const row of rows) paintDisc(canvas, view, shift, discOf(store, row), ink, row === selectedRow);
  }
}

/** The rows whose disc is large enough to be seen and may reach into the view. */
function rowsInView(store, view, shift) {
  const unit = view.world / WORLD;
  const left = view.origin[0] + shift * view.world;
  const reach = 60 / unit;
  const box = { x0: (view.bounds.min.x - left) / unit - reach, y0: (view.bounds.min.y - view.origin[1]) / unit - reach, x1: (view.bounds.max.x - left) / unit + reach, y1: (view.bounds.max.y - view.origin[1]) / unit + reach };
  const rows = [];
  const widest = store.uncertainties.reduce((most, metres) => Math.max(most, metres ?? 0), 0);
  if (pixels(widest, Math.max(Math.abs(view.north), Math.abs(view.south)), view) <= SEEN) return rows;
  store.visit(box, (row) => {
    if (store.mask[row] === 0) return true;
    const metres = store.uncertainties[store.uncertainty[row]];
    if (metres > 0 && pixels(metres, latOf(store.y[row]), view) > SEEN) rows.push(row);
    return rows.length <= MOST;
  });
  return rows;
}

function discOf(store, row) {
  return { lat: latOf(store.y[row]), lon: lonOf(store.x[row]), metres: store.uncertainties[store.uncertainty[row]] };
}

/** How many pixels of the page so many metres take at a latitude. */
function pixels(metres, lat, view) {
  return (metres / (EARTH_M * Math.cos((lat * Math.PI) / 180))) * view.world;
}

function paintDisc(canvas, view, shift, { lat, lon, metres }, ink, isSelected) {
  canvas.beginPath();
  if (metres <= ROUND_M && Math.abs(lat) < 75) traceCircle(canvas, view, shift, lat, lon, metres);
  else traceRing(canvas, view, shift, geodesicCircle([lat, lon], metres));
  canvas.fillStyle = canvas.strokeStyle = ink;
  const isVague = metres >= VAGUE_M;
  canvas.globalAlpha = isSelected ? 0.18 : 0.07;
  if (!isVague || isSelected) canvas.fill();
  if (isVague || isSelected) {
    canvas.globalAlpha = isSelected ? 0.7 : 0.4;
    canvas.setLineDash(isSelected ? [2, 3] : [1, 6]);
    canvas.stroke();
    canvas.setLineDash([]);
  }
  canvas.globalAlpha = 1;
}

function traceCircle(canvas, view, shift, lat, lon, metres) {
  const [x, y] = onCanvas(view, shift, lat, lon);
  canvas.arc(x, y, pixels(metres, lat, view), 0, 2 * Math.PI);
}

function traceRing(canvas, view, shift, ring) {
  for (const [lat, lon] of ring) canvas.lineTo(...onCanvas(view, shift, lat, lon));
  canvas.closePath();
}

function onCanvas({ origin, world }, shift, lat, lon) {
  return [origin[0] + (mercatorX(lon) + shift) * world, origin[1] + mercatorY(lat) * world];
}
