// Incidents counted in cells that are fixed to the world: what counts are made of where many are in view. Pure.

import { BLOCK } from "../../incidents/places.js";

/** @import { Columns } from "../../incidents/columns.js" */
/** @import { Group } from "./groups.js" */
/** @import { Runs } from "./runs.js" */
/** @import { WorldBox } from "../../types/page.d.ts" */

/**
 * @typedef {object} Cells
 * @property {Float64Array} sumX @property {Float64Array} sumY
 * @property {Uint32Array} counts by cell and standing
 * @property {Int32Array} first a row of each cell, −1 where it is empty
 * @property {number} kinds how many standings there are
 * @property {number} wide @property {number} west @property {number} north of all cells, in cells @property {number} perUnit cells to a unit of the world
 */

/**
 * Count incidents in cells that are fixed to the world, so that counts stay as the map is moved.
 * The cells are flat arrays, and most runs of rows lie in one cell: of a million incidents few are looked at.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @param {number[]} blocks
 * @param {WorldBox} box
 * @param {number} size
 * @param {Runs} runs
 */
export function countCells(columns, mask, blocks, box, size, runs) {
  const { x0, y0, x1, y1 } = box;
  const perUnit = 1 / size;
  const [west, north] = [Math.floor(x0 * perUnit), Math.floor(y0 * perUnit)];
  const wide = Math.floor(x1 * perUnit) - west + 1;
  const cells = wide * (Math.floor(y1 * perUnit) - north + 1);
  const kinds = columns.standings.length;
  /** @type {Cells} */
  const counted = { sumX: new Float64Array(cells), sumY: new Float64Array(cells), counts: new Uint32Array(cells * kinds), first: new Int32Array(cells).fill(-1), kinds, wide, west, north, perUnit };
  for (const block of blocks) {
    if (isWide(columns.boxes, 4 * block, size)) { // and so its runs do not lie in one cell
      countRows(columns, mask, block * BLOCK, (block + 1) * BLOCK, box, counted);
      continue;
    }
    runs.count(block);
    for (let run = block * runs.perBlock; run < (block + 1) * runs.perBlock; run++) {
      if (runs.last[run] < 0) continue;
      const cell = cellOfRun(runs.boxes, 4 * run, box, counted);
      if (cell < 0) countRows(columns, mask, run * runs.length, (run + 1) * runs.length, box, counted);
      else addRun(runs, run, cell, counted);
    }
  }
  return cellGroups(counted);
}

/** @param {Int32Array} boxes @param {number} i @param {number} size */
function isWide(boxes, i, size) {
  return boxes[i + 2] - boxes[i] > size && boxes[i + 3] - boxes[i + 1] > size;
}

/**
 * The cell in which a run lies whole; −1 where it lies in several, or reaches beyond the part.
 * @param {Int32Array} boxes
 * @param {number} i
 * @param {WorldBox} box
 * @param {Cells} cells
 */
function cellOfRun(boxes, i, { x0, y0, x1, y1 }, { perUnit, wide, west, north }) {
  if (boxes[i] < x0 || boxes[i + 1] < y0 || boxes[i + 2] > x1 || boxes[i + 3] > y1) return -1;
  const [column, line] = [Math.floor(boxes[i] * perUnit), Math.floor(boxes[i + 1] * perUnit)];
  if (Math.floor(boxes[i + 2] * perUnit) !== column || Math.floor(boxes[i + 3] * perUnit) !== line) return -1;
  return (line - north) * wide + column - west;
}

/** @param {Runs} runs @param {number} run @param {number} cell @param {Cells} cells */
function addRun({ counts: ofRuns, sumX: x, sumY: y, last }, run, cell, { sumX, sumY, counts, first, kinds }) {
  sumX[cell] += x[run];
  sumY[cell] += y[run];
  for (let code = 0; code < kinds; code++) counts[cell * kinds + code] += ofRuns[run * kinds + code];
  first[cell] = last[run];
}

/** @param {Columns} columns @param {Uint8Array} mask @param {number} from @param {number} to @param {WorldBox} box @param {Cells} cells */
function countRows({ x, y, standing, located }, mask, from, to, { x0, y0, x1, y1 }, { sumX, sumY, counts, first, kinds, wide, west, north, perUnit }) {
  const end = Math.min(to, located);
  for (let row = from; row < end; row++) {
    if (mask[row] === 0) continue;
    const px = x[row];
    const py = y[row];
    if (px < x0 || px > x1 || py < y0 || py > y1) continue;
    const cell = (Math.floor(py * perUnit) - north) * wide + Math.floor(px * perUnit) - west;
    sumX[cell] += px;
    sumY[cell] += py;
    counts[cell * kinds + standing[row]]++;
    first[cell] = row;
  }
}

/** @param {Cells} cells @returns {{found: Map<number, Group>, wide: number}} */
function cellGroups({ sumX, sumY, counts, first, kinds, wide, west, north, perUnit }) {
  const size = 1 / perUnit;
  /** @type {Map<number, Group>} */
  const found = new Map();
  for (let cell = 0; cell < first.length; cell++) {
    if (first[cell] < 0) continue;
    const standings = counts.slice(cell * kinds, (cell + 1) * kinds);
    const count = standings.reduce((sum, n) => sum + n, 0);
    const [column, line] = [cell % wide, Math.floor(cell / wide)];
    const box = { x0: (west + column) * size, y0: (north + line) * size, x1: (west + column + 1) * size, y1: (north + line + 1) * size };
    found.set(cell, { x: sumX[cell] / count, y: sumY[cell] / count, count, row: first[cell], rows: null, standings, box });
  }
  return { found, wide };
}
