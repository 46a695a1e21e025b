// Who looks through the blocks: workers, made of the kernel's source; where there can be none, this page in slices.

import { fromBase64, gunzip } from "../blocks.js";
import { fromWords } from "../incidents/words.js";
import { createKernel } from "./kernel.js";
import { pause } from "../slices.js";

/** @import { Found, Known } from "./kernel.js" */

export const kernel = createKernel(fromBase64, gunzip, fromWords);

const MOST = 4; // workers

/**
 * @typedef {Parameters<typeof kernel.scan>[0]} Task
 * @typedef {{width: number, scan: (task: Task) => Promise<Found>}} Scanner
 *
 * @param {Known} known
 * @returns {Promise<Scanner>} `width` tasks can be given at once
 */
export async function createScanner(known) {
  const count = Math.min(MOST, navigator.hardwareConcurrency ?? 1);
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(known))).catch(() => null);
  return workers ? shared(workers) : onThisPage(known);
}

/** @param {Known} known @returns {Scanner} */
function onThisPage(known) {
  return { width: 1, scan: (task) => pause().then(() => kernel.scan(task, known)) };
}

/** Two tasks for each worker, so that none waits for its next. @param {Scanner["scan"][]} workers @returns {Scanner} */
function shared(workers) {
  let next = 0;
  return { width: 2 * workers.length, scan: (task) => workers[next++ % workers.length](task) };
}

/** The source of a worker. @returns {string} */
export function workerSource() {
  return `(${serve})((${createKernel})(${fromBase64}, ${gunzip}, ${fromWords}));`;
}

/**
 * Answer tasks inside of a worker; names nothing from outside, like the kernel.
 * @param {ReturnType<typeof createKernel>} own
 */
function serve(own) {
  /** @type {Known|null} */
  let known = null;
  self.onmessage = async ({ data }) => {
    if (data.known) {
      known = data.known;
      self.postMessage({ ready: true });
      return;
    }
    try {
      self.postMessage({ number: data.number, found: await own.scan(data, /** @type {Known} */ (known)) });
    } catch (error) {
      self.postMessage({ number: data.number, problem: /** @type {Error} */ (error).message });
    }
  };
}

/** @returns {Promise<(task: Task) => Promise<Found>>} @param {Known} known */
function startWorker(known) {
  return new Promise((resolve, reject) => {
    const address = URL.createObjectURL(new Blob([workerSource()], { type: "text/javascript" }));
    const worker = new Worker(address);
    /** @type {Map<number, {done: (found: Found) => void, fail: (error: Error) => void}>} */
    const waiting = new Map();
    let number = 0;
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error("no worker can be made here"));
    };
    worker.onmessage = ({ data }) => {
      if (data.ready) {
        URL.revokeObjectURL(address);
        resolve((task) => new Promise((done, fail) => {
          waiting.set(++number, { done, fail });
          worker.postMessage({ number, ...task });
        }));
        return;
      }
      const asked = waiting.get(data.number);
      waiting.delete(data.number);
      if (data.problem) asked?.fail(new Error(data.problem));
      else asked?.done(data.found);
    };
    worker.postMessage({ known });
  });
}
