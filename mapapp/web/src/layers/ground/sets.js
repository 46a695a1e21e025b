// The two sets of arcs that borders and coasts are drawn from: the coarse from the start, the fine once it has been read.

/** @import { Ground } from "./arcs.js" */
/** @import { View } from "../view.js" */
/** @import { Context } from "../../types/page.d.ts" */

const NEAR = 5.5; // from this zoom on, the fine set is drawn

/** @typedef {{readFine: () => Promise<void>, setFor: (view: View) => Ground, onFine: (act: () => void) => void}} GroundSets */

/** @type {WeakMap<L.Map, Promise<GroundSets>>} */
const made = new WeakMap(); // by map, so that layers share the arcs

/** @param {Context} context @returns {Promise<GroundSets>} */
export function groundSets(context) {
  const found = made.get(context.map) ?? createGroundSets(context);
  made.set(context.map, found);
  return found;
}

/** @param {Context} context @returns {Promise<GroundSets>} */
async function createGroundSets({ block, notices }) {
  const coarse = await block("arcs");
  /** @type {Ground|null} */
  let fine = null;
  let isMissed = false; // something was drawn from the coarse set that should have been drawn from the fine one
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    async readFine() {
      try {
        fine = await block("arcs-near");
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
