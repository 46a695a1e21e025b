// Keeps the page's address and the state in step: a link opens the view it was copied from.

import { VERSION, readHash, sayDropped, writeHash } from "./hash.js";
import { scopeOf } from "./holding.js";

/** @import { State } from "../state.js" */
/** @import { Context } from "../types/page.d.ts" */

const PAUSE_MS = 250; // browsers refuse to have the address written much more often
/** @type {(keyof State)[]} */
const WRITTEN = ["filter", "selection", "radius", "compare", "layers", "viewpoint", "language", "crowd", "density", "view"];

/**
 * Read the address now and whenever it changes, and write it when the state does. Within a frame the page around it does
 * so, which itself knows what is shown and selected.
 * @param {Context} context
 * @param {(text: string|null) => void} say
 */
export function followAddress(context, say) {
  const { map, doc, state, around } = context;
  const about = { start: state.get(), doc };
  /** @param {string} hash */
  const read = (hash) => {
    const reading = readHash(hash, about);
    say(sayDropped(reading));
    if (reading.change) show(context, around ? withoutShared(reading.change) : reading.change, say);
  };
  /** What was come to, though the address may have been written anew meanwhile. @param {HashChangeEvent} event */
  const follow = ({ newURL }) => read(new URL(newURL).hash);
  if (around) around.onLink(read);
  else {
    if (location.hash) read(location.hash);
    addEventListener("hashchange", follow);
  }
  const tell = around?.tellLink ?? writeAddress;
  const write = afterPause(() => tell(writeHash(state.get(), about)));
  let isFirst = true;
  state.watch(WRITTEN, () => {
    if (!isFirst) write();
    isFirst = false;
  });
  map.on("unload", () => removeEventListener("hashchange", follow));
}

/** What a link says beyond what is shown and selected. @param {Partial<State>} change @returns {Partial<State>} */
function withoutShared({ filter: _filter, selection: _selection, viewpoint: _viewpoint, ...change }) {
  return change;
}

/**
 * Take over a link's view, as far as the dataset holds what it names.
 * @param {Context} context
 * @param {Partial<State>} change
 * @param {(text: string|null) => void} say
 */
async function show({ map, doc, state, records, incidents }, { view, ...change }, say) {
  const { selection, radius } = change;
  const missing = [];
  if (selection?.type === "facility" && !records.facility(selection.id)) missing.push(`the facility “${selection.id}”`);
  const isAroundNothing = radius?.facility !== undefined && !records.facility(radius.facility);
  if (isAroundNothing) missing.push(`the facility “${radius.facility}”`);
  const kept = { ...change };
  if (selection?.type === "facility" && !records.facility(selection.id)) kept.selection = null;
  if (isAroundNothing) kept.radius = { ...radius, facility: undefined }; // the circle stays, around the point
  const incident = selection?.type === "incident" ? selection : null;
  const row = incident ? await incidents.rowOf(incident.id).catch(() => null) : null; // selecting it says what is wrong
  if (incident && row === -1) missing.push(`the incident “${incident.id}”`);
  if (missing.length) say(`This link names ${missing.join(" and ")}, which ${records.problem ? "cannot be looked up here" : `${scopeOf(doc)} does not have`}.`);
  if (incident && row !== null) kept.selection = row < 0 ? null : { ...incident, row };
  state.set(kept);
  if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
}

/** Have something done once, a pause after it was first asked for. @param {() => void} act */
function afterPause(act) {
  /** @type {ReturnType<typeof setTimeout>|null} */
  let asked = null;
  return () => {
    asked ??= setTimeout(() => {
      asked = null;
      act();
    }, PAUSE_MS);
  };
}

/** @param {string} hash */
function writeAddress(hash) {
  const bare = location.href.split("#")[0];
  try {
    history.replaceState(history.state, "", hash ? `${bare}#${hash}` : bare);
  } catch {
    // Some frames and browsers refuse; the page works the same without an address that follows it.
  }
}

/**
 * A link to what is seen now, where the page has an address that others can open.
 * @returns {string|null}
 */
export function shareableLink() {
  return /^https?:$/.test(location.protocol) && window.parent === window ? location.href : null;
}
