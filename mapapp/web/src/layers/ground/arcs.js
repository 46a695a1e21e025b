// Borders and coasts as arcs, which the areas on both sides share. Workers decode them, too; pure.
// An arc is cut into pieces with a box each, so that what is out of view costs one step.

import { unpack } from "../../incidents/container.js";
import { decodeDictionary, joinPlanes } from "../../incidents/decode.js";
import { mercatorX, mercatorY } from "../../mercator.js";

/** @import { Column, Columns } from "../../incidents/container.js" */

export const PIECE = 48; // steps from vertex to vertex
const BORDER = "border:"; // column of borders under a viewpoint

/**
 * @typedef {object} Arcs
 * @property {Float64Array} xy of all vertices, x and y in turn, as shares of the world's width
 * @property {Uint32Array} firsts the first vertex of each arc; at the end, how many there are
 * @property {Uint32Array} firstPieces the first piece of each arc; at the end, how many there are
 * @property {Float64Array} boxes of arcs: west, north, east, south of each
 * @property {Float64Array} pieceBoxes the same of pieces
 *
 * @typedef {object} Outline of the land
 * @property {Int32Array} edges of all rings, ~i where an arc is walked backwards
 * @property {Uint32Array} firstEdges the first edge of each ring; at the end, how many there are
 * @property {Float64Array} ringBoxes
 *
 * @typedef {Arcs & Outline & Words} Ground
 *
 * @typedef {object} Words what is said of arcs
 * @property {number[]} coast
 * @property {number[]} seam along which the world is cut, though the land goes on
 * @property {Record<string, {agreed: number[], disputed: number[]}>} viewpoints land borders
 */

/**
 * Decode a set of arcs.
 * @param {Uint8Array} bytes
 * @returns {Ground}
 */
export function decodeGround(bytes) {
  const { header, columns } = unpack(bytes);
  /** @param {string} name */
  const numbers = (name) => joinPlanes(columns.get(name), new Uint32Array(columns.get(name).count));
  const lengths = numbers("vertices");
  const firsts = firstsOf(lengths);
  const firstPieces = firstsOf(lengths.map((length) => Math.ceil(Math.max(1, length - 1) / PIECE)));
  const xy = placesOf(numbers("x"), numbers("y"), /** @type {import("../../incidents/container.js").Header & Grid} */ (header));
  const { boxes, pieceBoxes } = boxesOf(xy, firsts, firstPieces);
  const edges = Int32Array.from(numbers("edges"), signed);
  const firstEdges = firstsOf(numbers("ring_edges"));
  const ringBoxes = newBoxes(firstEdges.length - 1);
  for (let ring = 0; ring + 1 < firstEdges.length; ring++) {
    for (let i = firstEdges[ring]; i < firstEdges[ring + 1]; i++) extendBox(ringBoxes, ring, boxes, arcOf(edges[i]));
  }
  const { coast = [], seam = [] } = arcsByWord(columns.get("shore"));
  return { xy, firsts, firstPieces, boxes, pieceBoxes, edges, firstEdges, ringBoxes, coast, seam, viewpoints: viewpointsOf(columns) };
}

/** The arc of an edge, in whichever direction it is walked. @param {number} edge */
export function arcOf(edge) {
  return edge < 0 ? ~edge : edge;
}

/** Numbers as they were before they were put in the order 0, −1, 1, −2, 2, … @param {number} number */
function signed(number) {
  return (number >>> 1) ^ -(number & 1);
}

/** @typedef {{scale: [number, number], translate: [number, number]}} Grid degrees of a step, and of the grid's (0, 0) */

/** Steps from vertex to vertex as places on the plane. @param {Uint32Array} x @param {Uint32Array} y @param {Grid} grid */
function placesOf(x, y, { scale, translate }) {
  const xy = new Float64Array(2 * x.length);
  for (let i = 0, column = 0, line = 0; i < x.length; i++) {
    column += signed(x[i]);
    line += signed(y[i]);
    xy[2 * i] = mercatorX(column * scale[0] + translate[0]);
    xy[2 * i + 1] = mercatorY(line * scale[1] + translate[1]);
  }
  return xy;
}

/** The arcs that each word of a column says something of. @param {Column} column */
function arcsByWord(column) {
  /** @type {Record<string, number[]>} */
  const found = {};
  const { codes, values } = decodeDictionary(column);
  for (const word of values) if (word !== null) found[word] = [];
  codes.forEach((code, arc) => found[values[code]]?.push(arc));
  return found;
}

/** @param {Columns} columns */
function viewpointsOf(columns) {
  /** @type {Ground["viewpoints"]} */
  const found = {};
  for (const [name, column] of columns) {
    if (!name.startsWith(BORDER)) continue;
    const { agreed = [], disputed = [] } = arcsByWord(column);
    found[name.slice(BORDER.length)] = { agreed, disputed };
  }
  return found;
}

/** @param {Float64Array} xy @param {Uint32Array} firsts @param {Uint32Array} firstPieces */
function boxesOf(xy, firsts, firstPieces) {
  const boxes = newBoxes(firsts.length - 1);
  const pieceBoxes = newBoxes(firstPieces.at(-1) ?? 0);
  for (let arc = 0; arc + 1 < firsts.length; arc++) {
    const last = firsts[arc + 1] - 1;
    for (let piece = firstPieces[arc], first = firsts[arc]; piece < firstPieces[arc + 1]; piece++, first += PIECE) {
      const end = Math.min(first + PIECE, last);
      pieceBoxes.set(boxAround(xy, first, end), 4 * piece);
      extendBox(boxes, arc, pieceBoxes, piece);
    }
  }
  return { boxes, pieceBoxes };
}

/** @param {Float64Array} xy @param {number} first @param {number} last @returns {[west: number, north: number, east: number, south: number]} */
function boxAround(xy, first, last) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 2 * first; i <= 2 * last; i += 2) {
    const [x, y] = [xy[i], xy[i + 1]];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  return [west, north, east, south];
}

/** Where lists that follow each other begin, and where the last one ends. @param {Uint32Array} lengths */
function firstsOf(lengths) {
  const firsts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => { firsts[i + 1] = firsts[i] + length; });
  return firsts;
}

/** Boxes that hold nothing yet. @param {number} count */
function newBoxes(count) {
  const boxes = new Float64Array(4 * count);
  for (let i = 0; i < boxes.length; i += 4) boxes[i] = boxes[i + 1] = Infinity;
  for (let i = 2; i < boxes.length; i += 4) boxes[i] = boxes[i + 1] = -Infinity;
  return boxes;
}

/** @param {Float64Array} boxes @param {number} i @param {Float64Array} others @param {number} other */
function extendBox(boxes, i, others, other) {
  const [to, from] = [4 * i, 4 * other];
  if (others[from] < boxes[to]) boxes[to] = others[from];
  if (others[from + 1] < boxes[to + 1]) boxes[to + 1] = others[from + 1];
  if (others[from + 2] > boxes[to + 2]) boxes[to + 2] = others[from + 2];
  if (others[from + 3] > boxes[to + 3]) boxes[to + 3] = others[from + 3];
}
