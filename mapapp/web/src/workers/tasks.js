// What workers are asked to do: long work that needs nothing of the page.

import { unpacked } from "../bytes.js";
import { decodeGround } from "../layers/ground/arcs.js";
import { scan } from "../search/scan.js";

/** @import { Known, Task } from "../search/scan.js" */

/** @type {Known} */
let known = { names: new Map(), words: {} };

export const TASKS = {
  /** A set of borders and coasts. @param {string} block */
  ground: async (block) => decodeGround(await unpacked(block)),

  /** Keep what searching takes besides the blocks of texts. @param {Known} given */
  know: async (given) => { known = given; },

  /** Find the rows of a block of texts that have all words. @param {Task} task */
  scan: (task) => scan(task, known),
};

/** @typedef {typeof TASKS} Tasks */
