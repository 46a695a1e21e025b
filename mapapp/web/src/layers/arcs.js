// Borders and coasts as arcs: quantised, delta-coded, shared by the areas on both sides.
// An arc is cut into pieces with a box each, so that what is out of view costs one step.

import { mercatorX, mercatorY } from "./canvas.js";

/** @import { Pen, View } from "./canvas.js" */
/** @import { CodedArcs } from "../types/page.d.ts" */

const PIECE = 48; // vertices
const LINE = 2 ** 26; // more points than a line of the grid has

/**
 * @typedef {object} ArcBox
 * @property {number} west @property {number} east @property {number} north @property {number} south as shares of the world's width
 * @typedef {ArcBox & {first: number, last: number}} Piece
 * @typedef {ArcBox & {xy: Float64Array, pieces: Piece[], from: number, to: number}} Arc from, to: its ends, each as one number
 *
 * @typedef {(x: number, y: number) => void} Step
 */

/**
 * Decode arcs, one at a time.
 * @param {CodedArcs} coded
 * @returns {Generator<number, Arc[]>} yields the share that is done
 */
export function* decodingArcs({ scale, translate, arcs }) {
  /** @type {Arc[]} */
  const decoded = [];
  for (const steps of arcs) {
    decoded.push(decodeArc(steps, scale, translate));
    yield decoded.length / arcs.length;
  }
  return decoded;
}

/** @param {number[]} steps @param {[number, number]} scale @param {[number, number]} translate @returns {Arc} */
function decodeArc(steps, scale, translate) {
  const xy = new Float64Array(steps.length);
  let x = 0;
  let y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    xy[i] = mercatorX(x * scale[0] + translate[0]);
    xy[i + 1] = mercatorY(y * scale[1] + translate[1]);
  }
  const pieces = cut(xy);
  return { xy, pieces, from: (steps[0] ?? 0) * LINE + (steps[1] ?? 0), to: x * LINE + y, ...joinBoxes(pieces) };
}

/** @param {Float64Array} xy */
function cut(xy) {
  const last = xy.length / 2 - 1;
  const pieces = [];
  for (let first = 0; first < last || first === 0; first += PIECE) pieces.push({ first, last: Math.min(first + PIECE, last), ...boxOf(xy, first, Math.min(first + PIECE, last)) });
  return pieces;
}

/** @param {Float64Array} xy @param {number} first @param {number} last */
function boxOf(xy, first, last) {
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (let i = first; i <= last; i++) {
    const [x, y] = [xy[2 * i], xy[2 * i + 1]];
    if (x < box.west) box.west = x;
    if (x > box.east) box.east = x;
    if (y < box.north) box.north = y;
    if (y > box.south) box.south = y;
  }
  return box;
}

/** @param {ArcBox[]} boxes @returns {ArcBox} */
export function joinBoxes(boxes) {
  const joined = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (const { west, east, north, south } of boxes) {
    if (west < joined.west) joined.west = west;
    if (east > joined.east) joined.east = east;
    if (north < joined.north) joined.north = north;
    if (south > joined.south) joined.south = south;
  }
  return joined;
}

/** Tell whether a box, moved by whole worlds, is in view. @param {ArcBox} box @param {View} view @param {number} shift */
export function inView(box, view, shift) {
  const { min, max } = view.bounds;
  return (
    view.origin[0] + (box.east + shift) * view.world >= min.x && view.origin[0] + (box.west + shift) * view.world <= max.x &&
    view.origin[1] + box.south * view.world >= min.y && view.origin[1] + box.north * view.world <= max.y
  );
}

/** The whole worlds by which the map must be shifted to fill the view. @param {View} view */
export function shifts(view) {
  const { min, max } = view.around;
  const first = Math.floor((min.x - view.origin[0]) / view.world);
  const last = Math.floor((max.x - view.origin[0]) / view.world);
  return Array.from({ length: Math.min(last - first + 1, 5) }, (_, i) => first + i);
}

/**
 * Add a ring to the current path. Pieces out of view become one straight step: their box keeps it out of view too.
 * Rings end where they begin, and a filled path is closed anyway; `closePath` would measure all of the path so far in
 * Chromium, which for a thousand rings took longer than everything else together.
 * @param {Pen} context
 * @param {Arc[]} arcs
 * @param {number[]} ring
 * @param {View} view
 * @param {number} shift
 */
export function traceRing(context, arcs, ring, view, shift) {
  let begun = false;
  /** @param {number} x @param {number} y */
  const step = (x, y) => {
    if (begun) context.lineTo(x, y);
    else context.moveTo(x, y);
    begun = true;
  };
  for (const index of ring) walk(arcs[index < 0 ? ~index : index], index < 0, view, shift, step, step);
}

/**
 * Add an arc's visible pieces to the current path as open lines.
 * @param {Pen} context
 * @param {Arc} arc
 * @param {View} view
 * @param {number} shift
 */
export function traceLine(context, arc, view, shift) {
  walk(arc, false, view, shift, (x, y) => context.lineTo(x, y), (x, y) => context.moveTo(x, y));
}

/**
 * Walk along an arc: `draw` for what is in view, `skip` to the start of it and past pieces that are not.
 * @param {Arc} arc
 * @param {boolean} backwards
 * @param {View} view
 * @param {number} shift
 * @param {Step} draw
 * @param {Step} skip
 */
function walk(arc, backwards, view, shift, draw, skip) {
  const { xy, pieces } = arc;
  const { world, origin } = view;
  /** @param {number} i */
  const x = (i) => origin[0] + (xy[2 * i] + shift) * world;
  /** @param {number} i */
  const y = (i) => origin[1] + xy[2 * i + 1] * world;
  const start = backwards ? xy.length / 2 - 1 : 0;
  skip(x(start), y(start));
  if (!inView(arc, view, shift)) {
    const end = backwards ? 0 : xy.length / 2 - 1;
    return skip(x(end), y(end));
  }
  for (let p = 0; p < pieces.length; p++) {
    const piece = pieces[backwards ? pieces.length - 1 - p : p];
    const end = backwards ? piece.first : piece.last;
    if (!inView(piece, view, shift)) {
      skip(x(end), y(end));
      continue;
    }
    drawPiece(piece, backwards, x, y, draw);
  }
}

/**
 * Draw a piece's vertices, leaving out those that fall into the pixel of the one before.
 * @param {Piece} piece
 * @param {boolean} backwards
 * @param {(i: number) => number} x
 * @param {(i: number) => number} y
 * @param {Step} draw
 */
function drawPiece({ first, last }, backwards, x, y, draw) {
  const [from, to, by] = backwards ? [last - 1, first, -1] : [first + 1, last, 1];
  let lastX = x(backwards ? last : first);
  let lastY = y(backwards ? last : first);
  for (let i = from; backwards ? i >= to : i <= to; i += by) {
    const px = x(i);
    const py = y(i);
    if (i !== to && Math.abs(px - lastX) < 0.7 && Math.abs(py - lastY) < 0.7) continue;
    draw(px, py);
    lastX = px;
    lastY = py;
  }
}
