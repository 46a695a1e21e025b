// The two sets of arcs that borders and coasts are drawn from: the coarse from the start, the fine once it has been read.

import { inSlices } from "../slices.js";
import { decodingArcs, joinBoxes } from "./arcs.js";
import { outlineOf } from "./outline.js";

/** @import { Arc, ArcBox } from "./arcs.js" */
/** @import { View } from "./canvas.js" */
/** @import { ArcSet, Context } from "../types/page.d.ts" */

const NEAR = 5.5; // from this zoom on, the fine set is drawn

/**
 * @typedef {object} Decoded
 * @property {Arc[]} arcs
 * @property {{ring: number[], box: ArcBox}[]} outline of the land
 * @property {number[]} seam arcs along which the world is cut, though the land goes on
 * @property {number[]} coast
 * @property {ArcSet["viewpoints"]} viewpoints
 *
 * @typedef {{readFine: () => Promise<void>, setFor: (view: View) => Decoded, onFine: (act: () => void) => void}} ArcSets
 */

/** @type {WeakMap<L.Map, Promise<ArcSets>>} */
const made = new WeakMap(); // by map, so that layers share the arcs

/** @param {Context} context @returns {Promise<ArcSets>} */
export function arcSets(context) {
  const found = made.get(context.map) ?? createArcSets(context);
  made.set(context.map, found);
  return found;
}

/** @param {Context} context @returns {Promise<ArcSets>} */
async function createArcSets({ block, notices }) {
  const coarse = run(decoding(await block("arcs")));
  /** @type {Decoded|null} */
  let fine = null;
  let isMissed = false; // something was drawn from the coarse set that should have been drawn from the fine one
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    async readFine() {
      try {
        fine = await inSlices(decoding(await block("arcs-near")));
      } catch (error) {
        notices.miss("Fine coasts and borders", error);
      }
      if (isMissed) for (const act of listeners) act();
    },
    /** Until the fine set is there, the coarse one takes its place. */
    setFor({ zoom }) {
      if (zoom < NEAR) return coarse;
      isMissed ||= !fine;
      return fine ?? coarse;
    },
    /** Do something where the coarse set was drawn close up, once the fine one is there. */
    onFine: (act) => listeners.add(act),
  };
}

/** Decode a set, an arc at a time. @param {ArcSet} written @returns {Generator<number, Decoded>} */
function* decoding({ land, ...coded }) {
  const arcs = yield* decodingArcs(coded);
  const outline = outlineOf(land, arcs).map((ring) => ({ ring, box: joinBoxes(ring.map((index) => arcs[index < 0 ? ~index : index])) }));
  const coast = new Set(coded.coast);
  const seam = outline.flatMap(({ ring }) => ring.map((index) => (index < 0 ? ~index : index))).filter((index) => !coast.has(index));
  return { arcs, outline, seam, coast: coded.coast, viewpoints: coded.viewpoints };
}

/** Run a generator to its end. @template T @param {Generator<unknown, T>} work @returns {T} */
function run(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
