// Which incident or group lies under the pointer.

import { ringRadius } from "./sprites.js";

/** @import { Store } from "../../incidents/store.js" */
/** @import { Painted } from "./groups.js" */
/** @import { Box } from "../../types/page.d.ts" */

export const HEAD = 34; // pixels from a pin's foot, which is the place, up to the middle of its head
const HEAD_RADIUS = 15;
const FOOT_RADIUS = 7;
const EXACT = 2; // pixels around a place in which it is found whatever head covers it
const NEAR = 6; // pixels around a point

/**
 * The box of a painted symbol, in the pixels it was painted in: west, north, east, south.
 * @param {Painted} painted
 * @returns {Box}
 */
export function boxOf({ px, py, group, isPin }) {
  const radius = group.count > 1 ? ringRadius(group.count) + 2 : 13;
  const middle = isPin ? py - HEAD : py;
  return [px - radius, middle - radius, px + radius, middle + radius];
}

/**
 * The painted group under a point: one that has an incident at this very place, else the uppermost.
 * @param {Painted[]} painted in the order of painting
 * @param {{x: number, y: number}} at in the same pixels
 */
export function groupAt(painted, at) {
  const found = painted.findLast(({ feet }) => isNear(feet, at, EXACT)) ?? painted.findLast((one) => isUnder(one, at));
  return found?.group ?? null;
}

/** @param {Painted} painted @param {{x: number, y: number}} at */
function isUnder({ px, py, group, isPin, feet }, at) {
  const radius = group.count > 1 ? ringRadius(group.count) + 2 : HEAD_RADIUS;
  return Math.hypot(at.x - px, at.y - (isPin ? py - HEAD : py)) <= radius || isNear(feet, at, FOOT_RADIUS);
}

/** @param {{x: number, y: number}[]} feet @param {{x: number, y: number}} at @param {number} reach */
function isNear(feet, at, reach) {
  return feet.some(({ x, y }) => Math.hypot(at.x - x, at.y - y) <= reach);
}

/**
 * The shown incident nearest to a place, within a few pixels; −1 where none is.
 * @param {Pick<Store, "visit"|"mask"|"x"|"y">} store
 * @param {{x: number, y: number}} place in units of the world
 * @param {number} unit pixels to a unit of the world
 */
export function pointAt({ visit, mask, x, y }, place, unit) {
  const reach = NEAR / unit;
  let [best, least] = [-1, reach * reach];
  visit({ x0: place.x - reach, y0: place.y - reach, x1: place.x + reach, y1: place.y + reach }, (row) => {
    const distance = (x[row] - place.x) ** 2 + (y[row] - place.y) ** 2;
    if (mask[row] === 0 || distance > least) return;
    [best, least] = [row, distance];
  });
  return best;
}
