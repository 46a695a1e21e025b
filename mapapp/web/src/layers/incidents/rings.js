// Rings around counts, written straight into a picture's pixels: their parts are the standings. A thousand of them drawn
// as arcs would take several frames.

import { mixed, writeOver } from "./picture.js";

/** @import { Picture } from "./picture.js" */

export const WIDTH = 3.5; // pixels of a ring
export const RIM = 2; // pixels from the middle of a ring to the edge of the disc that it lies on

/**
 * @typedef {object} Stamp the pixels of a disc with a ring, as steps from the corner of four pixels in their middle
 * @property {number} reach pixels from that corner to the edge
 * @property {Int32Array} inner lines within the ring: x of the first pixel, x after the last, y
 * @property {Int32Array} outer x and y of the other pixels, three times clockwise from the top
 * @property {Float64Array} turns where each of those lies, as a share of a turn
 * @property {Uint16Array} rings how much of it the ring covers, of 256
 * @property {Uint16Array} discs how much of it the disc covers
 * @property {number} soft how near to the end of a part a pixel lies in both, as a share of a turn
 *
 * @typedef {object} Parts of a ring
 * @property {number[]} ends where each ends, as a share of a turn from the top, clockwise; the last at 1
 * @property {number[]} inks their colours
 */

/** @param {number} radius of the ring, in pixels of the page @param {number} ratio of the picture's pixels to those @returns {Stamp} */
export function stampOf(radius, ratio) {
  const reach = Math.ceil((radius + RIM) * ratio) + 1;
  /** @type {number[]} */
  const inner = [];
  /** @type {{x: number, y: number, turn: number, ring: number, disc: number}[]} */
  const outer = [];
  for (let y = -reach; y < reach; y++) {
    const within = [];
    for (let x = -reach; x < reach; x++) {
      const distance = Math.hypot(x + 0.5, y + 0.5);
      const disc = covered((radius + RIM) * ratio - distance);
      const ring = covered((WIDTH / 2) * ratio - Math.abs(distance - radius * ratio));
      if (ring === 0 && distance < radius * ratio) within.push(x);
      else if (disc > 0) outer.push({ x, y, turn: (Math.atan2(x + 0.5, -y - 0.5) / (2 * Math.PI) + 1) % 1, ring, disc });
    }
    if (within.length) inner.push(within[0], within[within.length - 1] + 1, y);
  }
  // Those that are all ring first, then those that are all disc: a processor guesses right what comes next.
  /** @param {typeof outer[number]} pixel */
  const rank = ({ ring, disc }) => (ring === 256 ? 0 : disc === 256 ? 1 : 2);
  outer.sort((a, b) => rank(a) - rank(b) || a.turn - b.turn);
  return {
    reach,
    inner: Int32Array.from(inner),
    outer: Int32Array.from(outer.flatMap(({ x, y }) => [x, y])),
    turns: Float64Array.from(outer, ({ turn }) => turn),
    rings: Uint16Array.from(outer, ({ ring }) => ring),
    discs: Uint16Array.from(outer, ({ disc }) => disc),
    soft: 0.5 / (2 * Math.PI * radius * ratio),
  };
}

/** How much of a pixel is covered whose middle lies so far within an edge, of 256. @param {number} within */
function covered(within) {
  return Math.round(256 * Math.max(0, Math.min(1, within + 0.5)));
}

/**
 * Write a ring into a picture.
 * @param {Picture} picture
 * @param {number} x the corner of four pixels around which it lies
 * @param {number} y
 * @param {Stamp} stamp
 * @param {Parts} parts
 * @param {number} paper the colour of the disc
 */
export function writeRing({ pixels, width, height }, x, y, stamp, parts, paper) {
  const { reach } = stamp;
  if (x >= reach && y >= reach && x + reach <= width && y + reach <= height) {
    writeWhole(pixels, width, y * width + x, stamp, parts, paper);
    return;
  }
  if (x + reach <= 0 || y + reach <= 0 || x - reach >= width || y - reach >= height) return;
  const side = 2 * reach; // one that is cut is written whole beside the picture
  const square = new Int32Array(side * side);
  writeWhole(square, side, reach * side + reach, stamp, parts, paper);
  square.forEach((colour, at) => {
    const [px, py] = [x - reach + (at % side), y - reach + Math.floor(at / side)];
    if (colour !== 0 && px >= 0 && px < width && py >= 0 && py < height) writeOver(pixels, py * width + px, colour);
  });
}

/**
 * @param {Int32Array} pixels
 * @param {number} width
 * @param {number} at the pixel right and below of the corner
 * @param {Stamp} stamp
 * @param {Parts} parts
 * @param {number} paper
 */
function writeWhole(pixels, width, at, { inner, outer, turns, rings, discs, soft }, { ends, inks }, paper) {
  for (let i = 0; i < inner.length; i += 3) {
    const line = at + inner[i + 2] * width;
    for (let pixel = line + inner[i], end = line + inner[i + 1]; pixel < end; pixel++) pixels[pixel] = paper;
  }
  const last = inks.length - 1;
  const blur = last ? soft : 0;
  let part = 0;
  let [begin, end] = [0, ends[0]];
  for (let i = 0; i < turns.length; i++) {
    const turn = turns[i];
    if (turn < begin) [part, begin, end] = [0, 0, ends[0]];
    for (; turn >= end && part < last; end = ends[part]) begin = ends[part++];
    let colour = inks[part];
    if (turn < begin + blur) colour = mixed(colour, inks[part ? part - 1 : last], 128 - Math.floor(((turn - begin) / soft) * 128));
    else if (turn > end - blur) colour = mixed(colour, inks[part < last ? part + 1 : 0], 128 - Math.floor(((end - turn) / soft) * 128));
    if (rings[i] < 256) colour = mixed(paper, colour, rings[i]);
    const pixel = at + outer[2 * i + 1] * width + outer[2 * i];
    if (discs[i] === 256) pixels[pixel] = colour;
    else writeOver(pixels, pixel, (colour & 0xffffff) | (discs[i] << 24));
  }
}
