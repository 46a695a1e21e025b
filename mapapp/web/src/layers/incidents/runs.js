// Shown incidents, counted in runs of rows that lie near each other: where a run lies in one cell, it is added at once.
// A run is counted when it is first asked for, and again when the filter changes.

import { BLOCK } from "../../incidents/places.js";

/** @import { Columns } from "../../incidents/columns.js" */

const RUN = 64; // rows

/**
 * @typedef {object} Runs
 * @property {(block: number) => void} count count the runs of a block of rows, unless they are
 * @property {number} perBlock
 * @property {number} length rows of a run
 * @property {Uint8Array} counts by run and standing
 * @property {Float64Array} sumX @property {Float64Array} sumY
 * @property {Int32Array} last the last shown row, −1 where none is
 * @property {Int32Array} boxes west, north, east, south of the shown rows
 */

/** @param {Columns} columns @param {Uint8Array} mask @returns {Runs} */
export function createRuns(columns, mask) {
  const perBlock = BLOCK / RUN;
  const blocks = Math.ceil(columns.located / BLOCK);
  const n = blocks * perBlock;
  const isCounted = new Uint8Array(blocks);
  const runs = {
    perBlock, length: RUN,
    counts: new Uint8Array(n * columns.standings.length),
    sumX: new Float64Array(n), sumY: new Float64Array(n),
    last: new Int32Array(n).fill(-1),
    boxes: new Int32Array(4 * n),
    /** @param {number} block */
    count(block) {
      if (isCounted[block]) return;
      isCounted[block] = 1;
      for (let run = block * perBlock; run < (block + 1) * perBlock; run++) countRun(columns, mask, runs, run);
    },
  };
  return runs;
}

/** @param {Columns} columns @param {Uint8Array} mask @param {Omit<Runs, "count">} runs @param {number} run */
function countRun({ x, y, standing, standings, located }, mask, { counts, sumX, sumY, last, boxes }, run) {
  const end = Math.min((run + 1) * RUN, located);
  const at = run * standings.length;
  let [west, north, east, south] = [2 ** 31, 2 ** 31, -1, -1];
  let [allX, allY] = [0, 0];
  for (let row = run * RUN; row < end; row++) {
    if (mask[row] === 0) continue;
    const px = x[row];
    const py = y[row];
    allX += px;
    allY += py;
    if (px < west) west = px;
    if (px > east) east = px;
    if (py < north) north = py;
    if (py > south) south = py;
    counts[at + standing[row]]++;
    last[run] = row;
  }
  if (last[run] < 0) return;
  sumX[run] = allX;
  sumY[run] = allY;
  boxes.set([west, north, east, south], 4 * run);
}
