// Messages between the document and the page that frames it. Only the parent is listened to, and only what the
// state knows is taken from it: a message of another form changes nothing.

import { onceAfterAFrame } from "./frames.js";
import { NO_FILTER } from "./state.js";

/** @import { Selection, State } from "./state.js" */
/** @import { Doc, StateHolder } from "./types/page.d.ts" */

const NAME = "energy-strike-map";
/** @type {("selection"|"filter"|"viewpoint")[]} */
const TOLD = ["selection", "filter", "viewpoint"];
const SELECTABLE = ["incident", "facility", "place"];

/**
 * The page around this one, which keeps the address: it is told what a link to the view would be, and gives the one that it
 * was opened with.
 * @typedef {object} Around
 * @property {(link: string) => void} tellLink
 * @property {(listener: (link: string) => void) => void} onLink
 */

/** @param {StateHolder} state @param {Doc} doc @returns {Around|null} null where this page stands alone */
export function connect(state, doc) {
  if (window.parent === window) return null;
  document.documentElement.dataset.framed = "true";
  let telling = true;
  /** @type {Set<(link: string) => void>} */
  const listeners = new Set();
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.name !== NAME) return;
    telling = false;
    const change = accepted(data.state, doc);
    // What is selected already keeps the row that was found for it.
    if (JSON.stringify(change.selection) === JSON.stringify(named(state.get().selection))) delete change.selection;
    state.set(change);
    telling = true;
    if (typeof data.link === "string") for (const listener of listeners) listener(data.link);
  });
  /** @param {object} message */
  const tell = (message) => window.parent.postMessage({ name: NAME, ...message }, "*");
  /** @type {Set<"selection"|"filter"|"viewpoint">} */
  const changed = new Set();
  const tellChanged = onceAfterAFrame(() => {
    const { selection, ...others } = state.get();
    const told = { ...others, selection: named(selection) };
    tell(Object.fromEntries([...changed].map((part) => [part, told[part]])));
    changed.clear();
  });
  for (const part of TOLD) {
    let isFirst = true;
    state.watch([part], () => {
      if (telling && !isFirst) {
        changed.add(part);
        tellChanged(); // the map shows it first: what the app makes of it takes the computer's time
      }
      isFirst = false;
    });
  }
  tell({ ready: true });
  return { tellLink: (link) => tell({ link }), onLink: (listener) => listeners.add(listener) };
}

/** A selection as others know it: rows are this page's own. @param {Selection|null} selection */
function named(selection) {
  return selection && { type: selection.type, id: selection.id };
}

/**
 * Keep the parts of a message that have the form of the state.
 * @param {unknown} message
 * @param {Pick<Doc, "viewpoints"|"languages">} doc
 * @returns {Partial<State>}
 */
export function accepted(message, doc) {
  /** @type {Record<string, (value: any) => boolean>} */
  const known = {
    selection: (value) => value === null || (SELECTABLE.includes(value?.type) && typeof value.id === "string"),
    filter: isFilter,
    layers: (value) => isObject(value) && Object.values(value).every((on) => typeof on === "boolean"),
    viewpoint: (value) => typeof value === "string" && Object.hasOwn(doc.viewpoints, value),
    language: (value) => doc.languages.includes(value),
    crowd: (value) => ["counts", "points"].includes(value),
  };
  if (!isObject(message)) return {};
  const fitting = Object.entries(known).filter(([part, fits]) => Object.hasOwn(message, part) && fits(message[part]));
  return Object.fromEntries(fitting.map(([part]) => [part, taken(part, message[part])]));
}

/** @param {string} part @param {any} value */
function taken(part, value) {
  return part === "filter" ? { ...NO_FILTER, ...value } : part === "selection" ? named(value) : value;
}

/** @param {unknown} value */
function isFilter(value) {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([part, wanted]) => {
    if (!Object.hasOwn(NO_FILTER, part)) return false;
    if (wanted === null) return true;
    return part === "from" || part === "to" || part === "text" ? typeof wanted === "string" : Array.isArray(wanted) && wanted.every((word) => typeof word === "string");
  });
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
