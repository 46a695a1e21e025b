// Crowded places as points: a dot per incident, written straight into the picture's pixels.

import { BLOCK } from "../../incidents/places.js";

/** @import { Columns } from "../../incidents/columns.js" */
/** @import { Picture } from "./picture.js" */

/**
 * Draw the shown incidents as dots in the colours of their standing.
 * @param {Columns} columns
 * @param {Uint8Array} mask
 * @param {number[]} blocks
 * @param {Picture} picture
 * @param {{unit: number, left: number, top: number}} frame pixels to a unit of the world, and where the picture begins
 * @param {{colours: Int32Array, radius: number}} look colours by code of standing, as the picture holds them
 */
export function paintPoints({ x, y, standing, located }, mask, blocks, { pixels, width, height }, { unit, left, top }, { colours, radius }) {
  const stamp = discOffsets(radius, width);
  const [right, bottom] = [width - radius, height - radius];
  for (const block of blocks) {
    const end = Math.min((block + 1) * BLOCK, located);
    for (let row = block * BLOCK; row < end; row++) {
      if (mask[row] === 0) continue;
      const px = (x[row] * unit - left) | 0;
      const py = (y[row] * unit - top) | 0;
      if (px < radius || py < radius || px >= right || py >= bottom) continue;
      const at = py * width + px;
      const colour = colours[standing[row]];
      for (let i = 0; i < stamp.length; i++) pixels[at + stamp[i]] = colour;
    }
  }
}

/** The pixels of a disc, as steps from its centre. @param {number} radius @param {number} width */
function discOffsets(radius, width) {
  /** @type {number[]} */
  const found = [];
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) if (dx * dx + dy * dy <= radius * radius + 0.6 * radius) found.push(dy * width + dx);
  }
  return Int32Array.from(found);
}

/** How large a dot may be, in pixels, so that a picture of this many stays readable. @param {number} count */
export function pointRadius(count) {
  return count > 300_000 ? 1 : count > 30_000 ? 2 : count > 4_000 ? 3 : 4;
}
