// The state as the part of the address after "#": readable, short, checked. What a link does not say is as the
// document begins. Pure: it takes and gives text and parts of the state.

import { number } from "../format.js";
import { aCircle, aDay, aRange, aSelection, aText, aView, oneOf, someOf, switches } from "./forms.js";

/** @import { Filter, Selection } from "../state.js" */
/** @import { Doc } from "../types/page.d.ts" */
/** @import { Form } from "./forms.js" */

export const VERSION = "1";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {{start: State, doc: Doc}} Document the state in which it begins, and what it knows
 * @typedef {{change: Partial<State>|null, version: string|null, dropped: string[]}} Reading what to change; what was left out, as "key “text”"
 */

/**
 * @typedef {Partial<State> & Pick<State, "filter">} Change
 *
 * @typedef {Form<any> & {key: string, read: (state: State) => any, put: (change: Change, value: any) => void}} Part of a type of its own each
 */

/**
 * Write what differs from the document's beginning.
 * @param {State} state
 * @param {Document} document
 * @returns {string} without "#"; empty where nothing differs
 */
export function writeHash(state, document) {
  const parts = FIELDS.map(({ key, read, write }) => {
    const [value, usual] = [read(state), read(document.start)];
    if (JSON.stringify(value) === JSON.stringify(usual)) return null;
    const text = value === null || value === undefined ? NOTHING : write(value, usual);
    return text === null ? null : `${key}=${text}`;
  }).filter((part) => part !== null);
  return parts.length ? [`v=${VERSION}`, ...parts].join("&") : "";
}

/** A link to this page with something selected; null where a link cannot say it. @param {Selection} selection */
export function linkTo(selection) {
  const text = aSelection.write(selection, selection);
  return text && `#v=${VERSION}&sel=${text}`;
}

const NOTHING = "-"; // a part that the document begins with, and that is taken away

/**
 * Read a link. What is unknown or of another form is left out and named; nothing is thrown.
 * @param {string} hash with or without "#"
 * @param {Document} document
 * @returns {Reading}
 */
export function readHash(hash, document) {
  const pairs = hash.replace(/^#/, "").split("&").filter(Boolean).map((part) => part.split(/=(.*)/s));
  if (!pairs.length) return { change: beginning(document.start), version: null, dropped: [] };
  const version = pairs.find(([key]) => key === "v")?.[1] ?? null;
  if (version === null) return { change: null, version, dropped: pairs.map(([key, text]) => naming(key, text)) };
  const change = beginning(document.start);
  const dropped = [];
  for (const [key, text = ""] of pairs) {
    if (key === "v") continue;
    const field = FIELDS.find((one) => one.key === key);
    const value = field && checked(field, text, document);
    if (!value) dropped.push(naming(key, text));
    else field.put(change, value.kept);
    for (const word of value?.unknown ?? []) dropped.push(naming(key, word));
  }
  return { change, version, dropped };
}

/** @param {Part} field @param {string} text @param {Document} document */
function checked({ read, parse }, text, document) {
  try {
    return text === NOTHING ? { kept: null } : parse(text, read(document.start), document);
  } catch {
    return undefined; // an escape that is none
  }
}

/** The parts of the state that a link speaks for, as the document begins; the place of the map is left alone. @param {State} state @returns {Change} */
function beginning({ filter, selection, layers, viewpoint, language, crowd, density, radius, compare }) {
  return { filter, selection, layers, viewpoint, language, crowd, density, radius, compare };
}

/** @param {string} key @param {string} text */
function naming(key, text) {
  return text ? `${key} “${text.length > 40 ? `${text.slice(0, 39)}…` : text}”` : key;
}

/** @param {string} word */
const isWord = (word) => /^[\p{L}\p{N}_-]{1,40}$/u.test(word);
/** @param {(doc: Doc) => string[]} choices @returns {(word: string, doc: Doc) => boolean} */
const isAmong = (choices) => (word, doc) => choices(doc).includes(word);

/** @template {keyof State} K @param {string} key @param {K} name @param {Form<NonNullable<State[K]>>} form @returns {Part} */
function part(key, name, { write, parse }) {
  return { key, write, parse, read: (state) => state[name], put: (change, value) => { change[name] = value; } };
}

/** @template {keyof Filter} K @param {string} key @param {K} name @param {Form<NonNullable<Filter[K]>>} form @returns {Part} */
function filterPart(key, name, { write, parse }) {
  return { key, write, parse, read: ({ filter }) => filter[name] ?? null, put: (change, value) => { change.filter = { ...change.filter, [name]: value }; } };
}

const FIELDS = [
  filterPart("from", "from", aDay),
  filterPart("to", "to", aDay),
  filterPart("kinds", "kinds", someOf(isAmong((doc) => [...Object.keys(doc.labels.incident_kind), ...doc.present.kinds]))),
  filterPart("standings", "standings", someOf(isAmong((doc) => doc.standings.map(({ name }) => name)))),
  filterPart("countries", "countries", someOf(isWord)),
  filterPart("affected", "affected", someOf(isWord)),
  filterPart("groups", "facility_groups", someOf(isAmong((doc) => doc.facility_groups.map(({ name }) => name)))),
  filterPart("text", "text", aText),
  part("sel", "selection", aSelection),
  part("radius", "radius", aCircle),
  part("compare", "compare", aRange),
  part("layers", "layers", switches),
  part("viewpoint", "viewpoint", oneOf((doc) => Object.keys(doc.viewpoints))),
  part("language", "language", oneOf((doc) => doc.languages)),
  part("crowd", "crowd", oneOf(() => /** @type {State["crowd"][]} */ (["counts", "points"]))),
  part("density", "density", oneOf(() => /** @type {State["density"][]} */ (["count", "per-year"]))),
  part("at", "view", aView),
];

/**
 * Say what a link held that this page could not take.
 * @param {Reading} reading
 * @returns {string|null}
 */
export function sayDropped({ change, version, dropped }) {
  const what = dropped.length > 4 ? `${dropped.slice(0, 4).join(", ")} and ${number(dropped.length - 4)} more parts` : dropped.join(", ");
  if (change === null) return `What follows “#” in the address is no view of this map, and was not read: ${what}.`;
  if (version !== null && version !== VERSION) return what ? `This link was made by another version of the map; of it, ${what} was left out.` : "This link was made by another version of the map; look whether it shows what you expect.";
  return what ? `Of this link, ${what} was left out: this map does not have it, or it is not in the form that a link has.` : null;
}
