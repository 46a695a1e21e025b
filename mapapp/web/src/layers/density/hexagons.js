// Incidents counted in hexagons that are fixed to the world, so that the picture stays as the map is moved. Pure.

import { BLOCK } from "../../incidents/places.js";

/** @import { Columns } from "../../incidents/columns.js" */

const SIXTH = Math.PI / 3;

/**
 * @typedef {object} Grid
 * @property {number} radius of a hexagon, in pixels
 * @property {number} first @property {number} top the first column and line
 * @property {number} wide columns
 * @property {Uint32Array} counts line after line; every other line is shifted by half a column
 */

/**
 * Count the shown incidents of a part of the world.
 * @param {Pick<Columns, "x"|"y"|"located">} columns
 * @param {Uint8Array|Uint32Array} weights how many incidents each row stands for, 0 where it is not shown
 * @param {number[]} blocks those that touch the part
 * @param {{x0: number, y0: number, x1: number, y1: number}} box the part, in units of the world
 * @param {number} unit pixels to a unit of the world
 * @param {number} radius of a hexagon, in pixels
 * @returns {Grid}
 */
export function countHexagons({ x, y, located }, weights, blocks, box, unit, radius) {
  const [across, down] = [2 * Math.sin(SIXTH) * radius, 1.5 * radius];
  const first = Math.floor((box.x0 * unit) / across) - 1;
  const top = Math.floor((box.y0 * unit) / down) - 1;
  const wide = Math.ceil((box.x1 * unit) / across) - first + 2;
  const lines = Math.ceil((box.y1 * unit) / down) - top + 2;
  const counts = new Uint32Array(wide * lines);
  const [perAcross, perDown] = [unit / across, unit / down];
  for (const block of blocks) {
    const end = Math.min((block + 1) * BLOCK, located);
    for (let row = block * BLOCK; row < end; row++) {
      if (weights[row] === 0 || x[row] < box.x0 || x[row] > box.x1 || y[row] < box.y0 || y[row] > box.y1) continue;
      counts[cellOf(x[row] * perAcross, y[row] * perDown, first, top, wide)] += weights[row];
    }
  }
  return { radius, first, top, wide, counts };
}

/**
 * The hexagon whose centre is nearest: that of the point's own line, or of the line next to it.
 * @param {number} u columns eastwards
 * @param {number} v lines southwards
 * @param {number} first
 * @param {number} top
 * @param {number} wide
 */
function cellOf(u, v, first, top, wide) {
  let line = Math.round(v);
  let column = Math.round(u - (line & 1) / 2);
  const off = v - line;
  if (Math.abs(off) * 3 > 1) {
    const acrossOff = u - (line & 1) / 2 - column;
    const otherColumn = column + (acrossOff < 0 ? -1 : 1) / 2;
    const otherLine = line + (off < 0 ? -1 : 1);
    const otherOff = u - (line & 1) / 2 - otherColumn;
    const downOff = v - otherLine;
    if (acrossOff ** 2 + 0.75 * off ** 2 > otherOff ** 2 + 0.75 * downOff ** 2) {
      column = otherColumn + (line & 1 ? 1 : -1) / 2;
      line = otherLine;
    }
  }
  return (line - top) * wide + column - first;
}

/**
 * The centre of a hexagon, in pixels from the world's corner.
 * @param {Grid} grid
 * @param {number} cell
 * @returns {[number, number]}
 */
export function centreOf({ radius, first, top, wide }, cell) {
  const line = top + Math.floor(cell / wide);
  const column = first + (cell % wide);
  return [(column + (line & 1) / 2) * 2 * Math.sin(SIXTH) * radius, line * 1.5 * radius];
}

/** The corners of a hexagon around 0. @param {number} radius @returns {[number, number][]} */
export function corners(radius) {
  return Array.from({ length: 6 }, (_, i) => [radius * Math.sin(i * SIXTH), -radius * Math.cos(i * SIXTH)]);
}

export const CLASSES = 5;

/**
 * The least value of each class: from the least to the greatest value in equal ratios, rounded so that people can read them.
 * @param {number} least @param {number} greatest
 * @returns {number[]} at most five, ascending, each once
 */
export function classBounds(least, greatest) {
  const bounds = Array.from({ length: CLASSES }, (_, i) => rounded(least * (greatest / least) ** (i / CLASSES)));
  return [...new Set(bounds)];
}

/** The nearest of 1, 2, 3, 5 times a power of ten. @param {number} value */
function rounded(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 3, 5, 10].map((step) => step * power);
  return steps.reduce((best, step) => (Math.abs(Math.log(step / value)) < Math.abs(Math.log(best / value)) ? step : best));
}

/** The class that a value belongs to. @param {number[]} bounds @param {number} value */
export function classOf(bounds, value) {
  let found = 0;
  while (found + 1 < bounds.length && value >= bounds[found + 1]) found++;
  return found;
}
