// Discs of uncertainty on a canvas: each place lies somewhere inside its own.

import { geodesicCircle } from "../geodesic.js";
import { latOf, lonOf, WORLD } from "../incidents/places.js";
import { mercatorX, mercatorY } from "../mercator.js";
import { palette } from "../theme.js";
import { shifts } from "./view.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Store } from "../incidents/store.js" */
/** @import { Pen } from "./canvas.js" */
/** @import { View } from "./view.js" */

const SEEN = 2.5; // pixels: smaller discs lie under their symbol
const MOST = 1500; // discs in view: with more, they would cover the map and each other
const LAYERS = 4; // how many times discs may cover the picture before they say nothing
const OVAL_M = 400_000; // metres up to which a geodesic circle is an ellipse on the map, to a hundredth of its radius
const OVAL_LAT = 75; // degrees up to which that holds
const VAGUE_M = 100_000; // metres from which on a disc is only outlined: filled, it would tint the whole map
const EARTH_M = 40_075_017; // the equator
const RADIUS_M = 6_371_008.8; // of the sphere by which an ellipse's axes are found

/**
 * Paint the discs of the shown incidents in view.
 * @param {Pen} canvas
 * @param {View} view
 * @param {Store} store
 * @param {number|null} selectedRow
 */
export function paintDiscs(canvas, view, store, selectedRow) {
  const { min, max } = view.around;
  const ink = palette().vague;
  for (const shift of shifts(view)) {
    const rows = rowsInView(store, view, shift);
    const readable = rows.length <= MOST && covered(store, rows, view) <= LAYERS * (max.x - min.x) * (max.y - min.y);
    for (const row of rows) if (readable || row === selectedRow) paintDisc(canvas, view, shift, discOf(store, row), ink, row === selectedRow);
  }
}

/**
 * The rows whose disc is large enough to be seen and may reach into the view.
 * @param {Store} store
 * @param {View} view
 * @param {number} shift
 */
function rowsInView(store, view, shift) {
  const unit = view.world / WORLD;
  const left = view.origin[0] + shift * view.world;
  const reach = 60 / unit;
  const { min, max } = view.around;
  const box = { x0: (min.x - left) / unit - reach, y0: (min.y - view.origin[1]) / unit - reach, x1: (max.x - left) / unit + reach, y1: (max.y - view.origin[1]) / unit + reach };
  /** @type {number[]} */
  const rows = [];
  const widest = store.uncertainties.reduce(/** @param {number} most @param {number|null} metres */ (most, metres) => Math.max(most, metres ?? 0), 0);
  if (pixels(widest, Math.max(Math.abs(view.north), Math.abs(view.south)), view) <= SEEN) return rows;
  store.visit(box, (row) => {
    if (store.mask[row] === 0) return true;
    const metres = store.uncertainties[store.uncertainty[row]] ?? 0;
    if (metres > 0 && pixels(metres, latOf(store.y[row]), view) > SEEN) rows.push(row);
    return rows.length <= MOST;
  });
  return rows;
}

/** The pixels that filled discs cover together. @param {Store} store @param {number[]} rows @param {View} view */
function covered(store, rows, view) {
  return rows.reduce((sum, row) => {
    const { lat, metres } = discOf(store, row);
    return metres >= VAGUE_M ? sum : sum + Math.PI * pixels(metres, lat, view) ** 2;
  }, 0);
}

/** @param {Store} store @param {number} row one whose error is stated */
function discOf(store, row) {
  return { lat: latOf(store.y[row]), lon: lonOf(store.x[row]), metres: /** @type {number} */ (store.uncertainties[store.uncertainty[row]]) };
}

/**
 * How many pixels of the page so many metres take at a latitude.
 * @param {number} metres
 * @param {number} lat
 * @param {View} view
 */
function pixels(metres, lat, view) {
  return (metres / (EARTH_M * Math.cos((lat * Math.PI) / 180))) * view.world;
}

/**
 * @param {Pen} canvas
 * @param {View} view
 * @param {number} shift
 * @param {{lat: number, lon: number, metres: number}} disc
 * @param {string} ink
 * @param {boolean} isSelected
 */
function paintDisc(canvas, view, shift, { lat, lon, metres }, ink, isSelected) {
  canvas.beginPath();
  if (metres <= OVAL_M && Math.abs(lat) < OVAL_LAT) traceOval(canvas, view, shift, lat, lon, metres);
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

/**
 * @param {Pen} canvas
 * @param {View} view
 * @param {number} shift
 * @param {number} lat
 * @param {number} lon
 * @param {number} metres
 */
function traceOval(canvas, view, shift, lat, lon, metres) {
  const angle = metres / RADIUS_M;
  const degrees = (angle * 180) / Math.PI;
  const [x, north] = onCanvas(view, shift, lat + degrees, lon);
  const [, south] = onCanvas(view, shift, lat - degrees, lon);
  const across = (Math.asin(Math.sin(angle) / Math.cos((lat * Math.PI) / 180)) / (2 * Math.PI)) * view.world;
  canvas.ellipse(x, (north + south) / 2, across, (south - north) / 2, 0, 0, 2 * Math.PI);
}

/** @param {Pen} canvas @param {View} view @param {number} shift @param {Place[]} ring */
function traceRing(canvas, view, shift, ring) {
  for (const [lat, lon] of ring) canvas.lineTo(...onCanvas(view, shift, lat, lon));
  canvas.closePath();
}

/** @param {View} view @param {number} shift @param {number} lat @param {number} lon @returns {[number, number]} */
function onCanvas({ origin, world }, shift, lat, lon) {
  return [origin[0] + (mercatorX(lon) + shift) * world, origin[1] + mercatorY(lat) * world];
}
