// Where incidents are: from the grid of the file to the plane of Web Mercator, and boxes to look them up by.

import { LIMIT, mercatorX, mercatorY } from "../mercator.js";
import { decodeMorton } from "./decode.js";

/** @import { Column } from "./container.js" */

export const WORLD = 2 ** 30; // units across the whole world: a thirtieth of a pixel at the nearest zoom
export const BLOCK = 256; // rows, which lie near each other, under one box
const GRID = 1e5; // steps of the file to a degree

/**
 * @typedef {object} Places
 * @property {Int32Array} x in units of the world, eastwards from 180° W
 * @property {Int32Array} y southwards
 * @property {Int32Array} latitudes in steps of the file, northwards from 0: the plane of the map ends before the poles
 * @property {Int32Array} boxes west, north, east, south of each block
 */

/**
 * @param {Column} column
 * @param {number} rows with those that have no place
 * @returns {Places}
 */
export function decodePlaces(column, rows) {
  const x = new Int32Array(rows);
  const y = new Int32Array(rows);
  const latitudes = new Int32Array(rows);
  decodeMorton(column, x, latitudes);
  for (let row = 0; row < column.count; row++) x[row] *= WORLD / (360 * GRID);
  const southwards = createSouthwards();
  for (let row = 0; row < column.count; row++) {
    y[row] = southwards(latitudes[row]);
    latitudes[row] -= 90 * GRID;
  }
  return { x, y, latitudes, boxes: boxesOf(x, y, column.count) };
}

/**
 * The longitude of a place as the dataset states it, to the fifth digit.
 * @param {Places} places @param {number} row
 */
export function statedLon({ x }, row) {
  return Math.round(lonOf(x[row]) * GRID) / GRID;
}

/** The latitude. @param {Places} places @param {number} row */
export function statedLat({ latitudes }, row) {
  return latitudes[row] / GRID;
}

/** @param {number} lat degrees */
export function worldY(lat) {
  return mercatorY(lat) * WORLD;
}

const STRETCH = 2 ** 10; // steps of the file, a hundredth of a degree
const STRETCHES = Math.ceil((180 * GRID + 1) / STRETCH);

/**
 * Where latitudes of the file lie, many of them: along each stretch by a parabola through three exact places, which is
 * right to a tenth of a unit of the world and takes a tenth of the time.
 * @returns {(lat: number) => number} from steps of the file, northwards from the south pole, to units of the world
 */
export function createSouthwards() {
  const curves = new Float64Array(3 * STRETCHES).fill(NaN);
  /** @param {number} i */
  const fit = (i) => {
    const degrees = (/** @type {number} */ share) => ((i + share) * STRETCH) / GRID - 90;
    if ([-LIMIT, LIMIT].some((limit) => degrees(0) < limit && degrees(1) > limit)) return false; // the plane ends in it
    const at = (/** @type {number} */ share) => worldY(degrees(share));
    const [begin, middle, end] = [at(0), at(0.5), at(1)];
    curves.set([begin, 4 * middle - 3 * begin - end, 2 * begin - 4 * middle + 2 * end], 3 * i);
    return true;
  };
  return (lat) => {
    const i = lat >= STRETCHES * STRETCH ? STRETCHES - 1 : Math.floor(lat / STRETCH);
    if (Number.isNaN(curves[3 * i]) && !fit(i)) return worldY(lat / GRID - 90);
    const share = lat / STRETCH - i;
    return curves[3 * i] + share * (curves[3 * i + 1] + share * curves[3 * i + 2]);
  };
}

/** @param {number} lon degrees */
export function worldX(lon) {
  return mercatorX(lon) * WORLD;
}

/** @param {number} x */
export function lonOf(x) {
  return (x / WORLD - 0.5) * 360;
}

/** @param {number} y */
export function latOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}

/** @param {Int32Array} x @param {Int32Array} y @param {number} located */
export function boxesOf(x, y, located) {
  const boxes = new Int32Array(4 * Math.ceil(located / BLOCK));
  for (let block = 0, first = 0; first < located; block++, first += BLOCK) {
    const end = Math.min(first + BLOCK, located);
    let [west, north, east, south] = [x[first], y[first], x[first], y[first]];
    for (let row = first + 1; row < end; row++) {
      if (x[row] < west) west = x[row];
      else if (x[row] > east) east = x[row];
      if (y[row] < north) north = y[row];
      else if (y[row] > south) south = y[row];
    }
    boxes.set([west, north, east, south], 4 * block);
  }
  return boxes;
}

/**
 * The blocks whose box touches a box.
 * @param {Int32Array} boxes
 * @param {{x0: number, y0: number, x1: number, y1: number}} box in units of the world
 * @returns {number[]}
 */
export function blocksIn(boxes, { x0, y0, x1, y1 }) {
  const found = [];
  for (let block = 0, i = 0; i < boxes.length; block++, i += 4) {
    if (boxes[i] <= x1 && boxes[i + 2] >= x0 && boxes[i + 1] <= y1 && boxes[i + 3] >= y0) found.push(block);
  }
  return found;
}
