// The state as the part of the address after "#": readable, short, checked. What a link does not say is as the
// document begins. Pure: it takes and gives text and parts of the state.

import { number } from "../format.js";

/** @import { Filter, Selection } from "../state.js" */
/** @import { Doc } from "../types/page.d.ts" */

export const VERSION = "1";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {{start: State, doc: Doc}} Document the state in which it begins, and what it knows
 * @typedef {{change: Partial<State>|null, version: string|null, dropped: string[]}} Reading what to change; what was left out, as "key “text”"
 */

/**
 * How a part of the state is written and read; `usual` is that part as the document begins.
 * @template T
 * @typedef {object} Form
 * @property {(value: T, usual: T) => string|null} write null where a link cannot say it
 * @property {(text: string, usual: T, document: Document) => Kept<T>|undefined} parse undefined where the text is of another form
 */

/**
 * @template T
 * @typedef {{kept: T|null, unknown?: string[]}} Kept what was read, and the words of it that the document does not know
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

/** Only what would part the address, or could not be seen in it, is escaped. @param {string} text */
function escaped(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/%(3A|2F|40|20)/g, (code) => (code === "%20" ? "+" : decodeURIComponent(code))).replace(/^-$/, "%2D");
}

/** @param {string} text */
function plain(text) {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** @template T @param {T|undefined} value @returns {Kept<T>|undefined} */
const kept = (value) => (value === undefined ? undefined : { kept: value });

/** @type {Form<string>} */
const aText = { write: escaped, parse: (text) => kept(plain(text) || undefined) };

/** @type {Form<string>} */
const aDay = { write: String, parse: (text) => kept(isDay(text) ? text : undefined) };

/** @param {string} text */
function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** @template {string} T @param {(doc: Doc) => readonly T[]} choices @returns {Form<T>} */
const oneOf = (choices) => ({ write: escaped, parse: (text, _, { doc }) => kept(choices(doc).find((choice) => choice === plain(text))) });

/** A list of words; an empty one says "none". Words that the document does not know are left out of it. @param {(word: string, doc: Doc) => boolean} isKnown @returns {Form<string[]>} */
const someOf = (isKnown) => ({
  write: (words) => words.map(escaped).join(","),
  parse(text, _, { doc }) {
    const words = text === "" ? [] : text.split(",").map(plain);
    const known = words.filter((word) => isKnown(word, doc));
    return words.length && !known.length ? undefined : { kept: known, unknown: words.filter((word) => !isKnown(word, doc)) };
  },
});

/** Layers that were switched: "flows,-labels". Online tiles are not: a link must not make a page ask the network. @type {Form<Record<string, boolean>>} */
const switches = {
  write: (on, usual) => Object.keys(usual).filter((name) => on[name] !== usual[name] && name !== ONLINE).map((name) => (on[name] ? name : `-${name}`)).join(",") || null,
  parse(text, usual) {
    /** @param {string} word */
    const isKnown = (word) => Object.hasOwn(usual, word.replace(/^-/, "")) && word !== ONLINE;
    const words = text.split(",");
    const change = words.filter(isKnown).map((word) => [word.replace(/^-/, ""), !word.startsWith("-")]);
    return change.length ? { kept: { ...usual, ...Object.fromEntries(change) }, unknown: words.filter((word) => !isKnown(word)) } : undefined;
  },
};
const ONLINE = "tiles";

/** "incident:ID", "facility:ID". A list of what shares a place is no part of a link: its rows are those of one file. @type {Form<Selection>} */
const aSelection = {
  write: ({ type, id }) => (type === "place" ? null : `${type}:${escaped(id)}`),
  parse(text) {
    const [, type, id] = /^(incident|facility):(.+)$/s.exec(text) ?? [];
    return kept(type ? { type: /** @type {Selection["type"]} */ (type), id: plain(id) } : undefined);
  },
};

/** @param {number} value @param {number} digits */
const rounded = (value, digits) => String(Number(value.toFixed(digits)));
const NUMBER = /^-?\d+(\.\d+)?$/;

/** @typedef {[least: number, greatest: number]} Limits */

/** @param {string[]} texts @param {Limits[]} ranges */
function numbers(texts, ranges) {
  const values = texts.map(Number);
  return texts.length === ranges.length && texts.every((text, i) => NUMBER.test(text) && values[i] >= ranges[i][0] && values[i] <= ranges[i][1]) ? values : null;
}

/** @type {Limits} */
const LAT = [-90, 90];
/** @type {Limits} */
const LON = [-180, 180];
/** @param {number} lon */
const wrapped = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

/** "47.1,40.2,6.5": latitude, longitude, zoom. @type {Form<NonNullable<State["view"]>>} */
const aView = {
  write: ({ lat, lon, zoom }) => [rounded(lat, 4), rounded(wrapped(lon), 4), rounded(zoom, 2)].join(","),
  parse(text) {
    const [lat, lon, zoom] = numbers(text.split(","), [LAT, LON, [0, 22]]) ?? [];
    return kept(lat === undefined ? undefined : { lat, lon, zoom });
  },
};

/** "47.1,40.2,100" or, around a facility, "47.1,40.2,100,ID": latitude, longitude, kilometres. @type {Form<NonNullable<State["radius"]>>} */
const aCircle = {
  write: ({ lat, lon, km, facility }) => [rounded(lat, 5), rounded(wrapped(lon), 5), rounded(km, 3), ...(facility === undefined ? [] : [escaped(facility)])].join(","),
  parse(text) {
    const [lat, lon, km] = numbers(text.split(",").slice(0, 3), [LAT, LON, [1, 500]]) ?? [];
    const [, , , facility, ...more] = text.split(",");
    if (lat === undefined || more.length) return undefined;
    return kept({ lat, lon, km, ...(facility === undefined ? {} : { facility: plain(facility) }) });
  },
};

/** "2025-01-01..2025-03-31", open where an end is not written. @type {Form<NonNullable<State["compare"]>>} */
const aRange = {
  write: ({ from, to }) => `${from ?? ""}..${to ?? ""}`,
  parse(text) {
    const ends = text.split("..");
    if (ends.length !== 2 || !ends.every((end) => end === "" || isDay(end))) return undefined;
    const [from, to] = ends.map((end) => end || null);
    return kept(from && to && from > to ? undefined : { from, to });
  },
};

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
