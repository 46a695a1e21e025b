// Tracing arcs on a canvas: what is out of view is passed over, what falls into one pixel is drawn once.

import { arcOf, PIECE } from "./arcs.js";

/** @import { Arcs, Ground } from "./arcs.js" */
/** @import { Pen } from "../canvas.js" */
/** @import { View } from "../view.js" */
/** @typedef {(x: number, y: number) => void} Step */

const SAME = 0.7; // pixels between which nothing can be told apart

/** Whether a box, moved by whole worlds, is in view. @param {Float64Array} boxes @param {number} i @param {View} view @param {number} shift */
export function isInView(boxes, i, { bounds: { min, max }, origin, world }, shift) {
  const at = 4 * i;
  return (
    origin[0] + (boxes[at + 2] + shift) * world >= min.x && origin[0] + (boxes[at] + shift) * world <= max.x &&
    origin[1] + boxes[at + 3] * world >= min.y && origin[1] + boxes[at + 1] * world <= max.y
  );
}

/**
 * Add a ring of the land to the current path. Pieces out of view become one straight step: their box keeps it out of view
 * too. Rings end where they begin, and a filled path is closed anyway; `closePath` would measure all of the path so far in
 * Chromium, which for a thousand rings took longer than everything else together.
 * @param {Pen} pen
 * @param {Ground} ground
 * @param {number} ring
 * @param {View} view
 * @param {number} shift
 */
export function traceRing(pen, ground, ring, view, shift) {
  let begun = false;
  /** @param {number} x @param {number} y */
  const step = (x, y) => {
    if (begun) pen.lineTo(x, y);
    else pen.moveTo(x, y);
    begun = true;
  };
  const { edges, firstEdges } = ground;
  for (let i = firstEdges[ring]; i < firstEdges[ring + 1]; i++) walk(ground, edges[i], view, shift, step, step);
}

/**
 * Add an arc's visible pieces to the current path as open lines.
 * @param {Pen} pen
 * @param {Arcs} arcs
 * @param {number} arc
 * @param {View} view
 * @param {number} shift
 */
export function traceLine(pen, arcs, arc, view, shift) {
  walk(arcs, arc, view, shift, (x, y) => pen.lineTo(x, y), (x, y) => pen.moveTo(x, y));
}

/**
 * Walk along an arc: `draw` for what is in view, `skip` to the start of it and past pieces that are not.
 * @param {Arcs} arcs
 * @param {number} edge
 * @param {View} view
 * @param {number} shift
 * @param {Step} draw
 * @param {Step} skip
 */
function walk({ xy, firsts, firstPieces, boxes, pieceBoxes }, edge, view, shift, draw, skip) {
  const { world, origin } = view;
  const arc = arcOf(edge);
  const isBackwards = edge < 0;
  const [first, last] = [firsts[arc], firsts[arc + 1] - 1];
  /** @param {number} i */
  const x = (i) => origin[0] + (xy[2 * i] + shift) * world;
  /** @param {number} i */
  const y = (i) => origin[1] + xy[2 * i + 1] * world;
  const [start, end] = isBackwards ? [last, first] : [first, last];
  skip(x(start), y(start));
  if (!isInView(boxes, arc, view, shift)) return skip(x(end), y(end));
  const [firstPiece, lastPiece] = [firstPieces[arc], firstPieces[arc + 1] - 1];
  for (let nth = 0; nth <= lastPiece - firstPiece; nth++) {
    const piece = isBackwards ? lastPiece - nth : firstPiece + nth;
    const low = first + (piece - firstPiece) * PIECE;
    const high = Math.min(low + PIECE, last);
    const [from, to] = isBackwards ? [high, low] : [low, high];
    if (isInView(pieceBoxes, piece, view, shift)) drawPiece(from, to, x, y, draw);
    else skip(x(to), y(to));
  }
}

/**
 * Draw a piece's vertices but the first, leaving out those that fall into the pixel of the one before.
 * @param {number} from
 * @param {number} to
 * @param {(i: number) => number} x
 * @param {(i: number) => number} y
 * @param {Step} draw
 */
function drawPiece(from, to, x, y, draw) {
  const by = from < to ? 1 : -1;
  let [lastX, lastY] = [x(from), y(from)];
  for (let i = from; i !== to;) {
    i += by;
    const [px, py] = [x(i), y(i)];
    if (i !== to && Math.abs(px - lastX) < SAME && Math.abs(py - lastY) < SAME) continue;
    draw(px, py);
    lastX = px;
    lastY = py;
  }
}
