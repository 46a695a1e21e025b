// What is known of each incident beyond its columns: in blocks of rows, opened when asked for, and kept a while.

import { bare, readBlock, told } from "../blocks.js";
import { isRefused, sentenceOf } from "../faults.js";
import { complete, measureReaders, readersOf, stated } from "./tables.js";

/** @import { Claim, Incident, Source } from "../types/records.d.ts" */

const KEPT = 64; // blocks
const FEW = 4; // blocks that are opened from the start, so that small datasets answer at once

/**
 * @param {{rows: number, text_rows: number}} header
 * @param {(name: string, row: number) => any} drawn what the drawing columns say of a row
 * @param {(name: string) => Promise<any>} [read]
 */
export function createTexts({ rows, text_rows: size }, drawn, read = readBlock) {
  const count = Math.ceil(rows / size);
  /** @type {Promise<Record<string, string[]>>|null} */
  let words = null; // the vocabularies that blocks share; a single block needs none
  /** @type {Map<number, Promise<Opened>>} */
  const opening = new Map(); // block → promise
  /** @type {Map<number, Opened>} */
  const open = new Map(); // block → Opened; the one used last is last
  /** @type {Map<number, unknown>} */
  const broken = new Map(); // block → why it cannot be read

  /** @param {number} block @returns {Promise<Opened>} */
  async function openBlock(block) {
    if (open.has(block)) return touch(block);
    if (broken.has(block) && !isRefused(broken.get(block))) throw broken.get(block); // memory may be given later
    if (!opening.has(block)) opening.set(block, unpack(block).finally(() => opening.delete(block)));
    return /** @type {Promise<Opened>} */ (opening.get(block));
  }

  /** @param {number} block */
  async function unpack(block) {
    try {
      words ??= count > 1 ? read("incident-words") : Promise.resolve({});
      const [tables, vocabularies] = await Promise.all([read(`incident-text-${block}`), words]);
      return await told(`incident-text-${block}`, () => keep(block, tables, vocabularies));
    } catch (error) {
      broken.set(block, error);
      throw error;
    }
  }

  /** @param {number} block @param {any} tables @param {Record<string, string[]>} vocabularies @returns {Opened} */
  function keep(block, tables, vocabularies) {
    broken.delete(block);
    open.set(block, openedBlock(tables, block * size, Math.min(size, rows - block * size), { drawn, words: vocabularies }));
    if (open.size > Math.max(KEPT, FEW)) open.delete(/** @type {number} */ (open.keys().next().value));
    return /** @type {Opened} */ (open.get(block));
  }

  /** @param {number} block @returns {Opened} */
  function touch(block) {
    const found = /** @type {Opened} */ (open.get(block));
    open.delete(block);
    open.set(block, found);
    return found;
  }

  return {
    count,
    size,
    /** Open all blocks where they are few. */
    openFew: () => (count <= FEW ? Promise.all(Array.from({ length: count }, (_, block) => openBlock(block))) : null),
    /** Whether every record is at hand. */
    areOpen: () => open.size === count,
    /** @param {number} row */
    record: async (row) => (await openBlock(Math.floor(row / size))).record(row),
    /** @param {number} row */
    peek: (row) => open.get(Math.floor(row / size))?.record(row),
    /** Why the text of a row cannot be read, once that was tried. @param {number} row @returns {string|null} */
    problem(row) {
      const block = Math.floor(row / size);
      return broken.has(block) ? sentenceOf(broken.get(block)) : null;
    },
    /** @param {string} id @returns {Source|undefined} */
    source(id) {
      for (const block of open.values()) {
        const found = block.source(id);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** @typedef {{record: (row: number) => Incident, source: (id: string) => Source|undefined}} Opened */

/**
 * A block whose records are put together when they are first asked for.
 * @param {any} tables
 * @param {number} first its first row
 * @param {number} length
 * @param {{drawn: (name: string, row: number) => any, words: Record<string, string[]>}} about
 * @returns {Opened}
 */
function openedBlock(tables, first, length, { drawn, words }) {
  /** @type {import("./tables.js").Known} */
  const known = { drawn: (name, i) => drawn(name, first + i), words };
  const [incidents, standings, claims, sources] = ["incidents", "standings", "claims", "sources"].map((name) => readersOf(tables[name] ?? {}, known));
  const measures = Object.entries(measureReaders(tables.measures ?? {}, known));
  const claimsOf = placesOf(tables.claims?.row ?? []);
  const sourcesOf = placesOf(tables.sources?.id ?? []);
  const records = new Array(length);
  /** @param {number} i */
  const build = (i) =>
    bare({
      ...placeOf(drawn, first + i),
      ...stated(incidents, i),
      first_day: known.drawn("first_day", i),
      last_day: known.drawn("last_day", i),
      ...complete(standings, i),
      claims: claimsOf(i).map((at) => claimAt(claims, at)),
      measures: bare(Object.fromEntries(measures.map(([viewpoint, columns]) => [viewpoint, complete(columns, i)]))),
      row: first + i,
    });
  return {
    record: (row) => (records[row - first] ??= build(row - first)),
    source: (id) => sourcesOf(id).map((at) => stated(sources, at)).at(-1),
  };
}

/**
 * Where each value of a list stands in it.
 * @param {any[]} values
 * @returns {(value: any) => number[]}
 */
function placesOf(values) {
  /** @type {Map<any, number[]>} */
  const found = new Map();
  values.forEach((value, at) => {
    const places = found.get(value);
    if (places) places.push(at);
    else found.set(value, [at]);
  });
  return (value) => found.get(value) ?? [];
}

/** @param {import("./tables.js").Readers} claims @param {number} at @returns {Claim} */
function claimAt(claims, at) {
  const { row: _, ...claim } = stated(claims, at);
  return bare(claim);
}

/**
 * Where a row lies, as far as the grid of the file says it.
 * @param {(name: string, row: number) => any} drawn
 * @param {number} row
 */
function placeOf(drawn, row) {
  const lon = drawn("lon", row);
  if (lon === null) return {};
  const lat = drawn("lat", row);
  return { lon, lat, bounds: [[lat, lon], [lat, lon]] };
}
