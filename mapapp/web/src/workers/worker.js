// A worker: does what it is asked, one thing after the other. The build puts it into the page's script as a text.

import { TASKS } from "./tasks.js";

/** @import { Asked } from "./workers.js" */

/** @param {MessageEvent<Asked>} event */
self.onmessage = async ({ data: { number, task, given } }) => {
  try {
    const answer = await /** @type {(given: any) => Promise<unknown>} */ (TASKS[task])(given);
    self.postMessage({ number, answer }, { transfer: buffersOf(answer) });
  } catch (error) {
    self.postMessage({ number, problem: /** @type {Error} */ (error).message });
  }
};

/** Buffers of an answer's arrays: they are handed over, not copied. @param {unknown} answer */
function buffersOf(answer) {
  return Object.values(answer ?? {}).filter((value) => ArrayBuffer.isView(value)).map(({ buffer }) => buffer);
}
