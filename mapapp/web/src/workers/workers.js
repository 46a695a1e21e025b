// Who does long work beside the page: workers, made of a text in the page's script, because a page from the disk has no
// other file to give to one. Where there can be none, the page does it itself.

import { pause } from "../slices.js";
import { TASKS } from "./tasks.js";

/** @import { Tasks } from "./tasks.js" */

const MOST = 4;

/**
 * @typedef {{number: number, task: keyof Tasks, given: unknown}} Asked
 * @typedef {{number: number, answer?: unknown, problem?: string}} Answered
 *
 * @typedef {object} Hand who does what is asked
 * @property {(task: keyof Tasks, given: any) => Promise<any>} ask
 * @property {() => number} busy how much it has to do
 */

/** The workers of the page. */
export const workers = createWorkers(typeof WORKER_SOURCE === "undefined" ? null : WORKER_SOURCE);

/**
 * @param {string|null} source of a worker; null where there can be none
 * @param {number} [most]
 */
export function createWorkers(source, most = Math.min(MOST, globalThis.navigator?.hardwareConcurrency ?? 1)) {
  /** @type {Hand[]} */
  let hands = [];
  let isAlone = source === null || typeof Worker === "undefined";
  const begin = () => {
    try {
      hands.push(startWorker(/** @type {string} */ (source), giveUp));
    } catch {
      giveUp();
    }
  };
  const giveUp = () => {
    isAlone = true;
    hands = [thisPage()];
  };
  if (isAlone) giveUp();
  return {
    /**
     * Have something done by who has least to do.
     * @template {keyof Tasks} T
     * @param {T} task
     * @param {Parameters<Tasks[T]>[0]} given
     * @returns {Promise<Awaited<ReturnType<Tasks[T]>>>}
     */
    async ask(task, given) {
      if (!hands.length) begin();
      const hand = hands.reduce((least, one) => (one.busy() < least.busy() ? one : least));
      return hand.ask(task, given);
    },
    /**
     * Have something done by each of as many as are of use.
     * @template {keyof Tasks} T
     * @param {T} task
     * @param {Parameters<Tasks[T]>[0]} given
     * @returns {Promise<number>} how many they are
     */
    async tellAll(task, given) {
      while (!isAlone && hands.length < most) begin();
      await Promise.all(hands.map((hand) => hand.ask(task, given)));
      return hands.length;
    },
  };
}

/** This page, in between of what else it does. @returns {Hand} */
function thisPage() {
  return { busy: () => 0, ask: (task, given) => pause().then(() => /** @type {(given: any) => Promise<any>} */ (TASKS[task])(given)) };
}

/**
 * @param {string} source
 * @param {() => void} giveUp called where it turns out that there can be no worker; what it was asked is then done by the page
 * @returns {Hand}
 */
function startWorker(source, giveUp) {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address);
  /** @type {Map<number, Asked & {done: (answer: unknown) => void, fail: (error: Error) => void}>} */
  const waiting = new Map();
  let number = 0;
  worker.onmessage = (/** @type {MessageEvent<Answered>} */ { data }) => {
    URL.revokeObjectURL(address);
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.problem === undefined) asked?.done(data.answer);
    else asked?.fail(new Error(data.problem));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    giveUp();
    for (const { task, given, done, fail } of waiting.values()) thisPage().ask(task, given).then(done, fail);
    waiting.clear();
  };
  return {
    busy: () => waiting.size,
    ask: (task, given) => new Promise((done, fail) => {
      waiting.set(++number, { number, task, given, done, fail });
      worker.postMessage({ number, task, given });
    }),
  };
}
