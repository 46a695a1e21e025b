// What crowds, grouped: incidents whose symbols would cover each other become one group with a count.

import { BLOCK } from "../../incidents/places.js";
import { countCells } from "./cells.js";
import { createRuns } from "./runs.js";

/** @import { Columns } from "../../incidents/columns.js" */
/** @import { Runs } from "./runs.js" */
/** @import { WorldBox } from "../../types/page.d.ts" */

export const FEW = 400; // incidents in view up to which each is looked at on its own
const APART = 22; // pixels: symbols nearer than this are drawn as one
const CELL = 48; // pixels: where many are in view, they are counted in cells of this size
const MERGED = 40; // pixels: counts nearer than this become one

/**
 * @typedef {object} Group
 * @property {number} x @property {number} y mean place, in units of the world
 * @property {number} count
 * @property {number} row one incident of it
 * @property {number[]|null} rows all of them, where they are few
 * @property {Uint32Array} standings how many of each standing
 * @property {WorldBox} box where they lie
 *
 * @typedef {object} Painted a group as it lies on the map, in layer points
 * @property {number} px @property {number} py where it stands
 * @property {Group} group
 * @property {boolean} isPin its head is above its place
 * @property {{x: number, y: number}[]} feet the places of its incidents, of a pin
 *
 * @typedef {Group & {firstX: number, firstY: number, rows: number[]}} Stack
 */

/**
 * Group the shown incidents of a part of the world.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @param {number[]} blocks those that touch the part
 * @param {{x0: number, y0: number, x1: number, y1: number}} box the part, in units of the world
 * @param {number} unit pixels to a unit of the world
 * @param {Runs} [runs] counted under this mask before
 * @returns {Group[]}
 */
export function groupIncidents(columns, mask, blocks, box, unit, runs = createRuns(columns, mask)) {
  const few = fewRows(columns, mask, blocks, box);
  return few ? stacks(columns, few, APART / unit) : merged(countCells(columns, mask, blocks, box, CELL / unit, runs), MERGED / unit);
}

/**
 * The rows in the box, or null where they are more than a few.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @param {number[]} blocks
 * @param {WorldBox} box
 */
function fewRows({ x, y, located }, mask, blocks, { x0, y0, x1, y1 }) {
  /** @type {number[]} */
  const rows = [];
  for (const block of blocks) {
    const end = Math.min((block + 1) * BLOCK, located);
    for (let row = block * BLOCK; row < end; row++) {
      if (mask[row] === 0 || x[row] < x0 || x[row] > x1 || y[row] < y0 || y[row] > y1) continue;
      if (rows.length === FEW) return null;
      rows.push(row);
    }
  }
  return rows;
}

/**
 * Put rows whose symbols would cover each other into one group, in the order of the data.
 * @param {Columns} columns
 * @param {number[]} rows
 * @param {number} apart
 * @returns {Group[]}
 */
function stacks({ x, y, standing, standings }, rows, apart) {
  /** @type {Stack[]} */
  const found = [];
  for (const row of rows) {
    const near = found.find((group) => Math.hypot(group.firstX - x[row], group.firstY - y[row]) < apart);
    const group = near ?? { firstX: x[row], firstY: y[row], ...emptyGroup(row, standings.length), rows: [] };
    if (!near) found.push(group);
    add(group, x[row], y[row], standing[row]);
    group.rows.push(row);
  }
  return found.map(finish);
}

/** @param {number} row @param {number} standings @returns {Group} */
function emptyGroup(row, standings) {
  return { x: 0, y: 0, count: 0, row, rows: null, standings: new Uint32Array(standings), box: { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity } };
}

/** @param {Group} group @param {number} x @param {number} y @param {number} standing */
function add(group, x, y, standing) {
  group.count++;
  group.x += x;
  group.y += y;
  group.standings[standing]++;
  widen(group.box, { x0: x, y0: y, x1: x, y1: y });
}

/** @param {WorldBox} box @param {WorldBox} other */
function widen(box, other) {
  box.x0 = Math.min(box.x0, other.x0);
  box.y0 = Math.min(box.y0, other.y0);
  box.x1 = Math.max(box.x1, other.x1);
  box.y1 = Math.max(box.y1, other.y1);
}

/** @param {Group} group @returns {Group} */
function finish(group) {
  return { ...group, x: group.x / group.count, y: group.y / group.count };
}

/**
 * Let great counts take in the small ones that they would touch, greatest first.
 * @param {{found: Map<number, Group>, wide: number}} cells
 * @param {number} apart
 */
function merged({ found, wide }, apart) {
  const order = [...found].sort(([a, one], [b, other]) => other.count - one.count || a - b);
  const gone = new Set();
  /** @type {Group[]} */
  const groups = [];
  for (const [cell, group] of order) {
    if (gone.has(cell)) continue;
    gone.add(cell);
    for (const next of [cell - 1, cell + 1, cell - wide - 1, cell - wide, cell - wide + 1, cell + wide - 1, cell + wide, cell + wide + 1]) {
      const other = gone.has(next) ? undefined : found.get(next);
      if (!other || Math.hypot(other.x - group.x, other.y - group.y) >= apart) continue;
      gone.add(next);
      takeIn(group, other);
    }
    groups.push(group);
  }
  return groups;
}

/** @param {Group} group @param {Group} other */
function takeIn(group, other) {
  const count = group.count + other.count;
  group.x = (group.x * group.count + other.x * other.count) / count;
  group.y = (group.y * group.count + other.y * other.count) / count;
  group.count = count;
  for (let i = 0; i < group.standings.length; i++) group.standings[i] += other.standings[i];
  widen(group.box, other.box);
}
