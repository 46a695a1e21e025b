// Where incidents are: from the grid of the file to the plane of Web Mercator, and boxes to look them up by.

import { decodeMorton } from "./decode.js";

/** @import { Column } from "./container.js" */

export const WORLD = 2 ** 30; // units across the whole world: a thirtieth of a pixel at the nearest zoom
export const BLOCK = 256; // rows, which lie near each other, under one box
const GRID = 1e5; // steps of the file to a degree
const LIMIT = 85.0511287798; // degrees of latitude that Web Mercator shows

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
  decodeMorton(column, (row, lon, lat) => {
    x[row] = (lon / GRID / 360) * WORLD;
    latitudes[row] = lat - 90 * GRID;
    y[row] = worldY(latitudes[row] / GRID);
  });
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
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

/** @param {number} lon degrees */
export function worldX(lon) {
  return (lon / 360 + 0.5) * WORLD;
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
