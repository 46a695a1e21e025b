// How parts of the state stand in a link: each is written as a text, and read from one. Pure.

/** @import { Selection, State } from "../state.js" */
/** @import { Doc } from "../types/page.d.ts" */
/** @import { Document } from "./hash.js" */

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
export const aText = { write: escaped, parse: (text) => kept(plain(text) || undefined) };

/** @type {Form<string>} */
export const aDay = { write: String, parse: (text) => kept(isDay(text) ? text : undefined) };

/** @param {string} text */
function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** @template {string} T @param {(doc: Doc) => readonly T[]} choices @returns {Form<T>} */
export const oneOf = (choices) => ({ write: escaped, parse: (text, _, { doc }) => kept(choices(doc).find((choice) => choice === plain(text))) });

/** A list of words; an empty one says "none". Words that the document does not know are left out of it. @param {(word: string, doc: Doc) => boolean} isKnown @returns {Form<string[]>} */
export const someOf = (isKnown) => ({
  write: (words) => words.map(escaped).join(","),
  parse(text, _, { doc }) {
    const words = text === "" ? [] : text.split(",").map(plain);
    const known = words.filter((word) => isKnown(word, doc));
    return words.length && !known.length ? undefined : { kept: known, unknown: words.filter((word) => !isKnown(word, doc)) };
  },
});

/** Layers that were switched: "flows,-labels". Online tiles are not: a link must not make a page ask the network. @type {Form<Record<string, boolean>>} */
export const switches = {
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
export const aSelection = {
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
export const aView = {
  write: ({ lat, lon, zoom }) => [rounded(lat, 4), rounded(wrapped(lon), 4), rounded(zoom, 2)].join(","),
  parse(text) {
    const [lat, lon, zoom] = numbers(text.split(","), [LAT, LON, [0, 22]]) ?? [];
    return kept(lat === undefined ? undefined : { lat, lon, zoom });
  },
};

/** "47.1,40.2,100" or, around a facility, "47.1,40.2,100,ID": latitude, longitude, kilometres. @type {Form<NonNullable<State["radius"]>>} */
export const aCircle = {
  write: ({ lat, lon, km, facility }) => [rounded(lat, 5), rounded(wrapped(lon), 5), rounded(km, 3), ...(facility === undefined ? [] : [escaped(facility)])].join(","),
  parse(text) {
    const [lat, lon, km] = numbers(text.split(",").slice(0, 3), [LAT, LON, [1, 500]]) ?? [];
    const [, , , facility, ...more] = text.split(",");
    if (lat === undefined || more.length) return undefined;
    return kept({ lat, lon, km, ...(facility === undefined ? {} : { facility: plain(facility) }) });
  },
};

/** "2025-01-01..2025-03-31", open where an end is not written. @type {Form<NonNullable<State["compare"]>>} */
export const aRange = {
  write: ({ from, to }) => `${from ?? ""}..${to ?? ""}`,
  parse(text) {
    const ends = text.split("..");
    if (ends.length !== 2 || !ends.every((end) => end === "" || isDay(end))) return undefined;
    const [from, to] = ends.map((end) => end || null);
    return kept(from && to && from > to ? undefined : { from, to });
  },
};
