// Who looks through the blocks of texts: all workers.

import { workers } from "../workers/workers.js";

/** @import { Found, Known, Task } from "./scan.js" */

/** @typedef {{width: number, scan: (task: Task) => Promise<Found>}} Scanner */

/**
 * @param {Known} known
 * @returns {Promise<Scanner>} `width` tasks can be given at once: two for each worker, so that none waits for its next
 */
export async function createScanner(known) {
  const count = await workers.tellAll("know", known);
  return { width: 2 * count, scan: (task) => workers.ask("scan", task) };
}
